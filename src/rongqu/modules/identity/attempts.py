"""Counting wrong passwords and codes: for known and unknown log-ins alike, over all devices, and
for the address that they come from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.blind_index import blind_index
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.modules.identity import session_queries, tables
from rongqu.modules.identity.errors import TooManyAttempts
from rongqu.modules.identity.rules import LockPolicy, compute_lock

ACCOUNT, ADDRESS = "identity.lock_after_failures", "identity.address_lock_after_failures"
ONE_NETWORK = 64
"""Of an IPv6 address: whoever has one has the whole network."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """`failures` with this one counted; `locked_seconds` is 0 while the next one may be made."""

    failures: int
    locked_seconds: int


@dataclass(frozen=True, slots=True)
class Guess:
    """Of somebody signed in, at their own password or code: counted before it is looked at."""

    digest: bytes
    attempt: Attempt


def digest_of_address(address: str) -> bytes:
    return blind_index("identity.address", _network_of(address).encode())


def _network_of(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, ONE_NETWORK), strict=False))
    return str(parsed)


async def count_attempt(tx: Tx, digest: bytes) -> Attempt:
    """Counts it as a failure before the password is looked at, so that fifty at once are not
    fifty tries; `forget_attempts` follows a right password. Raises TooManyAttempts."""
    so_far = await _lock_row(tx, digest)
    if so_far.locked_until is not None and so_far.locked_until > tx.now:
        raise TooManyAttempts(retry_after_seconds=_seconds(so_far.locked_until - tx.now))
    return await _count(tx, so_far, ACCOUNT)


async def count_failure_of(tx: Tx, address: str) -> None:
    """After the fact: a whole office signs in from one address at nine, and nobody of them is to
    wait for the others. What is on its way at once is bounded by the threads that compare."""
    await _count(tx, await _lock_row(tx, digest_of_address(address)), ADDRESS)


async def lock_address(tx: Tx, address: str) -> int:
    """At once and for the longest, whatever came from there before. Returns the seconds."""
    policy = await _read_lock_policy(tx, ADDRESS)
    row = await _lock_row(tx, digest_of_address(address))
    await tx.connection.execute(
        update(tables.sign_in_failure)
        .where(tables.sign_in_failure.c.digest == row.digest)
        .values(
            failures=max(row.failures, policy.after_failures) + 1,
            failed_at=tx.now,
            locked_until=tx.now + policy.longest,
        )
    )
    return _seconds(policy.longest)


async def take_attempt_back(tx: Tx, digest: bytes) -> None:
    """The password was right and the second factor has still to come: neither a failure, nor a
    success that would forget earlier ones."""
    columns = tables.sign_in_failure.c
    await tx.connection.execute(
        update(tables.sign_in_failure)
        .where(columns.digest == digest)
        .values(failures=columns.failures - 1, locked_until=None)
    )


async def count_guess(tx: Tx) -> Guess:
    """In a transaction of its own that is committed before the password or code is looked at, so
    that twenty at once are not twenty guesses. `accept_guess` or a refusal on record follows.
    Raises TooManyAttempts."""
    digest = await session_queries.find_login_digest(tx, tx.actor.id)
    return Guess(digest, await count_attempt(tx, digest))


async def accept_guess(tx: Tx, guess: Guess) -> None:
    """It was right: earlier ones are forgotten. If something else is refused now, this one is."""
    await forget_attempts(tx, guess.digest)
    forgive_guess(tx, guess)


def forgive_guess(tx: Tx, guess: Guess) -> None:
    """If this transaction is refused, then not because the guess was wrong."""
    tx.if_refused(lambda later: take_attempt_back(later, guess.digest))


async def check_not_locked(tx: Tx, digest: bytes) -> None:
    columns = tables.sign_in_failure.c
    wanted = select(columns.locked_until).where(
        columns.digest == digest, columns.locked_until > tx.now
    )
    locked_until = (await tx.connection.execute(wanted)).scalar_one_or_none()
    if locked_until is not None:
        raise TooManyAttempts(retry_after_seconds=_seconds(locked_until - tx.now))


async def forget_attempts(tx: Tx, digest: bytes) -> None:
    await tx.connection.execute(
        delete(tables.sign_in_failure).where(tables.sign_in_failure.c.digest == digest)
    )


async def _lock_row(tx: Tx, digest: bytes) -> Row[Any]:
    await tx.connection.execute(
        insert(tables.sign_in_failure)
        .values(digest=digest, failures=0, failed_at=tx.now)
        .on_conflict_do_nothing()
    )
    mine = tables.sign_in_failure.c.digest == digest
    wanted = select(tables.sign_in_failure).where(mine).with_for_update()
    return (await tx.connection.execute(wanted)).one()


async def _count(tx: Tx, so_far: Row[Any], after_failures: str) -> Attempt:
    policy = await _read_lock_policy(tx, after_failures)
    forgotten = tx.now - so_far.failed_at >= policy.forgotten_after
    failures = 1 if forgotten else so_far.failures + 1
    lock = compute_lock(failures, policy)
    await tx.connection.execute(
        update(tables.sign_in_failure)
        .where(tables.sign_in_failure.c.digest == so_far.digest)
        .values(failures=failures, failed_at=tx.now, locked_until=tx.now + lock if lock else None)
    )
    return Attempt(failures, _seconds(lock))


async def _read_lock_policy(tx: Tx, after_failures: str) -> LockPolicy:
    return LockPolicy(
        after_failures=int(await read_policy(tx, after_failures)),
        first=timedelta(seconds=int(await read_policy(tx, "identity.lock_first_seconds"))),
        longest=timedelta(seconds=int(await read_policy(tx, "identity.lock_longest_seconds"))),
        forgotten_after=timedelta(
            hours=int(await read_policy(tx, "identity.failures_forgotten_hours"))
        ),
    )


def _seconds(span: timedelta) -> int:
    return math.ceil(span.total_seconds())
