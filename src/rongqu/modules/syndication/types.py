"""What there is to say about the funders of a loan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import LoanId, OrganisationId, PaymentOrderId
from rongqu.kernel.money import Money


class PartStatus(StrEnum):
    """README.md draws the life cycle. `KEPT`: the lender's own, whose account the money is in."""

    KEPT = "kept"
    WAITING = "waiting"
    PAYING = "paying"
    PAID = "paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Funder:
    organisation_id: OrganisationId
    share: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one funder gets of a repayment. The fee for early repayment is part of `penalty`."""

    organisation_id: OrganisationId
    principal: Money
    interest: Money
    penalty: Money

    @property
    def amount(self) -> Money:
        return self.principal + self.interest + self.penalty

    @property
    def income(self) -> Money:
        return self.interest + self.penalty


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """A part as it is paid: from the lender's custody account to the funder's."""

    id: UUID
    loan_id: LoanId
    lender: OrganisationId
    funder: OrganisationId
    amount: Money
    status: PartStatus
    order_id: PaymentOrderId | None
    """The payment that is under way, or has paid it."""
    reason_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Of one funder of one loan so far. `amount`: all that was distributed, of which `income` is
    interest and penalty; `waiting`: of it, what has not reached the account yet."""

    amount: Money
    income: Money
    waiting: Money
    reason_code: str | None
    """Why the oldest of what waits could not be paid the last time it was tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnShare:
    """A loan that the reader funds together with others."""

    loan_id: LoanId
    lender_name: str
    borrower_name: str
    product_name: str
    principal: Money
    share: Money
