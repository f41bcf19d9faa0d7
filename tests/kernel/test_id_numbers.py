from __future__ import annotations

from datetime import date

import pytest

from rongqu.kernel.id_numbers import is_id_number, normalise_number, passes_luhn
from rongqu.kernel.pii import IdNumber

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("11010519491231002X", True),  # the example of GB 11643-1999
        ("440524188001010014", False),  # born before anybody who lives
        ("110105194912310021", False),
        ("11010519491331002X", False),
        ("110105202612310029", False),
        ("11010519491231002", False),
        ("０" * 18, False),
        ("", False),
    ],
    ids=["standard", "1880", "check", "month 13", "not born", "short", "full width", "nothing"],
)
def test_an_identity_number_checks_itself(number: str, is_one: bool) -> None:
    assert is_id_number(number, TODAY) is is_one


@pytest.mark.parametrize("wrong", range(10))
def test_any_single_wrong_digit_is_found(wrong: int) -> None:
    number = "11010519491231002X"
    for place in range(17):
        if number[place] != str(wrong):
            changed = f"{number[:place]}{wrong}{number[place + 1 :]}"
            assert not is_id_number(changed, TODAY)


@pytest.mark.parametrize(
    ("number", "passes"),
    [("4111111111111111", True), ("6222600260001072444", True), ("4111111111111112", False),
     ("411111111111111a", False), ("４１１１", False)],
)  # fmt: skip
def test_a_card_ends_with_its_luhn_digit(number: str, passes: bool) -> None:
    assert passes_luhn(number) is passes


def test_numbers_are_read_as_people_type_them() -> None:
    assert normalise_number(" １１０１０５ 19491231-002x ") == "11010519491231002X"


def test_an_identity_number_shows_its_last_four() -> None:
    assert str(IdNumber("11010519491231002X")) == "**************002X"
