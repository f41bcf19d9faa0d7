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


async def count_try(tx: Tx, paper_id: UUID) -> CountedTry | None:
    """Internal: in a transaction of its own that is committed before the code is looked at, so
    that twenty at once are not twenty tries. None when no try is left."""
    columns = t.signing_code.c
    counted = (
        update(t.signing_code)
        .where(
            columns.paper_id == paper_id,
            columns.person_id == tx.actor.id,
            columns.expires_at > tx.now,
            columns.tries_left > 0,
        )
        .values(tries_left=columns.tries_left - 1)
        .returning(columns.message_id, columns.tries_left)
    )
    row = (await tx.connection.execute(counted)).one_or_none()
    if row is None:
        return None
    return CountedTry(paper_id, row.message_id, row.tries_left)


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
    if not hmac.compare_digest(sent.code, "".join(typed.split()).encode()):
        refused = SigningCodeRefused(
            subject_id=counted.paper_id,
            parties=(tx.actor.organisation,),
            tries_left=counted.left,
        )
        tx.if_refused(lambda later: later.publish(refused))
        raise CodeWrong
    await tx.connection.execute(delete(t.signing_code).where(own))
