"""Sign in with a log-in and a password, and a code where the account has a second factor."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import update

from rongqu.events.identity import CanaryTouched, SignInRefused
from rongqu.infra.tx import Tx
from rongqu.infra.web import OpenTx
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import UserId
from rongqu.modules.identity import factors, session_queries, tables
from rongqu.modules.identity.actions.start_session import start_session
from rongqu.modules.identity.attempts import (
    Attempt,
    check_not_locked,
    count_attempt,
    count_failure_of,
    digest_of_address,
    forget_attempts,
    lock_address,
    take_attempt_back,
)
from rongqu.modules.identity.canaries import is_canary
from rongqu.modules.identity.errors import SecondFactorNeeded, WrongCode, WrongCredentials
from rongqu.modules.identity.logins import digest_of
from rongqu.modules.identity.passwords import Verdict, compare_password
from rongqu.modules.identity.types import (
    Credential,
    PasswordHash,
    SignInAttempt,
    StartedSession,
)

FindCredential = Callable[[Tx, bytes], Awaitable[Credential | None]]
Entered = TypeVar("Entered")


async def sign_in(open_tx: OpenTx, wish: SignInAttempt) -> StartedSession:
    """Internal: open to strangers."""

    async def enter(tx: Tx, user_id: UserId) -> StartedSession:
        return await start_session(tx, user_id, wish.arrival)

    return await prove_log_in(open_tx, wish, session_queries.find_credential, enter)


async def prove_log_in(
    open_tx: OpenTx,
    wish: SignInAttempt,
    find: FindCredential,
    enter: Callable[[Tx, UserId], Awaitable[Entered]],
) -> Entered:
    """Internal: open to strangers. Two short transactions: the attempt is counted, the password
    compared while no connection is held, and the outcome recorded, whichever it is. Unknown
    log-ins take the same way and time as wrong passwords. `enter`: what whoever has proved to be
    the owner of the log-in came for.
    """
    digest = digest_of(wish.login)
    async with open_tx() as tx:
        await check_not_locked(tx, digest_of_address(wish.arrival.address))
        attempt = await count_attempt(tx, digest)
        known = await find(tx, digest)

    verdict = await compare_password(wish.password, known.password_hash if known else None)

    async with open_tx() as tx:
        # Asked again: the password may have changed, or the person left, a moment ago.
        current = await find(tx, digest)
        if not verdict.matches or current is None or current != known:
            refusal: DomainError = WrongCredentials()
        elif missing := await _missing_factor(tx, current.user_id, wish):
            refusal = missing
        else:
            await forget_attempts(tx, digest)
            await _renew_hash(tx, current.user_id, verdict)
            return await enter(tx, current.user_id)
        if isinstance(refusal, SecondFactorNeeded):
            await take_attempt_back(tx, digest)
        else:
            await count_failure_of(tx, wish.arrival.address)
            await tx.publish(_refusal(digest, known, attempt))
        if is_canary(digest):
            locked = await lock_address(tx, wish.arrival.address)
            subject_id = UUID(bytes=digest[:16])
            await tx.publish(CanaryTouched(subject_id=subject_id, locked_seconds=locked))
    raise refusal


async def _missing_factor(tx: Tx, user_id: UserId, wish: SignInAttempt) -> DomainError | None:
    """A wrong code counts as a wrong password does: a thief of the password has five tries."""
    methods = (await factors.get_factors(tx, user_id)).methods
    if not methods:
        return None
    if wish.code is None:
        return SecondFactorNeeded(methods=",".join(methods))
    return None if await factors.use_code(tx, user_id, wish.code) else WrongCode()


def _refusal(digest: bytes, known: Credential | None, attempt: Attempt) -> SignInRefused:
    return SignInRefused(
        subject_id=known.user_id if known else UUID(bytes=digest[:16]),
        parties=(known.organisation_id,) if known and known.organisation_id else (),
        failures=attempt.failures,
        locked_seconds=attempt.locked_seconds,
    )


async def _renew_hash(tx: Tx, user_id: UserId, verdict: Verdict) -> None:
    """The same password, hashed with today's parameters."""
    renewed: PasswordHash | None = verdict.renewed
    if renewed is not None:
        await tx.connection.execute(
            update(tables.person)
            .where(tables.person.c.id == user_id)
            .values(password_hash=renewed.encoded)
        )
