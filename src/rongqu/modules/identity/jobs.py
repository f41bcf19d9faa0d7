"""What identity does by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Table, delete

from rongqu.infra.encryption.reencryption import (
    list_tables_to_reencrypt,
    reencrypt_piece,
    rotate_data_key,
)
from rongqu.infra.jobs import Work, job
from rongqu.infra.policies import read_policy
from rongqu.modules.identity import tables
from rongqu.modules.identity.actions.record_ended_roles import record_ended_roles


@job(queue="identity", cron="40 18 * * *")
async def forget_old_sessions(work: Work) -> None:
    """Each night in Shanghai. The event log keeps the sign-ins; these rows are of no more use."""
    async with work.open_tx() as tx:
        kept = timedelta(days=int(await read_policy(tx, "identity.sessions_kept_days")))
        forgotten = timedelta(hours=int(await read_policy(tx, "identity.failures_forgotten_hours")))
        sessions, failures = tables.session.c, tables.sign_in_failure.c
        await tx.connection.execute(
            delete(tables.session).where(sessions.expires_at < tx.now - kept)
        )
        await tx.connection.execute(
            delete(tables.sign_in_failure).where(failures.failed_at < tx.now - forgotten)
        )
        challenges = tables.spent_challenge.c
        await tx.connection.execute(
            delete(tables.spent_challenge).where(challenges.expires_at < tx.now)
        )
        attempts = tables.federated_attempt.c
        await tx.connection.execute(
            delete(tables.federated_attempt).where(attempts.expires_at < tx.now)
        )
        codes = tables.sign_up_code.c
        await tx.connection.execute(
            delete(tables.sign_up_code).where(codes.sent_at < tx.now - timedelta(hours=1))
        )
        tokens = tables.access_token.c
        await tx.connection.execute(delete(tables.access_token).where(tokens.expires_at < tx.now))


@job(queue="identity", cron="5 16 * * *")
async def end_roles(work: Work) -> None:
    """Shortly after midnight in Shanghai: what the clock has ended is put on record."""
    async with work.open_tx() as tx:
        await record_ended_roles(tx)


@job(queue="identity", cron="10 19 * * *")
async def rotate_data_keys(work: Work) -> None:
    """Each night in Shanghai: a new key when it is time, and what older ones have closed anew."""
    async with work.open_tx() as tx:
        longest = timedelta(days=int(await read_policy(tx, "identity.data_key_days")))
        await rotate_data_key(tx, longest)
        changeable = await list_tables_to_reencrypt(tx)
    for table in changeable:
        await _reencrypt(work, table)


async def _reencrypt(work: Work, table: Table) -> None:
    after: tuple[Any, ...] | None = None
    while True:
        async with work.open_tx() as tx:
            piece = await reencrypt_piece(tx, table, after)
        after = piece.last
        if after is None:
            return
