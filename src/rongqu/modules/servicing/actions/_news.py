"""What the world is told after a fact of a loan was recorded or taken back."""

from __future__ import annotations

from rongqu.events.servicing import (
    LoanClosed,
    LoanReopened,
    LoanTermsChanged,
    LoanWrittenOff,
    RepaymentApplied,
    RepaymentCancelled,
    RepaymentRestated,
)
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between, fields_of
from rongqu.kernel.events import Event
from rongqu.modules.servicing import queries
from rongqu.modules.servicing.actions._history import Recorded
from rongqu.modules.servicing.actions._lateness import cured_event, refresh_lateness
from rongqu.modules.servicing.types import BookedFact, FactKind, Loan, LoanStatus

KEPT = ("yearly_rate", "term_months", "method", "last_due_on", "outstanding", "status")
"""Of a loan, what changed terms change."""


async def news_of(tx: Tx, recorded: Recorded) -> list[Event]:
    """Of a fact that was recorded, and of what follows from it."""
    return [_of_fact(recorded), *await what_follows(tx, recorded)]


async def news_of_cancelled(tx: Tx, recorded: Recorded) -> list[Event]:
    loan, booked = recorded.after, recorded.booked
    cancelled = RepaymentCancelled(
        **loan.about,
        fact_id=booked.fact.id,
        kind=booked.fact.kind,
        amount=booked.effect.amount,
        outstanding=loan.outstanding,
    )
    return [cancelled, *await what_follows(tx, recorded)]


def _of_fact(recorded: Recorded) -> Event:
    kind = recorded.booked.fact.kind
    if kind.brings_money:
        return _applied(recorded)
    return _written_off(recorded) if kind is FactKind.WRITE_OFF else _terms_changed(recorded)


async def what_follows(tx: Tx, recorded: Recorded) -> list[Event]:
    """Whether the loan is late no more, has ended, or is under way again."""
    before, loan = recorded.before, recorded.after
    again = [_restated(loan, each) for each in recorded.restated if each.fact.kind.brings_money]
    late_until = await queries.read_late_until(tx, tx.business_date)
    moved = await refresh_lateness(tx, late_until, tx.business_date, only=loan.id)
    news: list[Event] = [*again, *(cured_event(each) for each in moved.cured)]
    if loan.closed_on is not None:
        news.append(_closed(loan, early=loan.closed_on < before.last_due_on))
    elif before.status is LoanStatus.CLOSED:
        news.append(_reopened(loan))
    return news


def _closed(loan: Loan, *, early: bool) -> LoanClosed:
    return LoanClosed(
        **loan.about,
        principal=loan.principal,
        early=early,
    )


def _written_off(recorded: Recorded) -> LoanWrittenOff:
    loan = recorded.after
    return LoanWrittenOff(
        **loan.about,
        principal=recorded.booked.effect.principal,
    )


def _reopened(loan: Loan) -> LoanReopened:
    return LoanReopened(
        **loan.about,
        outstanding=loan.outstanding,
    )


def _applied(recorded: Recorded) -> RepaymentApplied:
    loan, booked = recorded.after, recorded.booked
    return RepaymentApplied(
        **loan.about,
        repayment_id=booked.fact.id,
        principal=booked.effect.principal,
        interest=booked.effect.interest,
        penalty=booked.effect.penalty,
        fee=booked.effect.fee,
        outstanding=loan.outstanding,
    )


def _restated(loan: Loan, again: BookedFact) -> RepaymentRestated:
    return RepaymentRestated(
        subject_id=loan.id,
        parties=loan.parties,
        institution_id=loan.institution_id,
        repayment_id=again.fact.id,
        revision=again.revision,
        principal=again.effect.principal,
        interest=again.effect.interest,
        penalty=again.effect.penalty,
        fee=again.effect.fee,
    )


def _terms_changed(recorded: Recorded) -> LoanTermsChanged:
    loan, fact = recorded.after, recorded.booked.fact
    return LoanTermsChanged(
        **loan.about,
        kind=fact.kind,
        counts_on=fact.counts_on,
        last_due_on=loan.last_due_on,
        changes=changes_between(fields_of(recorded.before, KEPT), fields_of(loan, KEPT)),
    )
