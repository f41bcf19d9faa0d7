"""A code of the acting person's authenticator app, checked and counted."""

from __future__ import annotations

from rongqu.events.identity import CodeRefused
from rongqu.infra.tx import Tx
from rongqu.modules.identity import factors, session_queries
from rongqu.modules.identity.attempts import check_not_locked, count_attempt, forget_attempts
from rongqu.modules.identity.errors import WrongCode


async def check_code(tx: Tx, code: str) -> None:
    """Wrong codes are counted with the wrong passwords of the same account."""
    digest = await session_queries.find_login_digest(tx, tx.actor.id)
    await check_not_locked(tx, digest)
    if not await factors.use_code(tx, tx.actor.id, code):
        tx.if_refused(lambda later: _record_refusal(later, digest))
        raise WrongCode
    await forget_attempts(tx, digest)


async def _record_refusal(tx: Tx, digest: bytes) -> None:
    attempt = await count_attempt(tx, digest)
    await tx.publish(
        CodeRefused(
            subject_id=tx.actor.id,
            parties=(tx.actor.organisation,),
            failures=attempt.failures,
            locked_seconds=attempt.locked_seconds,
        )
    )
