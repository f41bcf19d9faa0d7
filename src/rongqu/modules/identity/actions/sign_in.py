"""Sign in with a log-in and a password."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update

from rongqu.events.identity import SignInRefused
from rongqu.infra.tx import Tx
from rongqu.infra.web import OpenTx
from rongqu.kernel.ids import UserId
from rongqu.modules.identity import session_queries, tables
from rongqu.modules.identity.actions.start_session import start_session
from rongqu.modules.identity.attempts import Attempt, count_attempt, forget_attempts
from rongqu.modules.identity.errors import WrongCredentials
from rongqu.modules.identity.logins import digest_of
from rongqu.modules.identity.passwords import compare_password
from rongqu.modules.identity.types import (
    Credential,
    PasswordHash,
    SignInAttempt,
    StartedSession,
)


async def sign_in(open_tx: OpenTx, wish: SignInAttempt) -> StartedSession:
    """Internal: open to strangers. Two short transactions: the attempt is counted, the password
    compared while no connection is held, and the outcome recorded, whichever it is. Unknown
    log-ins take the same way and time as wrong passwords.
    """
    digest = digest_of(wish.login)
    async with open_tx() as tx:
        attempt = await count_attempt(tx, digest)
        known = await session_queries.find_credential(tx, digest)

    verdict = await compare_password(wish.password, known.password_hash if known else None)

    async with open_tx() as tx:
        # Asked again: the password may have changed, or the person left, a moment ago.
        current = await session_queries.find_credential(tx, digest)
        if verdict.matches and current is not None and current == known:
            await forget_attempts(tx, digest)
            if verdict.renewed is not None:
                await _renew_hash(tx, current.user_id, verdict.renewed)
            return await start_session(tx, current.user_id, wish.device, wish.earlier_token)
        await tx.publish(_refusal(digest, known, attempt))
    raise WrongCredentials


def _refusal(digest: bytes, known: Credential | None, attempt: Attempt) -> SignInRefused:
    return SignInRefused(
        subject_id=known.user_id if known else UUID(bytes=digest[:16]),
        parties=(known.organisation_id,) if known else (),
        failures=attempt.failures,
        locked_seconds=attempt.locked_seconds,
    )


async def _renew_hash(tx: Tx, user_id: UserId, renewed: PasswordHash) -> None:
    await tx.connection.execute(
        update(tables.person)
        .where(tables.person.c.id == user_id)
        .values(password_hash=renewed.encoded)
    )
