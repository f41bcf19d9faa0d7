from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongqu.kernel.uscc import (
    ALPHABET,
    InvalidUscc,
    UsccFault,
    normalise_uscc,
    parse_uscc,
    synthetic_uscc,
)

MADE = "91990000983744333R"


def test_a_right_code_is_read() -> None:
    assert parse_uscc(MADE) == MADE == synthetic_uscc("F0001")


@pytest.mark.parametrize(
    "typed",
    ["91990000983744333r", " 9199 0000 9837 4433 3R\n", "９１９９００００９８３７４４３３３Ｒ"],
)
def test_habits_of_typing_are_forgiven(typed: str) -> None:
    assert parse_uscc(typed) == MADE


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", UsccFault.LENGTH),
        (MADE[:-1], UsccFault.LENGTH),
        (f"{MADE}0", UsccFault.LENGTH),
        ("9199000098374433IR", UsccFault.ALPHABET),
        ("91990000983744333S", UsccFault.ALPHABET),
        ("9199000098374433号R", UsccFault.ALPHABET),
        ("9199A000983744333R", UsccFault.ALPHABET),
        ("91990000983744333T", UsccFault.CHECK_CHARACTER),
        ("91990000987344333R", UsccFault.CHECK_CHARACTER),
    ],
)
def test_each_fault_has_its_name(typed: str, fault: UsccFault) -> None:
    with pytest.raises(InvalidUscc) as refused:
        parse_uscc(typed)
    assert refused.value.fault is fault


@given(st.text(min_size=1))
def test_made_codes_are_valid_and_belong_to_no_region(seed: str) -> None:
    made = synthetic_uscc(seed)
    assert parse_uscc(made) == made
    assert made[2:8] == "990000"


@given(seed=st.text(min_size=1), place=st.integers(8, 17), other=st.sampled_from(ALPHABET))
def test_one_mistyped_character_never_passes(seed: str, place: int, other: str) -> None:
    made = synthetic_uscc(seed)
    if other == made[place]:
        return
    with pytest.raises(InvalidUscc):
        parse_uscc(made[:place] + other + made[place + 1 :])


@given(seed=st.text(min_size=1), place=st.integers(8, 16))
def test_two_neighbours_swapped_never_pass(seed: str, place: int) -> None:
    made = synthetic_uscc(seed)
    if made[place] == made[place + 1]:
        return
    swapped = made[:place] + made[place + 1] + made[place] + made[place + 2 :]
    with pytest.raises(InvalidUscc):
        parse_uscc(swapped)


def test_normalising_twice_changes_nothing() -> None:
    assert normalise_uscc(normalise_uscc(" ９1a ")) == "91A"
