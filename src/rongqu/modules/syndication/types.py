"""What there is to say about the funders of a loan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import LoanId, OrganisationId, PaymentOrderId
from rongqu.kernel.money import Money


class PartStatus(StrEnum):
    """README.md draws the life cycle. `KEPT`: the lender's own, whose account the money is in;
    `SET_OFF`: all of it, against what the funder had to give back; `CALLED_BACK`: before it was
    paid."""

    KEPT = "kept"
    WAITING = "waiting"
    PAYING = "paying"
    PAID = "paid"
    SET_OFF = "set_off"
    CALLED_BACK = "called_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Funder:
    organisation_id: OrganisationId
    share: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaid:
    """A repayment as it is shared, the fee for early repayment as part of `penalty`. `revision`:
    how often the same money was set against the loan anew; the highest is the truth."""

    repayment_id: UUID
    loan_id: LoanId
    lender: OrganisationId
    revision: int
    principal: Money
    interest: Money
    penalty: Money

    @property
    def amount(self) -> Money:
        return self.principal + self.interest + self.penalty

    @property
    def key(self) -> str:
        """Of its entries in the ledger."""
        return f"{self.repayment_id}.{self.revision}" if self.revision else str(self.repayment_id)


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
    """A part as it is paid: from the lender's custody account to the funder's. `set_off`: of it,
    what is not paid because as much had to be given back."""

    id: UUID
    loan_id: LoanId
    lender: OrganisationId
    funder: OrganisationId
    amount: Money
    set_off: Money
    status: PartStatus
    order_id: PaymentOrderId | None
    """The payment that is under way, or has paid it."""
    reason_code: str | None
    is_called_back: bool

    @property
    def left(self) -> Money:
        return self.amount - self.set_off

    @property
    def got(self) -> Money:
        """By the funder, in money or by what it need not give back."""
        is_whole = self.status in (PartStatus.PAID, PartStatus.SET_OFF)
        return self.amount if is_whole else self.set_off


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """What a funder has to give back, because the repayment it was a part of was taken back."""

    id: UUID
    loan_id: LoanId
    lender: OrganisationId
    funder: OrganisationId
    left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Of one funder of one loan so far. `amount`: all that was distributed and not called back, of
    which `income` is interest and penalty; `waiting`: of it, what has not reached the account yet;
    `owed`: what has reached it, was called back, and is neither set off nor given back yet, of
    which `returning` is on its way."""

    amount: Money
    income: Money
    waiting: Money
    owed: Money
    returning: Money
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
