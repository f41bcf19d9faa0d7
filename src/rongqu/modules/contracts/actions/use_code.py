"""Use up the code that was sent for a document, or for a list of documents."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select, update

from rongqu.events.contracts import SigningCodeRefused
from rongqu.infra.tx import Tx
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.errors import CodeWrong


@dataclass(frozen=True, slots=True)
class CountedTry:
    """Of the code with this message, and no other that is sent meanwhile."""

    paper_id: UUID
    message_id: UUID
    left: int


async def count_try(tx: Tx, paper_id: UUID, typed: str) -> CountedTry | None:
    """Internal: in a transaction of its own, so that what the request rolls back stays counted.
    Twenty at once come one after the other, at the row. Only a wrong code takes a try away: a
    right one that is sent again, or fifty times at once, is one intent. None when no try is
    left."""
    columns = t.signing_code.c
    own = (columns.paper_id == paper_id) & (columns.person_id == tx.actor.id)
    wanted = select(t.signing_code).where(own, columns.expires_at > tx.now, columns.tries_left > 0)
    sent = (await tx.connection.execute(wanted.with_for_update())).one_or_none()
    if sent is None:
        return None
    left = sent.tries_left
    if not _is_right(sent.code, typed):
        left -= 1
        await tx.connection.execute(update(t.signing_code).where(own).values(tries_left=left))
    return CountedTry(paper_id, sent.message_id, left)


async def use_code(tx: Tx, counted: CountedTry | None, sha256: str, typed: str) -> None:
    """Internal: the endpoint that signs calls it, after `count_try`. A code counts once. Raises
    CodeWrong."""
    if counted is None:
        raise CodeWrong
    columns = t.signing_code.c
    own = (
        (columns.paper_id == counted.paper_id)
        & (columns.person_id == tx.actor.id)
        & (columns.message_id == counted.message_id)
    )
    wanted = select(t.signing_code).where(own).with_for_update()
    sent = (await tx.connection.execute(wanted)).one_or_none()
    if sent is None or sent.expires_at <= tx.now or sent.sha256 != sha256:
        raise CodeWrong
    if not _is_right(sent.code, typed):
        refused = SigningCodeRefused(
            subject_id=counted.paper_id,
            parties=(tx.actor.organisation,),
            tries_left=counted.left,
        )
        tx.if_refused(lambda later: later.publish(refused))
        raise CodeWrong
    await tx.connection.execute(delete(t.signing_code).where(own))


def _is_right(code: bytes, typed: str) -> bool:
    return hmac.compare_digest(code, "".join(typed.split()).encode())
