"""Rates, fees, terms and amounts as they stand in a text, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rongqu.kernel.chinese_amount import chinese_amount
from rongqu.kernel.money import Money

SENTENCE = re.compile(r"[^。；！？\n]+")
NUMBER = r"(\d+(?:\.\d+)?)\s*(%|％|‰|‱)"
SHARE = r"(百|千|万)分之\s*(\d+(?:\.\d+)?|[零一二三四五六七八九十百点]+)"
AMOUNT = r"(?<![0-9,.])([0-9][0-9,]{0,15}(?:\.[0-9]{1,2})?)"
"""Of yuan, as long as money may be."""
PER_YEAR = {"年": 1, "月": 12, "日": 365, "天": 365}
OF = {"%": 100, "％": 100, "‰": 1000, "‱": 10_000, "百": 100, "千": 1000, "万": 10_000}
RATE = re.compile(
    rf"(年|月|日|天)(?:化)?(?:综合)?(?:利率|利息|息费|息|费率|成本)[^。；\n\d百千万]{{0,10}}?(?:{NUMBER}|{SHARE}|(\d+(?:\.\d+)?|[一二两三四五六七八九十]+)\s*(分|厘))"
)
BEHIND = re.compile(
    rf"(?:利率|费率|利息)[^。；，\n\d百千万]{{0,6}}?(?:每|按)?(年|月|日|天)(?:化)?\s*(?:{NUMBER}|{SHARE})"
)
COUNTED = re.compile(rf"计息[^。；\n\d]{{0,4}}每(年|月|日|天)\s*(?:{NUMBER}|{SHARE})")
"""As a clause says it that names the time behind the word."""
PRICE = re.compile(
    rf"[每按](年|月|日|天)[^。；，\n\d百千万]{{0,6}}{NUMBER}[^。；，\n\d]{{0,4}}?(?:利息|息费|服务费|管理费|手续费|费用)"
)
"""As a clause says it that names the price behind the figure."""
ENGLISH = re.compile(
    r"(annual|yearly|monthly|daily)\W[^.;\n\d]{0,24}?(?:interest|rate|cost)[^.;\n\d]{0,16}"
    rf"{NUMBER}",
    re.IGNORECASE,
)
ENGLISH_AFTER = re.compile(
    rf"(?:interest|rate)[^.;\n\d]{{0,24}}{NUMBER}"
    r"\s*(?:per|a|each|every)\s+(year|annum|month|day)\b",
    re.IGNORECASE,
)
SPANS = {"annual": 1, "yearly": 1, "year": 1, "annum": 1, "monthly": 12, "month": 12}
FEE = re.compile(
    rf"(服务费|手续费|管理费|咨询费|担保费|评审费|居间费|平台费)(率)?[^。；\n\d百千万]{{0,14}}?(?:{NUMBER}|{SHARE})"
)
TERM = re.compile(r"(?:期限|租期|借期)[^。；\n\d]{0,6}(\d+)\s*(个月|年)")
ALL_IN = re.compile(r"成本|折合|合计")
"""A cost that is told with everything in it is not one more fee."""
LATE = re.compile(r"逾期|罚息|违约|滞纳|拖欠")
MONTHLY = re.compile(r"每月|按月|月(?:收取|付|支付)|/月")
PRINCIPAL = re.compile(
    rf"(?:借款本金|借款金额|融资金额|贷款金额|授信金额|本金)[^。；\n\d]{{0,12}}?{AMOUNT}\s*(万)?元"
)
CAPITALS = re.compile(
    rf"{AMOUNT}\s*元?\s*[（(]\s*(?:人民币)?\s*大写\s*[:：]?\s*(?:人民币)?\s*"
    r"([零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]+)"
)
CAPITALS_FIRST = re.compile(
    r"([壹贰叁肆伍陆柒捌玖拾][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*[元圆][零壹贰叁肆伍陆柒捌玖角分整正]*)"
    rf"\s*[）)]?\s*[（(，,]?\s*(?:小写)?\s*[:：]?\s*(?:人民币|RMB|CNY)?\s*(?:[¥￥]|(?<=小写)|(?<=小写[:：]))\s*{AMOUNT}"
)
DAYS = re.compile(
    r"自?(\d{4})年(\d{1,2})月(\d{1,2})日[^。；\n\d]{0,4}(?:至|到|起至)[^。；\n\d]{0,2}"
    r"(\d{4})年(\d{1,2})月(\d{1,2})日"
)
DIGITS = {letter: number for number, letter in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Figure:
    value: Decimal
    start: int
    end: int


def yearly_rates(text: str) -> Iterator[Figure]:
    """Not those for being late: a penalty is no price."""
    for start, sentence in _sentences(text):
        for found in RATE.finditer(sentence):
            if LATE.search(sentence[: found.end()]) is None:
                value = _rate_of(found)
                yield Figure(value, start + found.start(), start + found.end())
        for found in (*BEHIND.finditer(sentence), *COUNTED.finditer(sentence)):
            if LATE.search(sentence[: found.end()]) is None:
                span, number, sign, of, words = found.groups()
                value = _share(number, sign, of, words) * PER_YEAR[span]
                yield Figure(value, start + found.start(), start + found.end())
        yield from _english_rates(sentence, start)


def _english_rates(sentence: str, start: int) -> Iterator[Figure]:
    for found in ENGLISH.finditer(sentence):
        span, number, sign = found.groups()
        value = Decimal(number) / OF[sign] * SPANS.get(span.lower(), 365)
        yield Figure(value, start + found.start(), start + found.end())
    for found in ENGLISH_AFTER.finditer(sentence):
        number, sign, span = found.groups()
        value = Decimal(number) / OF[sign] * SPANS.get(span.lower(), 365)
        yield Figure(value, start + found.start(), start + found.end())


def _rate_of(found: re.Match[str]) -> Decimal:
    span, number, sign, of, words, points, unit = found.groups()
    if points is not None:  # 月息2分 is two per cent, 厘 a tenth of it; 年息1分 is ten per cent
        whole = 10 if span == "年" else 100
        share = _chinese(points) / (whole if unit == "分" else whole * 10)
    else:
        share = _share(number, sign, of, words)
    return share * PER_YEAR[span]


def yearly_fees(text: str) -> Iterator[Figure]:
    """What is paid once is spread over the term; a month's fee is paid twelve times."""
    term = next((each.value for each in terms_in_months(text)), Decimal(12))
    for start, sentence in _sentences(text):
        for found in FEE.finditer(sentence):
            if LATE.search(sentence[: found.end()]) is not None:
                continue
            _, _, number, sign, of, words = found.groups()
            share = _share(number, sign, of, words)
            is_monthly = MONTHLY.search(sentence[max(0, found.start() - 6) : found.end() + 4])
            value = share * 12 if is_monthly else share * 12 / max(term, Decimal(1))
            yield Figure(value, start + found.start(), start + found.end())
        for found in PRICE.finditer(sentence):
            before = sentence[: found.end()]
            if LATE.search(before) is None and ALL_IN.search(before) is None:
                share = Decimal(found[2]) / OF[found[3]] * PER_YEAR[found[1]]
                yield Figure(share, start + found.start(), start + found.end())


