"""What identity does by itself."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from rongqu.infra.jobs import Work, job
from rongqu.infra.policies import read_policy
from rongqu.modules.identity import tables


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
