"""A line of the mediation log, as every step of a dispute writes one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, update

from rongqu.infra.tx import Tx
from rongqu.modules.disputes import tables as t
from rongqu.modules.disputes.types import Dispute, DisputeSide, NoteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    kind: NoteKind
    side: DisputeSide
    text: str = ""
    proposal: int | None = None


async def write_note(tx: Tx, dispute: Dispute, line: Line) -> int:
    """The dispute is locked, so numbers follow each other. Returns the note's number."""
    number = len(dispute.notes) + 1
    await tx.connection.execute(
        insert(t.dispute_note).values(
            dispute_id=dispute.id,
            number=number,
            kind=line.kind,
            side=line.side,
            author_id=tx.actor.id,
            text=line.text,
            proposal=line.proposal,
            noted_at=tx.now,
        )
    )
    return number


async def change_dispute(tx: Tx, dispute: Dispute, **values: object) -> None:
    await tx.connection.execute(
        update(t.dispute).where(t.dispute.c.id == dispute.id).values(**values)
    )
