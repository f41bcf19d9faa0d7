"""A room of its own for the tests of what endpoints share: it only takes notes."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import select

from rongqu.infra.event_log import event_log
from rongqu.infra.problems import problems
from rongqu.infra.web import ONCE, TxDep, module_router
from rongqu.kernel.errors import KeyReused, NotFound
from rongqu.kernel.ids import new_id
from tests.infra.noted import Noted

router = module_router("tests", prefix="/notes")


class NoteBody(BaseModel):
    text: str


class NotedBody(BaseModel):
    id: UUID
    text: str


@router.post("", status_code=201, dependencies=[ONCE], responses=problems(KeyReused))
async def take_note_endpoint(tx: TxDep, body: NoteBody) -> NotedBody:
    tx.actor.require("tests:take_note")
    noted = NotedBody(id=new_id(), text=body.text)
    await tx.publish(Noted(subject_id=noted.id, text=noted.text))
    return noted


@router.get("/{note_id}", responses=problems(NotFound))
async def get_note_endpoint(tx: TxDep, note_id: UUID) -> NotedBody:
    row = (
        await tx.connection.execute(
            select(event_log.c.payload).where(
                event_log.c.subject_id == note_id,
                event_log.c.parties.contains([tx.actor.organisation]),
            )
        )
    ).one_or_none()
    if row is None:
        raise NotFound(note_id=note_id)
    return NotedBody(id=note_id, text=row.payload["text"])
