"""Have the acting person enter their password once more, before a step that binds."""

from __future__ import annotations

from rongqu.events.identity import PasswordRefused
from rongqu.infra.tx import Tx
from rongqu.modules.identity import session_queries
from rongqu.modules.identity.attempts import check_not_locked, count_attempt, forget_attempts
from rongqu.modules.identity.errors import WrongPassword
from rongqu.modules.identity.passwords import compare_password
from rongqu.modules.identity.types import PasswordCheck


async def check_password(tx: Tx, check: PasswordCheck) -> None:
    """Internal: its caller has required a permission. Raises WrongPassword and TooManyAttempts;
    a failure is counted with those of signing in, and stays counted when the caller rolls back.
    """
    digest = await session_queries.find_login_digest(tx, tx.actor.id)
    await check_not_locked(tx, digest)
    known = await session_queries.find_credential(tx, digest)
    verdict = await compare_password(check.password, known.password_hash if known else None)
    if not verdict.matches:
        tx.if_refused(lambda later: _record_failure(later, digest))
        raise WrongPassword

    await forget_attempts(tx, digest)


async def _record_failure(tx: Tx, digest: bytes) -> None:
    attempt = await count_attempt(tx, digest)
    await tx.publish(
        PasswordRefused(
            subject_id=tx.actor.id,
            parties=(tx.actor.organisation,),
            failures=attempt.failures,
            locked_seconds=attempt.locked_seconds,
        )
    )
