"""What servicing does outside of any request."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.modules.servicing.actions import run_day as action


@job(queue="servicing", cron="5 16 * * *")
async def run_day(work: Work) -> None:
    """Five minutes after midnight in Shanghai. Run again on the same day it changes nothing."""
    async with work.open_tx() as tx:
        await action.run_day(tx)
