from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rongqu.kernel.schedule import DuePart
from rongqu.modules.contracts.errors import CannotVoid
from rongqu.modules.contracts.rules import (
    MOVES,
    check_can_void,
    compute_sign_by,
    order_parts,
)
from rongqu.modules.contracts.types import ContractStatus as S
from rongqu.modules.contracts.types import VoidReason


def test_every_status_has_its_moves() -> None:
    assert set(MOVES) == set(S)
    assert all(to in S for moves in MOVES.values() for to in moves)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(status, reason) for status in (S.SIGNED, S.VOIDED, S.BROUGHT) for reason in VoidReason],
)
def test_what_has_ended_is_not_voided_but_when_its_payout_is_called_off(
    status: S, reason: VoidReason
) -> None:
    if (status, reason) == (S.SIGNED, VoidReason.CALLED_OFF):
        check_can_void(status, reason)
        return
    with pytest.raises(CannotVoid):
        check_can_void(status, reason)


def test_the_order_of_allocation_is_the_policy_s() -> None:
    ranks = {
        DuePart.PENALTY: Decimal(3),
        DuePart.INTEREST: Decimal(1),
        DuePart.PRINCIPAL: Decimal(2),
    }

    assert order_parts(ranks) == (DuePart.INTEREST, DuePart.PRINCIPAL, DuePart.PENALTY)


def test_the_last_day_for_signing() -> None:
    assert compute_sign_by(date(2026, 11, 22), Decimal(7)) == date(2026, 11, 29)
