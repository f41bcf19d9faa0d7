"""Amounts of money in capital Chinese numerals 大写, as contracts and bills need them.

Rules: 正确填写票据和结算凭证的基本规定 (annex of the People's Bank's 支付结算办法, 1997): 整 stands
after 元 and is left out after 角 and 分; zeros between digits are one 零. Where the rules allow two
ways (103,453 with or without 零 after 万) the shorter one is written.
"""

from __future__ import annotations

from rongqu.kernel.money import Money

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
"""Names of four digits each, from the right; a BIGINT of fen needs no more."""


def chinese_amount(money: Money) -> str:
    """`123456.78` is 壹拾贰万叁仟肆佰伍拾陆元柒角捌分. Raises ValueError for other currencies."""
    if money.currency != "CNY":
        raise ValueError("only renminbi are written in capitals")
    yuan, fen = divmod(abs(money.minor), 100)
    jiao, fen = divmod(fen, 10)
    words = f"{chinese_number(yuan)}元" if yuan or not (jiao or fen) else ""
    if jiao:
        words += f"{DIGITS[jiao]}角"
    elif fen and yuan:
        words += "零"
    if fen:
        words += f"{DIGITS[fen]}分"
    elif not jiao:
        words += "整"
    return f"负{words}" if money.is_negative() else words


def chinese_number(number: int) -> str:
    """A whole number in capital numerals: 10200 is 壹万零贰佰."""
    if number == 0:
        return DIGITS[0]
    words, gap = "", False
    for group in range(len(GROUPS) - 1, -1, -1):
        digits = number // 10_000**group % 10_000
        if digits:
            zero = DIGITS[0] if words and (gap or digits < 1000) else ""
            words += zero + _four_digits(digits) + _group_name(number, group)
        gap = digits == 0
    return words


def _group_name(number: int, group: int) -> str:
    """万亿 is said in full only where no 亿 digits follow: 玖仟万零壹亿 names 亿 once."""
    if group == 3 and number // 10_000**2 % 10_000:
        return GROUPS[1]
    return GROUPS[group]


def _four_digits(number: int) -> str:
    words, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += (DIGITS[0] if gap and words else "") + DIGITS[digit] + PLACES[place]
        gap = digit == 0
    return words
