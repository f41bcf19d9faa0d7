"""What servicing tells the world. The subject is the loan, which carries its contract's id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rongqu.kernel.changes import ChangeEvent
from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanOpened(Event):
    name = "servicing.loan_opened.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    principal: Money
    first_due_on: date
    last_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanBrought(Event):
    """A lender brought a loan that runs already; there was no application and no payout here."""

    name = "servicing.loan_brought.v1"
    enterprise_id: UUID
    institution_id: UUID
    principal: Money
    outstanding: Money
    last_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentDue(Event):
    """An instalment falls due on `due_on`: today, or in the days of notice before it. `amount` is
    what is still to be paid of it."""

    name = "servicing.instalment_due.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    number: int
    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentOrdered(Event):
    """The borrower asked to pay; the bank has not answered yet."""

    name = "servicing.repayment_ordered.v1"
    enterprise_id: UUID
    institution_id: UUID
    repayment_id: UUID
    kind: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentApplied(Event):
    """Money arrived and was set against the loan; `outstanding` is the principal still owed."""

    name = "servicing.repayment_applied.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    repayment_id: UUID
    principal: Money
    interest: Money
    penalty: Money
    fee: Money
    outstanding: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentRestated(Event):
    """Something was recorded or taken back that counts before it, so that the same money does
    something else: `revision` counts how often. Of several the highest is the truth."""

    name = "servicing.repayment_restated.v1"
    institution_id: UUID
    repayment_id: UUID
    revision: int
    principal: Money
    interest: Money
    penalty: Money
    fee: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentFailed(Event):
    """The bank refused it: nothing was set against the loan."""

    name = "servicing.repayment_failed.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    repayment_id: UUID
    amount: Money
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateGiven(Event):
    """The borrower agreed to direct debits of what falls due."""

    name = "servicing.mandate_given.v1"
    enterprise_id: UUID
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRevoked(Event):
    name = "servicing.mandate_revoked.v1"
    enterprise_id: UUID
    institution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectDebitRefused(Event):
    """A direct debit could not even be ordered; the next day's end tries again."""

    name = "servicing.direct_debit_refused.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanOverdue(Event):
    """Its bucket changed for the worse. `overdue` is what should have been paid by now."""

    name = "servicing.loan_overdue.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    days_past_due: int
    bucket: str
    overdue: Money
    outstanding: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanCured(Event):
    """Nothing is late any more."""

    name = "servicing.loan_cured.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    outstanding: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanTermsChanged(ChangeEvent):
    """Something was let off, put off or agreed anew: `kind` says what, `counts_on` from when."""

    name = "servicing.loan_terms_changed.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    kind: str
    counts_on: date
    last_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RateReset(ChangeEvent):
    """A floating rate took the LPR of its repricing day; `next_amount` is what falls due next."""

    name = "servicing.rate_reset.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    counts_on: date
    base_rate: str
    yearly_rate: str
    next_due_on: date | None
    next_amount: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanWrittenOff(Event):
    """Its principal has left the books; it is still owed."""

    name = "servicing.loan_written_off.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    principal: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentCancelled(Event):
    """What had been recorded is taken back, as if it had never been."""

    name = "servicing.repayment_cancelled.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    fact_id: UUID
    kind: str
    amount: Money
    outstanding: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanReopened(Event):
    """It had ended, and what ended it was taken back."""

    name = "servicing.loan_reopened.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    outstanding: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanClosed(Event):
    """Paid back to the last cent. `early` when the last due day was still to come."""

    name = "servicing.loan_closed.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    principal: Money
    early: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanClassified(Event):
    """Its category 五级分类 changed at a day's end; `cause` is what made it so: days past due, a
    trigger by its name, or an override."""

    name = "servicing.loan_classified.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    former: str
    category: str
    cause: str
    days_past_due: int
    outstanding: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerNoted(Event):
    """Something makes the loan worse than its days past due say."""

    name = "servicing.trigger_noted.v1"
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerLifted(Event):
    name = "servicing.trigger_lifted.v1"
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryOverridden(ChangeEvent):
    """Two people gave the loan a category; it counts from the next day's end."""

    name = "servicing.category_overridden.v1"
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideLifted(ChangeEvent):
    name = "servicing.override_lifted.v1"
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEndStarted(Event):
    """The end of a business day began, or went on after it was broken off."""

    name = "servicing.day_end_started.v1"
    business_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPhaseStarted(Event):
    """The end of a day begins with this phase, or goes on with it: `attempt` above 1 when it was
    broken off before."""

    name = "servicing.day_phase_started.v1"
    business_date: date
    phase: str
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPhaseCompleted(Event):
    """A phase of a day's end is in the books."""

    name = "servicing.day_phase_completed.v1"
    business_date: date
    phase: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRunCompleted(Event):
    """A business day is closed: how many loans are late, and what the day accrued in interest and
    penalty interest."""

    name = "servicing.day_run_completed.v1"
    business_date: date
    late_loans: int
    accrued: Money
