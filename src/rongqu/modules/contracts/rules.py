"""The life of a contract, as a table; signing has its own rules: `envelope_rules.py`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from rongqu.kernel.schedule import DuePart
from rongqu.modules.contracts.errors import CannotVoid
from rongqu.modules.contracts.types import ContractStatus as S
from rongqu.modules.contracts.types import VoidReason

MOVES: dict[S, frozenset[S]] = {
    S.DRAFTING: frozenset({S.HELD, S.SIGNING, S.VOIDED}),
    S.HELD: frozenset({S.SIGNING, S.VOIDED}),
    S.SIGNING: frozenset({S.SIGNED, S.VOIDED}),
    S.SIGNED: frozenset(),
    S.VOIDED: frozenset(),
    S.BROUGHT: frozenset(),
}


def check_can_void(status: S, reason: VoidReason) -> None:
    is_called_off = status is S.SIGNED and reason is VoidReason.CALLED_OFF
    if not is_called_off and S.VOIDED not in MOVES[status]:
        raise CannotVoid(status=status)


def is_open(status: S) -> bool:
    """Neither signed nor void."""
    return S.VOIDED in MOVES[status]


def order_parts(ranks: Mapping[DuePart, Decimal]) -> tuple[DuePart, ...]:
    """The order of the policy; of equal ranks the order in which the parts are listed."""
    return tuple(sorted(DuePart, key=lambda part: ranks[part]))


def compute_sign_by(prepared_on: date, signing_days: Decimal) -> date:
    """The last day on which it may be signed."""
    return prepared_on + timedelta(days=int(signing_days))
