"""The clock of aftercare. Every job is safe to repeat."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.infra.policies import read_policy
from rongqu.modules.aftercare import queries
from rongqu.modules.aftercare.actions.close_ballot import close_ballot
from rongqu.modules.aftercare.actions.remind_report import remind_report


@job(queue="aftercare", cron="30 0 * * *")
async def remind_reports(work: Work) -> None:
    """In the morning of Shanghai."""
    async with work.open_tx() as tx:
        days = int(await read_policy(tx, "aftercare.reminder_days"))
        due = await queries.list_to_remind(tx, days)
    for report_id in due:
        async with work.open_tx() as tx:
            await remind_report(tx, report_id)


@job(queue="aftercare", cron="*/10 * * * *")
async def close_ballots(work: Work) -> None:
    async with work.open_tx() as tx:
        over = await queries.list_to_close(tx)
    for ballot_id in over:
        async with work.open_tx() as tx:
            await close_ballot(tx, ballot_id)
