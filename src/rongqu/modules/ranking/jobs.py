"""The clock of ranking; safe to repeat."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.modules.ranking.actions.watch_experiment import watch_experiment


@job(queue="ranking", cron="20 * * * *")
async def watch_ranking(work: Work) -> None:
    async with work.open_tx() as tx:
        await watch_experiment(tx)
