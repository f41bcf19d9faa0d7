"""Figures of a plan: what is said of revenue, profit, staff, the amount and the share asked for.

A figure stands in one sentence with the word that says what it is; the nearest such word before it
counts. Amounts without a currency's word are none: "120" alone may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from rongqu.modules.pitches.types import OF_A_YEAR, FigureKind, Passage, PlanFigure

SENTENCE = re.compile(r"(?:[^。；;！？!?\n.]|\.(?!\s)){1,500}")
"""A longer one is taken in pieces, so that no text costs more than its length."""
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,6})?"
AMOUNT = re.compile(
    rf"(?:(?P<before>人民币|RMB|CNY|¥|￥)\s*)?(?P<number>{NUMBER})\s*"
    r"(?P<scale>亿|千万|百万|万|billion|million|thousand|bn\b|mn\b|m\b|k\b)?\s*"
    r"(?P<after>元|yuan|RMB|CNY)?",
    re.IGNORECASE,
)
SCALES = {
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "billion": 10**9,
    "bn": 10**9,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "thousand": 10**3,
    "k": 10**3,
}
WORDS = {
    FigureKind.REVENUE: (
        r"营业收入|主营收入|销售收入|销售额|营收|年收入|\brevenues?\b|\bturnover\b|\bsales\b"
    ),
    FigureKind.NET_PROFIT: r"净利润|净利|净亏损|亏损|\bnet (?:profit|income|loss)\b",
    FigureKind.AMOUNT_ASKED: (
        r"融资(?:金额|需求|额度|总额|规模)?|拟融资|募集|资金需求|申请贷款|借款(?:金额|需求)?|拟借"
        r"|\b(?:seek(?:ing|s)?|rais(?:e|es|ing)|ask(?:ing)?(?: for)?|loan of|borrow)\b"
    ),
}
"""What comes before an amount of money."""
LOSS = re.compile(r"亏损|\bloss\b", re.IGNORECASE)
OTHER = re.compile(
    r"成本|费用|毛利|注册资本|市场规模|估值|总资产|净资产|负债|投入|补贴|订单|单价|客单价|税"
    r"|\b(?:cost|expenses?|gross profit|capital|market size|valuation|assets|debt|orders)\b",
    re.IGNORECASE,
)
"""Words after which an amount is something else."""
PEOPLE = re.compile(
    r"(?:员工|职工|团队|雇员|全职)[^\d。，,；;\n]{0,8}(?P<zh>\d{1,6})\s*(?:余|多)?\s*(?:人|名|位)"
    r"|(?P<en>\d{1,3}(?:,\d{3})?|\d{1,6})\s+(?:full[- ]time\s+)?(?:employees|staff|people on)"
    r"|\bteam of\s+(?P<team>\d{1,6})\b",
    re.IGNORECASE,
)
EQUITY = re.compile(
    r"(?:出让|释放|转让)[^\d。，,；;\n]{0,8}(?P<zh>\d{1,2}(?:\.\d{1,2})?)\s*[%％]"
    r"|(?P<en>\d{1,2}(?:\.\d{1,2})?)\s*%\s*(?:of\s+(?:the\s+)?)?(?:equity|shares?\b|stake)",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
FORECAST = re.compile(
    r"预计|预测|预期|目标|计划|有望|力争|将达|将实现|未来|明年"
    r"|\b(?:expect|forecast|project(?:ed|ion)|target|plan(?:ned)? to|will|next year|aim)",
    re.IGNORECASE,
)
FAR = 24
"""So many letters may stand between the word and its amount."""
LONGEST_QUOTE = 120
MOST_OF_A_KIND = 20
WHOLE_PERCENT = CENT = Decimal("0.01")

_KINDS = re.compile(
    "|".join(f"(?P<{kind}>{words})" for kind, words in WORDS.items()), re.IGNORECASE
)


def find_figures(passages: Iterable[Passage]) -> tuple[PlanFigure, ...]:
    found = list[PlanFigure]()
    counts = dict.fromkeys(FigureKind, 0)
    for passage in passages:
        for sentence in SENTENCE.finditer(passage.text):
            for kind, value, start in _of_sentence(sentence.group()):
                counts[kind] += 1
                if counts[kind] <= MOST_OF_A_KIND:
                    found.append(_figure(kind, value, sentence.group(), start, passage.place))
    return tuple(found)


def _figure(kind: FigureKind, value: Decimal, sentence: str, start: int, place: int) -> PlanFigure:
    is_yearly = kind in OF_A_YEAR
    return PlanFigure(
        kind=kind,
        value=value,
        year=_year_of(sentence, start) if is_yearly else None,
        is_forecast=is_yearly and FORECAST.search(sentence, 0, start) is not None,
        place=place,
        quote=" ".join(sentence.split())[:LONGEST_QUOTE],
    )


def _of_sentence(sentence: str) -> Iterator[tuple[FigureKind, Decimal, int]]:
    yield from _amounts(sentence)
    for found in PEOPLE.finditer(sentence):
        number = found["zh"] or found["en"] or found["team"]
        yield FigureKind.EMPLOYEES, Decimal(number.replace(",", "")), found.start()
    for found in EQUITY.finditer(sentence):
        share = Decimal(found["zh"] or found["en"]) * WHOLE_PERCENT
        yield FigureKind.EQUITY_OFFERED, share, found.start()


def _amounts(sentence: str) -> Iterator[tuple[FigureKind, Decimal, int]]:
    for found in AMOUNT.finditer(sentence):
        if found["before"] is None and found["after"] is None:
            continue
        named = _named_before(sentence, found.start())
        if named is not None:
            kind, sign = named
            scale = SCALES.get((found["scale"] or "").lower(), 1) * sign
            value = Decimal(found["number"].replace(",", "")) * scale
            yield kind, value.quantize(CENT), found.start()


def _named_before(sentence: str, end: int) -> tuple[FigureKind, int] | None:
    """By the nearest word before the amount, unless a word for something else is nearer; -1 for a
    loss."""
    start = max(0, end - FAR)
    named = list(_KINDS.finditer(sentence, start, end))
    if not named:
        return None
    if OTHER.search(sentence, named[-1].end(), end) is not None:
        return None
    sign = 1 if LOSS.search(named[-1].group()) is None else -1
    return FigureKind(named[-1].lastgroup or ""), sign


def _year_of(sentence: str, start: int) -> int | None:
    before = YEAR.findall(sentence[:start])
    return int(before[-1]) if before else None