def terms_in_months(text: str) -> Iterator[Figure]:
    for found in TERM.finditer(text):
        months = Decimal(found[1]) * (12 if found[2] == "年" else 1)
        yield Figure(months, found.start(), found.end())


def principals(text: str) -> Iterator[Figure]:
    """In yuan."""
    for found in PRINCIPAL.finditer(text):
        yuan = Decimal(found[1].replace(",", "")) * (10_000 if found[2] else 1)
        yield Figure(yuan, found.start(), found.end())


@dataclass(frozen=True, slots=True)
class Unlike:
    """What is said twice in one place, in two ways."""

    figures: str
    stated: str
    start: int
    end: int


def wrong_capitals(text: str) -> Iterator[Unlike]:
    """Where the amount in capitals is not that in figures, whichever comes first."""
    for pattern, figures, capitals in ((CAPITALS, 1, 2), (CAPITALS_FIRST, 2, 1)):
        for found in pattern.finditer(text):
            amount = Money.parse(found[figures].replace(",", ""), "CNY")
            if _plain(chinese_amount(amount)) != _plain(found[capitals]):
                yield Unlike(found[figures], found[capitals], found.start(), found.end())


def wrong_terms(text: str) -> Iterator[Unlike]:
    """Where the term is not the time between the two days beside it; a day more or less is none."""
    for start, sentence in _sentences(text):
        term, days = TERM.search(sentence), DAYS.search(sentence)
        if term is None or days is None:
            continue
        months = int(term[1]) * (12 if term[2] == "年" else 1)
        first_year, first_month, first_day, year, month, day = map(int, days.groups())
        between = (year - first_year) * 12 + month - first_month + (day - first_day) / 31
        if abs(between - months) > 0.1:
            yield Unlike(term[0], days[0], start + days.start(), start + days.end())


def _plain(words: str) -> str:
    """The rules allow some words to be left out or written in two ways."""
    for letter, other in (("圆", "元"), ("正", ""), ("整", ""), ("零", "")):
        words = words.replace(letter, other)
    return words


def _share(number: str | None, sign: str | None, of: str | None, words: str | None) -> Decimal:
    if number is not None and sign is not None:
        return Decimal(number) / OF[sign]
    assert of is not None
    assert words is not None
    return _chinese(words) / OF[of]


def _chinese(words: str) -> Decimal:
    """二十四点五 is 24.5."""
    if re.fullmatch(r"\d+(\.\d+)?", words):
        return Decimal(words)
    words = words.replace("两", "二")
    whole, _, after = words.partition("点")
    value, digit = 0, 0
    for letter in whole:
        if letter in DIGITS:
            digit = DIGITS[letter]
        else:
            value += (digit or 1) * (10 if letter == "十" else 100)
            digit = 0
    decimals = "".join(str(DIGITS.get(letter, "")) for letter in after)
    return Decimal(f"{value + digit}.{decimals or 0}")


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    for found in SENTENCE.finditer(text):
        yield found.start(), found[0]
