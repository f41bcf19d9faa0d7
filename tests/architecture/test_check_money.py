from __future__ import annotations

import pytest

from tools.check_money import faults, main


def test_no_cent_is_lost() -> None:
    assert main() == 0


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ("fee = round(amount * rate, 2)", "round("),
        ("price = float(text)", "float("),
        ("yuan = amount_minor / 100", "/ 100 or * 100"),
        ("minor = 100 * yuan", "/ 100 or * 100"),
    ],
)
def test_arithmetic_that_loses_cents_is_found(planted: str, found: str) -> None:
    assert [what for _, what in faults(planted)] == [found]


def test_ordinary_arithmetic_is_left_alone() -> None:
    assert list(faults("pages = rows / 20\nhalf = total // 2\n")) == []
