"""The clock of disputes."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.modules.disputes import queries
from rongqu.modules.disputes.actions.escalate_dispute import escalate_dispute


@job(queue="contracts", cron="*/10 * * * *")
async def escalate_disputes(work: Work) -> None:
    """Every ten minutes: what has not ended in time, one by one."""
    async with work.open_tx() as tx:
        late = await queries.list_ids_to_escalate(tx)
    for dispute_id in late:
        async with work.open_tx() as tx:
            await escalate_dispute(tx, dispute_id)
