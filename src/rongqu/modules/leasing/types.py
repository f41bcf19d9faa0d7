"""What other rooms may hold of a lease."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rongqu.kernel.ids import LoanId, OrganisationId
from rongqu.kernel.money import Money


class LeaseStatus(StrEnum):
    RUNNING = "running"
    """The thing is the lessor's."""
    ENDED = "ended"
    """Everything is paid, the price to keep it with the rest: the thing is the lessee's."""


class SetOff(StrEnum):
    """What a deposit is used for."""

    LAST_PAYMENTS = "last_payments"
    ARREARS = "arrears"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """`held`: what is left of the deposit, in the lessee's own account."""

    id: LoanId
    lessee: OrganisationId
    lessor: OrganisationId
    in_advance: bool
    deposit: Money
    held: Money
    hold_number: int
    residual: Money
    status: LeaseStatus
    ended_on: date | None

    @property
    def parties(self) -> tuple[OrganisationId, OrganisationId]:
        return self.lessee, self.lessor


@dataclass(frozen=True, slots=True)
class Unpaid:
    """What is left to pay of a rental, or of the price to keep."""

    due_on: date
    left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A part of a deposit that was set off, on its way or arrived."""

    amount: Money
    kind: SetOff
    day: date
