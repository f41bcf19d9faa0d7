"""Check some of the waiting companies of a batch; the last ones make it ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, delete, update

from rongqu.events.parks import BatchChecked, CompanyInvited
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.uscc import Uscc
from rongqu.modules.catalog.public import Product, get_product
from rongqu.modules.matching.public import Miss, Wish, find_misses, read_applicant
from rongqu.modules.parks import queries, rules
from rongqu.modules.parks import tables as t
from rongqu.modules.parks.types import (
    Batch,
    BatchStatus,
    Checked,
    Line,
    LineFault,
    LineId,
    LineStatus,
    Missed,
    ParkBatchId,
)
from rongqu.modules.parties.public import Enterprise, list_enterprises_by_uscc
from rongqu.modules.privacy.public import UseOfData, list_withdrawn


async def check_lines(tx: Tx, batch_id: ParkBatchId, most: int) -> bool:
    """Internal: the job calls it. True when nothing is left to check.

    Safe to repeat and to kill: whoever holds the batch works alone on it, and what a transaction
    has not committed is still waiting. What cannot be checked is marked, and holds nobody up.
    """
    batch = await queries.lock_batch(tx, batch_id)
    if batch.status is not BatchStatus.CHECKING:
        return True
    waiting = await queries.take_waiting(tx, batch_id, most)
    if waiting:
        ground = await _read_ground(tx, waiting)
        found = [(line, await _check(tx, line, ground)) for line in waiting]
        await _keep(tx, found)
        await tx.publish_all([_invited(line) for line, it in found if _is_new(line, it)])
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What the lines of one transaction are judged on, read for all of them at once."""

    product: Product
    companies: Mapping[Uscc, Enterprise]
    withdrawn: frozenset[UUID]
    """Companies that do not want to be assessed any more."""
    elsewhere: frozenset[LineId]


async def _read_ground(tx: Tx, lines: Sequence[Line]) -> _Ground:
    codes = [Uscc(line.uscc) for line in lines]
    companies = {each.uscc: each for each in await list_enterprises_by_uscc(tx, codes)}
    ids = [each.id for each in companies.values()]
    return _Ground(
        product=await get_product(tx, lines[0].product_id),
        companies=companies,
        withdrawn=await list_withdrawn(tx, ids, UseOfData.CREDIT_ASSESSMENT),
        elsewhere=await queries.list_in_other_batches(tx, lines),
    )


async def _check(tx: Tx, line: Line, ground: _Ground) -> Checked:
    """Only reads: a refusal on the way leaves the transaction as it was."""
    try:
        return await _look_at(tx, line, ground)
    except DomainError as refused:
        return Checked(status=LineStatus.FAILED, fault=refused.code)


async def _look_at(tx: Tx, line: Line, ground: _Ground) -> Checked:
    if line.id in ground.elsewhere:
        return Checked(status=LineStatus.REFUSED, fault=LineFault.IN_OTHER_BATCH)
    company = ground.companies.get(Uscc(line.uscc))
    if company is None:
        return Checked(status=LineStatus.INVITED)
    if not rules.is_same_name(line.name, company.name):
        return Checked(status=LineStatus.REFUSED, fault=LineFault.NAME_DIFFERS)
    if company.id in ground.withdrawn:
        return Checked(status=LineStatus.UNCLEAR, enterprise_id=company.id)
    return await _screen(tx, line, ground.product, company.id)


async def _screen(tx: Tx, line: Line, product: Product, enterprise_id: EnterpriseId) -> Checked:
    if line.amount is None or line.term_months is None:
        raise ValueError("a line that waits is complete")
    applicant = await read_applicant(tx, enterprise_id)
    wish = Wish(amount=line.amount, term_months=line.term_months)
    missed = tuple(_to_missed(miss) for miss in find_misses(product, applicant, wish))
    score = applicant.facts.get("score")
    return Checked(
        status=rules.judge(missed),
        enterprise_id=enterprise_id,
        score=None if score is None else int(score),
        grade=applicant.grade,
        missed=missed,
    )


async def _keep(tx: Tx, found: Sequence[tuple[Line, Checked]]) -> None:
    """The numbers of companies that need no invitation go."""
    columns = ("status", "enterprise_id", "fault", "score", "grade", "missed")
    await tx.connection.execute(
        update(t.line)
        .where(t.line.c.id == bindparam("line_id"))
        .values({name: bindparam(f"new_{name}") for name in columns}),
        [
            {
                "line_id": line.id,
                "new_status": it.status,
                "new_enterprise_id": it.enterprise_id,
                "new_fault": it.fault,
                "new_score": it.score,
                "new_grade": it.grade,
                "new_missed": queries.missed_to_json(it.missed),
            }
            for line, it in found
        ],
    )
    kept = (LineStatus.INVITED, LineStatus.FAILED)
    known = [line.id for line, it in found if it.status not in kept]
    await tx.connection.execute(delete(t.contact).where(t.contact.c.line_id.in_(known)))


def _is_new(line: Line, found: Checked) -> bool:
    """Nobody is invited twice."""
    return found.status is LineStatus.INVITED and line.invited_at is None


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
