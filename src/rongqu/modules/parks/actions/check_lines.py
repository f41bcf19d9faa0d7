"""Check some of the waiting companies of a batch; the last ones make it ready."""

from __future__ import annotations

from sqlalchemy import delete, update

from rongqu.events.parks import BatchChecked, CompanyInvited
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.kernel.uscc import Uscc
from rongqu.modules.matching.public import Miss, Wish, check_eligible
from rongqu.modules.parks import queries, rules
from rongqu.modules.parks import tables as t
from rongqu.modules.parks.types import (
    Batch,
    BatchStatus,
    Checked,
    Line,
    LineFault,
    LineStatus,
    Missed,
    ParkBatchId,
)
from rongqu.modules.parties.public import Enterprise, find_enterprise_by_uscc
from rongqu.modules.privacy.public import UseOfData, is_withdrawn
from rongqu.modules.risk.public import find_score


async def check_lines(tx: Tx, batch_id: ParkBatchId, most: int) -> bool:
    """Internal: the job calls it. True when nothing is left to check.

    Safe to repeat and to kill: whoever holds the batch works alone on it, and what a transaction
    has not committed is still waiting. What cannot be checked is marked, and holds nobody up.
    """
    batch = await queries.lock_batch(tx, batch_id)
    if batch.status is not BatchStatus.CHECKING:
        return True
    waiting = await queries.take_waiting(tx, batch_id, most)
    for line in waiting:
        found = await _check(tx, line)
        await _keep(tx, line, found)
        if found.status is LineStatus.INVITED and line.invited_at is None:
            await tx.publish(_invited(line))
    if len(waiting) == most:
        return False

    await _finish(tx, batch)
    return True


async def _finish(tx: Tx, batch: Batch) -> None:
    await tx.connection.execute(
        update(t.batch).where(t.batch.c.id == batch.id).values(status=BatchStatus.READY)
    )
    figures = await queries.sum_up(tx, batch)
    await tx.publish(
        BatchChecked(
            subject_id=batch.id,
            parties=batch.parties,
            institution_id=batch.institution_id,
            fits=figures.counts.get(LineStatus.FITS, 0),
        )
    )


async def _check(tx: Tx, line: Line) -> Checked:
    try:
        async with tx.connection.begin_nested():
            return await _look_at(tx, line)
    except DomainError as refused:
        return Checked(status=LineStatus.FAILED, fault=refused.code)


async def _look_at(tx: Tx, line: Line) -> Checked:
    if await queries.is_in_other_batch(tx, line):
        return Checked(status=LineStatus.REFUSED, fault=LineFault.IN_OTHER_BATCH)
    company = await find_enterprise_by_uscc(tx, Uscc(line.uscc))
    if company is None:
        return Checked(status=LineStatus.INVITED)
    if not rules.is_same_name(line.name, company.name):
        return Checked(status=LineStatus.REFUSED, fault=LineFault.NAME_DIFFERS)
    if await is_withdrawn(tx, company.id, UseOfData.CREDIT_ASSESSMENT):
        return Checked(status=LineStatus.UNCLEAR, enterprise_id=company.id)
    return await _screen(tx, line, company)


async def _screen(tx: Tx, line: Line, company: Enterprise) -> Checked:
    if line.amount is None or line.term_months is None:
        raise ValueError("a line that waits is complete")
    wish = Wish(amount=line.amount, term_months=line.term_months)
    missed = tuple(
        _to_missed(miss) for miss in await check_eligible(tx, company.id, line.product_id, wish)
    )
    score = await find_score(tx, company.id)
    return Checked(
        status=rules.judge(missed),
        enterprise_id=company.id,
        score=None if score is None else score.score,
        grade=None if score is None else score.grade,
        missed=missed,
    )


async def _keep(tx: Tx, line: Line, found: Checked) -> None:
    """The number of a company that needs no invitation goes."""
    await tx.connection.execute(
        update(t.line)
        .where(t.line.c.id == line.id)
        .values(
            status=found.status,
            enterprise_id=found.enterprise_id,
            fault=found.fault,
            score=found.score,
            grade=found.grade,
            missed=queries.missed_to_json(found.missed),
        )
    )
    if found.status not in (LineStatus.INVITED, LineStatus.FAILED):
        await tx.connection.execute(delete(t.contact).where(t.contact.c.line_id == line.id))


def _to_missed(miss: Miss) -> Missed:
    return Missed(
        fact=miss.fact,
        op=miss.op,
        needed=", ".join(miss.needed) if isinstance(miss.needed, tuple) else f"{miss.needed:f}",
        actual=None if miss.actual is None else str(miss.actual),
    )


def _invited(line: Line) -> CompanyInvited:
    return CompanyInvited(
        subject_id=line.id,
        parties=(line.park_id, line.institution_id),
        park_id=line.park_id,
        institution_id=line.institution_id,
    )
