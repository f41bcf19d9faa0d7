"""Counting wrong passwords: for known and unknown log-ins alike, and over all devices."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.modules.identity import tables
from rongqu.modules.identity.errors import TooManyAttempts
from rongqu.modules.identity.rules import LockPolicy, compute_lock


@dataclass(frozen=True, slots=True)
class Attempt:
    """`failures` with this one counted; `locked_seconds` is 0 while the next one may be made."""

    failures: int
    locked_seconds: int


async def count_attempt(tx: Tx, login_digest: bytes) -> Attempt:
    """Counts it as a failure before the password is looked at, so that fifty at once are not
    fifty tries; `forget_attempts` follows a right password. Raises TooManyAttempts."""
    policy = await _read_lock_policy(tx)
    columns = tables.sign_in_failure.c
    mine = columns.login_digest == login_digest
    await tx.connection.execute(
        insert(tables.sign_in_failure)
        .values(login_digest=login_digest, failures=0, failed_at=tx.now)
        .on_conflict_do_nothing()
    )
    locked_row = select(tables.sign_in_failure).where(mine).with_for_update()
    so_far = (await tx.connection.execute(locked_row)).one()
    if so_far.locked_until is not None and so_far.locked_until > tx.now:
        raise TooManyAttempts(retry_after_seconds=_seconds(so_far.locked_until - tx.now))

    forgotten = tx.now - so_far.failed_at >= policy.forgotten_after
    failures = 1 if forgotten else so_far.failures + 1
    lock = compute_lock(failures, policy)
    await tx.connection.execute(
        update(tables.sign_in_failure)
        .where(mine)
        .values(failures=failures, failed_at=tx.now, locked_until=tx.now + lock if lock else None)
    )
    return Attempt(failures, _seconds(lock))


async def check_not_locked(tx: Tx, login_digest: bytes) -> None:
    columns = tables.sign_in_failure.c
    wanted = select(columns.locked_until).where(
        columns.login_digest == login_digest, columns.locked_until > tx.now
    )
    locked_until = (await tx.connection.execute(wanted)).scalar_one_or_none()
    if locked_until is not None:
        raise TooManyAttempts(retry_after_seconds=_seconds(locked_until - tx.now))


async def forget_attempts(tx: Tx, login_digest: bytes) -> None:
    await tx.connection.execute(
        delete(tables.sign_in_failure).where(tables.sign_in_failure.c.login_digest == login_digest)
    )


async def _read_lock_policy(tx: Tx) -> LockPolicy:
    return LockPolicy(
        after_failures=int(await read_policy(tx, "identity.lock_after_failures")),
        first=timedelta(seconds=int(await read_policy(tx, "identity.lock_first_seconds"))),
        longest=timedelta(seconds=int(await read_policy(tx, "identity.lock_longest_seconds"))),
        forgotten_after=timedelta(
            hours=int(await read_policy(tx, "identity.failures_forgotten_hours"))
        ),
    )


def _seconds(span: timedelta) -> int:
    return math.ceil(span.total_seconds())
