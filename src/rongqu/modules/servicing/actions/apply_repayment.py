"""Apply a repayment that the bank has settled: set it against the loan, exactly once."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import FactId, PaymentOrderId
from rongqu.modules.servicing import queries, tables
from rongqu.modules.servicing.actions._history import record_fact
from rongqu.modules.servicing.actions._news import news_of
from rongqu.modules.servicing.types import (
    Fact,
    FactContent,
    FactKind,
    Repayment,
    RepaymentStatus,
)


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

    await tx.connection.execute(
        update(tables.repayment)
        .where(tables.repayment.c.id == repayment.id)
        .values(status=RepaymentStatus.APPLIED, ended_at=tx.now)
    )
    recorded = await record_fact(tx, loan, _as_fact(tx, repayment))

    for event in await news_of(tx, recorded):
        await tx.publish(event)


def _as_fact(tx: Tx, repayment: Repayment) -> Fact:
    return Fact(
        id=FactId(repayment.id),
        loan_id=repayment.loan_id,
        kind=FactKind.REPAYMENT,
        counts_on=repayment.ordered_on,
        content=FactContent(amount=repayment.amount, way=repayment.kind, effect=repayment.effect),
        reason="",
        recorded_by=repayment.ordered_by,
        recorded_at=tx.now,
    )
