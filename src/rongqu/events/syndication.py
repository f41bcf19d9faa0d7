"""What syndication tells the world."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanShared(Event):
    """Subject: the loan. Several organisations fund it; `funders` counts them."""

    name = "syndication.loan_shared.v1"
    institution_id: UUID
    funders: int
    principal: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentDistributed(Event):
    """Subject: the loan. A repayment was shared among its funders, to the cent."""

    name = "syndication.repayment_distributed.v1"
    institution_id: UUID
    repayment_id: UUID
    funders: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOrdered(Event):
    """Subject: the loan. A funder's part of a repayment is on its way to its account."""

    name = "syndication.part_ordered.v1"
    part_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPaid(Event):
    """Subject: the loan. A funder has its part of a repayment."""

    name = "syndication.part_paid.v1"
    part_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRefused(Event):
    """Subject: the loan. The bank did not pay a funder's part; it is ordered again."""

    name = "syndication.part_refused.v1"
    part_id: UUID
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentCalledBack(Event):
    """Subject: the loan. A repayment is shared no more as it was: it was taken back, or the same
    money does something else. `owed`: of `amount`, what funders had got and have to give back."""

    name = "syndication.repayment_called_back.v1"
    institution_id: UUID
    repayment_id: UUID
    amount: Money
    owed: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSetOff(Event):
    """Subject: the loan. So much of a funder's part was set off against what it had to give back,
    and is not paid."""

    name = "syndication.part_set_off.v1"
    part_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackOrdered(Event):
    """Subject: the loan. A funder gives back at once what was called back."""

    name = "syndication.give_back_ordered.v1"
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack(Event):
    """Subject: the loan. The lender has what a funder gave back."""

    name = "syndication.given_back.v1"
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackRefused(Event):
    """Subject: the loan. The bank did not pay it; it is owed as before."""

    name = "syndication.give_back_refused.v1"
    reason_code: str
