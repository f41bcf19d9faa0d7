"""Every pair of stage and move: what is not said to lead somewhere is refused."""

from __future__ import annotations

from itertools import product

import pytest

from rongqu.modules.origination.errors import CannotMove
from rongqu.modules.origination.rules import (
    DAYS_TO_MOVE,
    EDITABLE,
    HANDLED_BY,
    HOURS_TO_MOVE,
    MOVES,
    TURN,
    next_stage,
)
from rongqu.modules.origination.types import Move, Side, Stage

LEADS_TO = {
    ("draft", "submit"): "submitted",
    ("draft", "withdraw"): "withdrawn",
    ("draft", "expire"): "expired",
    ("submitted", "screen"): "screening",
    ("submitted", "withdraw"): "withdrawn",
    ("screening", "send_to_review"): "review",
    ("screening", "fast_track"): "approval",
    ("screening", "reject"): "rejected",
    ("screening", "withdraw"): "withdrawn",
    ("review", "pass_review"): "due_diligence",
    ("review", "return"): "returned",
    ("review", "reject"): "rejected",
    ("review", "withdraw"): "withdrawn",
    ("due_diligence", "pass_due_diligence"): "approval",
    ("due_diligence", "return"): "returned",
    ("due_diligence", "reject"): "rejected",
    ("due_diligence", "withdraw"): "withdrawn",
    ("approval", "approve"): "contract",
    ("approval", "return"): "returned",
    ("approval", "reject"): "rejected",
    ("approval", "withdraw"): "withdrawn",
    ("approval", "refer"): "review",
    ("contract", "start_payout"): "payout",
    ("contract", "reopen"): "approval",
    ("contract", "withdraw"): "withdrawn",
    ("contract", "expire"): "expired",
    ("payout", "activate"): "active",
    ("payout", "call_off"): "rejected",
    ("active", "close"): "closed",
    ("returned", "submit"): "submitted",
    ("returned", "withdraw"): "withdrawn",
    ("returned", "expire"): "expired",
}
"""Written out by hand: the table of the code is not tested against itself."""


@pytest.mark.parametrize(("stage", "move"), list(product(Stage, Move)))
def test_a_move_leads_where_the_table_says_or_is_refused(stage: Stage, move: Move) -> None:
    expected = LEADS_TO.get((stage, move))
    if expected is None:
        with pytest.raises(CannotMove):
            next_stage(stage, move)
    else:
        assert next_stage(stage, move) == expected


def test_every_move_and_every_stage_is_in_the_tables() -> None:
    assert set(MOVES) == set(Move)
    assert set(TURN) == set(Stage)


def test_a_stage_is_an_end_exactly_when_it_is_nobody_s_turn() -> None:
    going_on = {stage for ways in MOVES.values() for stage in ways}

    assert {stage for stage, side in TURN.items() if side is Side.NOBODY} == set(Stage) - going_on


def test_whose_turn_it_is_has_a_clock() -> None:
    """Repaying a loan has one of its own: servicing's."""
    clocks = set(HOURS_TO_MOVE) | set(DAYS_TO_MOVE)

    assert clocks == {s for s, side in TURN.items() if side is not Side.NOBODY} - {Stage.ACTIVE}


def test_people_of_the_institution_handle_exactly_its_stages() -> None:
    assert set(HANDLED_BY) == {s for s, side in TURN.items() if side is Side.INSTITUTION}


def test_what_may_be_edited_may_be_submitted_and_expires() -> None:
    assert set(EDITABLE) == set(MOVES[Move.SUBMIT])
    assert set(EDITABLE) <= set(MOVES[Move.EXPIRE])
