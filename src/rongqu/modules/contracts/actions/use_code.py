"""Use up the code that was sent for a document."""

from __future__ import annotations

import hmac

from sqlalchemy import delete, select, update

from rongqu.events.contracts import SigningCodeRefused
from rongqu.infra.tx import Tx
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.envelope_types import EnvelopeId
from rongqu.modules.contracts.errors import CodeWrong


async def use_code(tx: Tx, envelope_id: EnvelopeId, sha256: str, typed: str) -> None:
    """Internal: the endpoint that signs calls it. A code counts once; a wrong one costs a try,
    which stays counted when the caller rolls back. Raises CodeWrong."""
    columns = t.signing_code.c
    own = (columns.envelope_id == envelope_id) & (columns.person_id == tx.actor.id)
    wanted = select(t.signing_code).where(own).with_for_update()
    sent = (await tx.connection.execute(wanted)).one_or_none()
    if sent is None or sent.tries_left < 1 or sent.expires_at <= tx.now or sent.sha256 != sha256:
        raise CodeWrong
    if not hmac.compare_digest(sent.code, "".join(typed.split()).encode()):

        async def count(later: Tx) -> None:
            await later.connection.execute(
                update(t.signing_code).where(own).values(tries_left=columns.tries_left - 1)
            )
            await later.publish(
                SigningCodeRefused(
                    subject_id=envelope_id,
                    parties=(tx.actor.organisation,),
                    tries_left=sent.tries_left - 1,
                )
            )

        tx.if_refused(count)
        raise CodeWrong
    await tx.connection.execute(delete(t.signing_code).where(own))
