"""The clock of exits. Safe to repeat, and to run twice at once."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.modules.exits import queries
from rongqu.modules.exits.actions.close_exit import close_exit
from rongqu.modules.investing.public import DistributionUnderWay, TradesUnderWay


@job(queue="exits", cron="*/10 * * * *")
async def close_exits(work: Work) -> None:
    """Each in a transaction of its own. What waits for a payment is tried again the next time."""
    async with work.open_tx() as tx:
        over = await queries.list_to_close(tx)
    for exit_id in over:
        try:
            async with work.open_tx() as tx:
                await close_exit(tx, exit_id)
        except (DistributionUnderWay, TradesUnderWay):
            continue
