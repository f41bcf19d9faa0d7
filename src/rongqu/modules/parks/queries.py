"""Every SELECT of parks. A park and a lender see their batches, a company its own place in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, and_, func, or_, select, true

from rongqu.infra.keyset import Along, read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import (
    ApplicationId,
    EnterpriseId,
    OrganisationId,
    ProductId,
    UserId,
)
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.kernel.pii import MobileNumber
from rongqu.modules.parks import permissions
from rongqu.modules.parks import tables as t
from rongqu.modules.parks.errors import BatchNotFound, LineNotFound
from rongqu.modules.parks.types import (
    APPROVABLE,
    Batch,
    BatchFigures,
    BatchStatus,
    Line,
    LineId,
    LineStatus,
    Missed,
    ParkBatchId,
)

BATCH, LINE = t.batch.c, t.line.c
MISSED = TypeAdapter(tuple[Missed, ...])


def visible_to(actor: Actor) -> ColumnElement[bool]:
    if actor.is_system or actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    return or_(BATCH.park_id == actor.organisation, BATCH.institution_id == actor.organisation)


async def get_batch(tx: Tx, batch_id: ParkBatchId) -> Batch:
    wanted = select(t.batch).where(BATCH.id == batch_id, visible_to(tx.actor))
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise BatchNotFound(batch_id=batch_id)
    return to_batch(row)


async def lock_batch(tx: Tx, batch_id: ParkBatchId) -> Batch:
    """Before any of its lines, always."""
    wanted = select(t.batch).where(BATCH.id == batch_id, visible_to(tx.actor)).with_for_update()
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise BatchNotFound(batch_id=batch_id)
    return to_batch(row)


async def list_batches(tx: Tx, page: Page) -> Slice[Batch]:
    return await read_page(
        tx, select(t.batch).where(visible_to(tx.actor)), BATCH.id, page, to_batch
    )


async def list_unfinished(tx: Tx) -> tuple[ParkBatchId, ...]:
    checking = select(BATCH.id).where(BATCH.status == BatchStatus.CHECKING).order_by(BATCH.id)
    return tuple(ParkBatchId(each) for each in (await tx.connection.execute(checking)).scalars())


async def sum_up(tx: Tx, batch: Batch) -> BatchFigures:
    grouped = (
        select(
            LINE.status,
            func.count().label("lines"),
            func.coalesce(func.sum(LINE.amount_minor), 0).label("minor"),
            func.count(LINE.application_id).label("applied"),
        )
        .where(LINE.batch_id == batch.id)
        .group_by(LINE.status)
    )
    counts = dict[LineStatus, int]()
    minor = applied = 0
    for row in await tx.connection.execute(grouped):
        counts[LineStatus(row.status)] = row.lines
        applied += row.applied
        if LineStatus(row.status) in (*APPROVABLE, LineStatus.APPROVED):
            minor += int(row.minor)
    return BatchFigures(counts=counts, amount=Money(minor, "CNY"), applied=applied)


async def list_lines(
    tx: Tx, batch: Batch, statuses: Sequence[LineStatus], page: Page
) -> Slice[Line]:
    """In the order of the file."""
    wanted = select(t.line).where(LINE.batch_id == batch.id)
    if statuses:
        wanted = wanted.where(LINE.status.in_(statuses))
    return await read_page(tx, wanted, Along(LINE.id, oldest_first=True), page, to_line)


async def list_refused(tx: Tx, batch: Batch) -> tuple[Line, ...]:
    wrong = (LineStatus.REFUSED, LineStatus.FAILED)
    wanted = select(t.line).where(LINE.batch_id == batch.id, LINE.status.in_(wrong))
    return tuple(to_line(row) for row in await tx.connection.execute(wanted.order_by(LINE.number)))


async def lock_line(tx: Tx, batch: Batch, line_id: LineId) -> Line:
    wanted = select(t.line).where(LINE.id == line_id, LINE.batch_id == batch.id).with_for_update()
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise LineNotFound(line_id=line_id)
    return to_line(row)


async def find_line(tx: Tx, line_id: LineId) -> Line | None:
    row = (await tx.connection.execute(select(t.line).where(LINE.id == line_id))).one_or_none()
    return None if row is None else to_line(row)


async def take_waiting(tx: Tx, batch_id: ParkBatchId, most: int) -> tuple[Line, ...]:
    """Whoever holds the batch works alone on its lines."""
    wanted = (
        select(t.line)
        .where(LINE.batch_id == batch_id, LINE.status == LineStatus.WAITING)
        .order_by(LINE.id)
        .limit(most)
    )
    return tuple(to_line(row) for row in await tx.connection.execute(wanted))


async def list_batches_with_uscc(tx: Tx, uscc: str) -> tuple[ParkBatchId, ...]:
    """Where somebody of that code is awaited."""
    awaited = and_(
        LINE.uscc == uscc, LINE.enterprise_id.is_(None), LINE.status != LineStatus.REFUSED
    )
    wanted = select(LINE.batch_id).where(awaited).order_by(LINE.batch_id)
    return tuple(ParkBatchId(each) for each in (await tx.connection.execute(wanted)).scalars())


async def list_in_other_batches(tx: Tx, lines: Sequence[Line]) -> frozenset[LineId]:
    """Those of them whose company was put forward earlier for the same product, and is not decided
    against."""
    other, its_batch = t.line.alias("other"), t.batch.alias("its_batch")
    let_go = [LineStatus.REFUSED, LineStatus.EXCEPTED, LineStatus.MISSES]
    wanted = (
        select(LINE.id)
        .join(
            other,
            and_(
                other.c.uscc == LINE.uscc,
                other.c.product_id == LINE.product_id,
                other.c.batch_id < LINE.batch_id,
                other.c.status.not_in(let_go),
            ),
        )
        .join(its_batch, its_batch.c.id == other.c.batch_id)
        .where(
            LINE.id.in_([line.id for line in lines]),
            or_(
                its_batch.c.status.in_([BatchStatus.CHECKING, BatchStatus.READY]),
                its_batch.c.valid_until >= tx.business_date,
            ),
        )
    )
    return frozenset(LineId(each) for each in (await tx.connection.execute(wanted)).scalars())


async def find_approved_place(
    tx: Tx, enterprise_id: EnterpriseId, product_id: ProductId
) -> Line | None:
    """The newest by which it may apply today. For rooms above."""
    wanted = (
        select(t.line)
        .where(
            LINE.enterprise_id == enterprise_id,
            LINE.product_id == product_id,
            LINE.status == LineStatus.APPROVED,
            LINE.valid_until >= tx.business_date,
        )
        .order_by(LINE.id.desc())
        .limit(1)
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    return None if row is None else to_line(row)


async def list_own_places(tx: Tx) -> tuple[Line, ...]:
    """Of the actor's own company: by what it may apply, newest first."""
    approved = (
        select(t.line)
        .where(LINE.enterprise_id == tx.actor.organisation, LINE.status == LineStatus.APPROVED)
        .order_by(LINE.id.desc())
    )
    return tuple(to_line(row) for row in await tx.connection.execute(approved))


