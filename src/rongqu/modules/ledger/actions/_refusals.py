"""What the database refuses, as errors of the ledger."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from rongqu.kernel.errors import DomainError
from rongqu.modules.ledger.errors import (
    CannotHold,
    HoldEnded,
    HoldExceeded,
    HoldExpired,
    HoldNotFound,
    Overdrawn,
    PeriodClosed,
)

_REFUSALS: dict[str, type[DomainError]] = {
    "ck_balance_not_overdrawn": Overdrawn,
    "only limited accounts have holds": CannotHold,
    "period_closed": PeriodClosed,
    "fk_entry_hold_id": HoldNotFound,
    "hold_ended": HoldEnded,
    "hold_expired": HoldExpired,
    "hold_exceeded": HoldExceeded,
}


@contextmanager
def refusals(reference: str) -> Generator[None]:
    """`reference`: of the entry or hold; of a batch, of its first."""
    try:
        yield
    except IntegrityError as error:
        said = str(error.orig)
        for words, kind in _REFUSALS.items():
            if words in said:
                raise kind(reference=reference) from error
        raise
