"""Apply a repayment that the bank has settled: set it against the loan, exactly once."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import bindparam, update

from rongqu.events.servicing import LoanClosed, RepaymentApplied
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.modules.ledger.public import post_entry
from rongqu.modules.servicing import queries, tables
from rongqu.modules.servicing.actions._entries import make_repayment
from rongqu.modules.servicing.actions._lateness import cured_event, refresh_lateness
from rongqu.modules.servicing.settlement import Share, Standing, allocate, dues_of, fee_of
from rongqu.modules.servicing.types import Loan, LoanStatus, Repayment, RepaymentStatus


async def apply_repayment(tx: Tx, repayment_id: PaymentOrderId) -> None:
    """Internal: only the handler calls it. Safe to repeat: a repayment is applied once.

    It counts for the day on which it was ordered; what the daily run accrued since is taken back.
    """
    found = await queries.find_repayment(tx, repayment_id)
    if found is None:
        return  # the money was collected for something else than a loan
    loan = await queries.lock_loan(tx, found.loan_id)
    repayment = await queries.get_repayment(tx, repayment_id)
    if repayment.status is not RepaymentStatus.ORDERED:
        return

    standing = await queries.get_standing(tx, loan, repayment.ordered_on)
    fee = fee_of(repayment.kind, standing)
    dues = dues_of(repayment.kind, standing)
    shares = allocate(repayment.amount - fee, dues, loan.allocation)
    applied = _with_shares(repayment, shares, fee)
    await _update_instalments(tx, standing, shares)
    await _update_repayment(tx, applied)
    after = await _update_loan(tx, replace(loan, outstanding=loan.outstanding - applied.principal))
    await post_entry(tx, make_repayment(loan, applied))

    await _tell(tx, after, applied)


def _with_shares(repayment: Repayment, shares: list[Share], fee: Money) -> Repayment:
    zero = Money.zero(repayment.amount.currency)
    return replace(
        repayment,
        status=RepaymentStatus.APPLIED,
        principal=sum((share.principal for share in shares), start=zero),
        interest=sum((share.interest for share in shares), start=zero),
        penalty=sum((share.penalty for share in shares), start=zero),
        fee=fee,
    )


async def _update_instalments(tx: Tx, standing: Standing, shares: list[Share]) -> None:
    columns = tables.instalment.c
    changed = (
        update(tables.instalment)
        .where(columns.loan_id == standing.loan.id, columns.number == bindparam("share_number"))
        .values(
            principal_paid_minor=columns.principal_paid_minor + bindparam("principal"),
            interest_paid_minor=columns.interest_paid_minor + bindparam("interest"),
            penalty_paid_minor=columns.penalty_paid_minor + bindparam("penalty"),
            interest_cancelled_minor=bindparam("cancelled"),
            penalty_exact=bindparam("exact"),
            penalty_through=bindparam("through"),
            paid_on=bindparam("paid"),
        )
    )
    rows = [
        {
            "share_number": share.due.number,
            "principal": share.principal.minor,
            "interest": share.interest.minor,
            "penalty": share.penalty.minor,
            "cancelled": share.due.interest_cancelled.minor,
            "exact": share.due.penalty_exact,
            "through": share.due.penalty_through,
            "paid": standing.as_of if share.pays_all else None,
        }
        for share in shares
    ]
    await tx.connection.execute(changed, rows)


async def _update_repayment(tx: Tx, applied: Repayment) -> None:
    await tx.connection.execute(
        update(tables.repayment)
        .where(tables.repayment.c.id == applied.id)
        .values(
            status=applied.status,
            ended_at=tx.now,
            principal_minor=applied.principal.minor,
            interest_minor=applied.interest.minor,
            penalty_minor=applied.penalty.minor,
            fee_minor=applied.fee.minor,
        )
    )


async def _update_loan(tx: Tx, loan: Loan) -> Loan:
    """Closed when nothing is left to pay, on the day the last payment counts for."""
    instalments = await queries.list_instalments(tx, loan)
    paid_on = [each.paid_on for each in instalments if each.paid_on is not None]
    after = loan
    if len(paid_on) == len(instalments):
        after = replace(loan, status=LoanStatus.CLOSED, closed_on=max(paid_on))
    await tx.connection.execute(
        update(tables.loan)
        .where(tables.loan.c.id == loan.id)
        .values(
            outstanding_minor=after.outstanding.minor,
            status=after.status,
            closed_on=after.closed_on,
        )
    )
    return after


async def _tell(tx: Tx, loan: Loan, applied: Repayment) -> None:
    late_until = await queries.read_late_until(tx, tx.business_date)
    moved = await refresh_lateness(tx, late_until, tx.business_date, only=loan.id)
    await tx.publish(
        RepaymentApplied(
            subject_id=loan.id,
            parties=loan.parties,
            application_id=loan.application_id,
            enterprise_id=loan.enterprise_id,
            institution_id=loan.institution_id,
            repayment_id=applied.id,
            principal=applied.principal,
            interest=applied.interest,
            penalty=applied.penalty,
            fee=applied.fee,
            outstanding=loan.outstanding,
        )
    )
    for each in moved.cured:
        await tx.publish(cured_event(each))
    if loan.closed_on is not None:
        await tx.publish(
            LoanClosed(
                subject_id=loan.id,
                parties=loan.parties,
                application_id=loan.application_id,
                enterprise_id=loan.enterprise_id,
                institution_id=loan.institution_id,
                principal=loan.principal,
                early=loan.closed_on < loan.last_due_on,
            )
        )
