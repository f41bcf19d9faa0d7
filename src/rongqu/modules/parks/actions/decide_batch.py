"""The lender decides on a whole batch at once: on all that were not taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import update

from rongqu.events.parks import BatchDecided, CompanyApproved
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.parks import permissions, queries, rules
from rongqu.modules.parks import tables as t
from rongqu.modules.parks.errors import NothingToApprove
from rongqu.modules.parks.types import APPROVABLE, Batch, BatchStatus, Line, LineStatus, ParkBatchId


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDecision:
    is_approved: bool
    note: str


async def decide_batch(tx: Tx, batch_id: ParkBatchId, decision: BatchDecision) -> Batch:
    """Once. What misses a hard condition is never approved with the others."""
    tx.actor.require(permissions.DECIDE)
    batch = await queries.lock_batch(tx, batch_id)
    rules.check_lender(batch, tx.actor)
    rules.check_ready(batch)
    approved = await _approve(tx, batch) if decision.is_approved else ()

    await _close(tx, batch, decision, approved)
    await tx.publish(
        BatchDecided(
            subject_id=batch.id,
            parties=batch.parties,
            park_id=batch.park_id,
            is_approved=decision.is_approved,
            approved=len(approved),
            amount=_total(approved),
        )
    )
    await tx.publish_all([approval_of(line) for line in approved if line.enterprise_id is not None])
    return await queries.get_batch(tx, batch.id)


async def _approve(tx: Tx, batch: Batch) -> tuple[Line, ...]:
    rows = await tx.connection.execute(
        update(t.line)
        .where(t.line.c.batch_id == batch.id, t.line.c.status.in_(APPROVABLE))
        .values(status=LineStatus.APPROVED, valid_until=await _last_day(tx))
        .returning(t.line)
    )
    approved = tuple(queries.to_line(row) for row in rows)
    if not approved:
        raise NothingToApprove(batch_id=batch.id)
    return approved


async def _last_day(tx: Tx) -> date:
    return tx.business_date + timedelta(days=int(await read_policy(tx, "parks.approval_days")))


async def _close(tx: Tx, batch: Batch, decision: BatchDecision, approved: tuple[Line, ...]) -> None:
    status = BatchStatus.APPROVED if decision.is_approved else BatchStatus.REFUSED
    await tx.connection.execute(
        update(t.batch)
        .where(t.batch.c.id == batch.id)
        .values(
            status=status,
            decided_by=tx.actor.id,
            decided_at=tx.now,
            note=decision.note,
            valid_until=approved[0].valid_until if approved else None,
        )
    )


def _total(approved: tuple[Line, ...]) -> Money | None:
    amounts = [line.amount for line in approved if line.amount is not None]
    return sum(amounts, start=Money.zero("CNY")) if amounts else None


def approval_of(line: Line) -> CompanyApproved:
    if line.enterprise_id is None or line.amount is None or line.valid_until is None:
        raise ValueError("an approved company is known, with what it may have and until when")
    return CompanyApproved(
        subject_id=line.id,
        parties=(line.park_id, line.institution_id, line.enterprise_id),
        enterprise_id=line.enterprise_id,
        product_id=line.product_id,
        amount=line.amount,
        valid_until=line.valid_until,
    )
