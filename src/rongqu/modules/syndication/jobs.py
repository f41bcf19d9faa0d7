"""What syndication does outside of any request."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.modules.syndication import queries
from rongqu.modules.syndication.actions.pay_part import pay_part


@job(queue="syndication", cron="*/10 * * * *")
async def pay_parts(work: Work) -> None:
    """What waits to be paid, one transaction each; also what was refused or left by an earlier
    run. Killed anywhere, the next run goes on with what still waits."""
    async with work.open_tx() as tx:
        waiting = await queries.list_waiting(tx)
    for part_id in waiting:
        async with work.open_tx() as tx:
            await pay_part(tx, part_id)
