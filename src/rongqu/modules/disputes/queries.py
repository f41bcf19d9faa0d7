"""Every SELECT of disputes; each sees those of the own organisation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, or_, select, true

from rongqu.infra.keyset import Along
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import ContractId, OrganisationId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.disputes import permissions
from rongqu.modules.disputes import tables as t
from rongqu.modules.disputes.errors import DisputeNotFound
from rongqu.modules.disputes.types import (
    Dispute,
    DisputeId,
    DisputeKind,
    DisputeNote,
    DisputeSide,
    DisputeStatus,
    NoteKind,
)

DISPUTE, NOTE = t.dispute.c, t.dispute_note.c
MOST_LATE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeFilter:
    is_open: bool | None = None
    contract_id: ContractId | None = None


def visible_to(actor: Actor) -> ColumnElement[bool]:
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    return or_(
        DISPUTE.enterprise_id == actor.organisation, DISPUTE.institution_id == actor.organisation
    )


async def get_dispute(tx: Tx, dispute_id: DisputeId) -> Dispute:
    return await _one(tx, dispute_id, select(t.dispute))


async def lock_dispute(tx: Tx, dispute_id: DisputeId) -> Dispute:
    return await _one(tx, dispute_id, select(t.dispute).with_for_update())


async def list_disputes(tx: Tx, page: Page, wanted: DisputeFilter) -> Slice[Dispute]:
    found = select(t.dispute).where(visible_to(tx.actor))
    if wanted.is_open is not None:
        found = found.where(DISPUTE.ended_at.is_(None) == wanted.is_open)
    if wanted.contract_id is not None:
        found = found.where(DISPUTE.contract_id == wanted.contract_id)
    rows = await tx.connection.execute(Along(DISPUTE.id).page_of(found, page))
    disputes = await _with_notes(tx, list(rows))
    return Slice[Dispute].of([(each.id, each) for each in disputes], page.limit)


async def list_ids_to_escalate(tx: Tx) -> tuple[DisputeId, ...]:
    late = (
        select(DISPUTE.id)
        .where(DISPUTE.ended_at.is_(None), DISPUTE.escalated_at.is_(None), DISPUTE.due_at <= tx.now)
        .order_by(DISPUTE.due_at)
        .limit(MOST_LATE)
    )
    return tuple(DisputeId(each) for each in (await tx.connection.execute(late)).scalars())


async def _one(tx: Tx, dispute_id: DisputeId, statement: Select[Any]) -> Dispute:
    wanted = statement.where(DISPUTE.id == dispute_id, visible_to(tx.actor))
    rows = list(await tx.connection.execute(wanted))
    if not rows:
        raise DisputeNotFound(dispute_id=dispute_id)
    [found] = await _with_notes(tx, rows)
    return found


async def _with_notes(tx: Tx, rows: list[Row[Any]]) -> list[Dispute]:
    ids = [row.id for row in rows]
    wanted = select(t.dispute_note).where(NOTE.dispute_id.in_(ids)).order_by(NOTE.number)
    notes: defaultdict[UUID, list[DisputeNote]] = defaultdict(list)
    for row in await tx.connection.execute(wanted):
        notes[row.dispute_id].append(_to_note(row))
    return [_to_dispute(row, notes[row.id]) for row in rows]


def _to_note(row: Row[Any]) -> DisputeNote:
    return DisputeNote(
        number=row.number,
        kind=NoteKind(row.kind),
        side=DisputeSide(row.side),
        author_id=UserId(row.author_id),
        text=row.text,
        proposal=row.proposal,
        noted_at=row.noted_at,
    )


def _to_dispute(row: Row[Any], notes: list[DisputeNote]) -> Dispute:
    return Dispute(
        id=DisputeId(row.id),
        contract_id=ContractId(row.contract_id),
        enterprise_id=OrganisationId(row.enterprise_id),
        institution_id=OrganisationId(row.institution_id),
        opened_by=OrganisationId(row.opened_by),
        kind=DisputeKind(row.kind),
        claim=row.claim,
        wish=row.wish,
        status=DisputeStatus(row.status),
        mediator_id=None if row.mediator_id is None else UserId(row.mediator_id),
        opened_at=row.opened_at,
        due_at=row.due_at,
        escalated_at=row.escalated_at,
        ended_at=row.ended_at,
        notes=tuple(notes),
    )
