"""What invitations do by themselves."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, or_, update

from rongqu.infra.jobs import Work, job
from rongqu.infra.policies import read_policy
from rongqu.modules.invitations import tables as t


@job(queue="identity", cron="20 19 * * *")
async def forget_addresses(work: Work) -> None:
    """Each night in Shanghai. Who was invited as what by whom stays; where they were reached does
    not."""
    columns = t.invitation.c
    ended = func.coalesce(columns.accepted_at, columns.revoked_at, columns.expires_at)
    async with work.open_tx() as tx:
        kept = timedelta(days=int(await read_policy(tx, "invitations.kept_days")))
        await tx.connection.execute(
            update(t.invitation)
            .where(
                ended < tx.now - kept,
                or_(columns.email.is_not(None), columns.mobile.is_not(None)),
            )
            .values(email=None, mobile=None)
        )