async def find_contact(tx: Tx, line_id: LineId) -> MobileNumber | None:
    """For the job that sends invitations; None once it was sent."""
    wanted = select(t.contact.c.mobile).where(t.contact.c.line_id == line_id)
    return (await tx.connection.execute(wanted)).scalar_one_or_none()


def missed_to_json(missed: tuple[Missed, ...]) -> list[Any]:
    return MISSED.dump_python(missed, mode="json")


def to_batch(row: Row[Any]) -> Batch:
    return Batch(
        id=ParkBatchId(row.id),
        park_id=OrganisationId(row.park_id),
        institution_id=OrganisationId(row.institution_id),
        product_id=ProductId(row.product_id),
        product_version=row.product_version,
        product_name=row.product_name,
        product_name_en=row.product_name_en,
        file_name=row.file_name,
        lines=row.lines,
        status=BatchStatus(row.status),
        put_forward_by=UserId(row.put_forward_by),
        put_forward_at=row.put_forward_at,
        decided_by=None if row.decided_by is None else UserId(row.decided_by),
        decided_at=row.decided_at,
        note=row.note,
        valid_until=row.valid_until,
    )


def to_line(row: Row[Any]) -> Line:
    return Line(
        id=LineId(row.id),
        batch_id=ParkBatchId(row.batch_id),
        number=row.number,
        park_id=OrganisationId(row.park_id),
        institution_id=OrganisationId(row.institution_id),
        product_id=ProductId(row.product_id),
        enterprise_id=_id_or_none(row.enterprise_id, EnterpriseId),
        name=row.name,
        uscc=row.uscc,
        amount=None if row.amount_minor is None else Money(row.amount_minor, row.currency),
        term_months=row.term_months,
        status=LineStatus(row.status),
        fault=row.fault,
        note=row.note,
        score=row.score,
        grade=row.grade,
        missed=MISSED.validate_python(row.missed),
        application_id=_id_or_none(row.application_id, ApplicationId),
        application_stage=row.application_stage,
        invited_at=row.invited_at,
        invitation_refused=row.invitation_refused,
        valid_until=row.valid_until,
    )


def _id_or_none(value: UUID | None, kind: Any) -> Any:
    return None if value is None else kind(value)
