"""The clock of bidding; safe to repeat."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.modules.bidding import queries
from rongqu.modules.bidding.actions.close_bidding import close_bidding


@job(queue="bidding", cron="* * * * *")
async def close_biddings(work: Work) -> None:
    async with work.open_tx() as tx:
        due = await queries.list_to_close(tx)
    for request_id in due:
        async with work.open_tx() as tx:
            await close_bidding(tx, request_id)
