from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.chinese_amount import DIGITS, chinese_amount
from rongqu.kernel.money import Money


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("123456.78", "壹拾贰万叁仟肆佰伍拾陆元柒角捌分"),
        ("0.00", "零元整"),
        ("0.01", "壹分"),
        ("0.10", "壹角"),
        ("0.57", "伍角柒分"),
        ("1.01", "壹元零壹分"),
        ("10.20", "壹拾元贰角"),
        ("10200.00", "壹万零贰佰元整"),
        ("100000.00", "壹拾万元整"),
        ("100001.00", "壹拾万零壹元整"),
        ("103453.00", "壹拾万叁仟肆佰伍拾叁元整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("100001000.00", "壹亿零壹仟元整"),
        ("100010001.10", "壹亿零壹万零壹元壹角"),
        ("10000000000000.00", "壹拾万亿元整"),
        ("1000100010001.00", "壹万零壹亿零壹万零壹元整"),
        ("-1.20", "负壹元贰角"),
    ],
)
def test_amounts_in_capitals(amount: str, words: str) -> None:
    assert chinese_amount(Money.parse(amount, "CNY")) == words


def test_other_currencies_are_not_written_so() -> None:
    with pytest.raises(ValueError, match="renminbi"):
        chinese_amount(Money(100, "USD"))


VALUE = {digit: value for value, digit in enumerate(DIGITS)}
UNIT = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(words: str) -> int:
    """The fen of an amount in capitals: an independent reader, from left to right."""
    yuan, _, rest = words.partition("元") if "元" in words else ("", "", words)
    high = low = digit = 0
    for character in yuan:
        if character in VALUE:
            digit = VALUE[character]
        elif character in UNIT:
            low, digit = low + digit * UNIT[character], 0
        elif character == "万":
            high, low, digit = high + (low + digit) * 10**4, 0, 0
        else:
            high, low, digit = (high + low + digit) * 10**8, 0, 0
    fen = 0
    for character, unit in (("角", 10), ("分", 1)):
        if character in rest:
            fen += VALUE[rest[rest.index(character) - 1]] * unit
    return (high + low + digit) * 100 + fen


@given(st.integers(0, 10**15))
def test_what_is_written_reads_back_as_the_same_amount(minor: int) -> None:
    words = chinese_amount(Money(minor, "CNY"))

    assert read_back(words) == minor
    assert "零零" not in words
