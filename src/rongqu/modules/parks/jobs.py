"""What parks do outside of any request: looking at the companies of a batch."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.job_queue import Deferral
from rongqu.infra.jobs import Work, job
from rongqu.modules.parks import queries
from rongqu.modules.parks.actions.check_lines import check_lines
from rongqu.modules.parks.types import ParkBatchId

AT_A_TIME = 25
"""Companies in one transaction: a batch is held for a fraction of a second."""


@job(queue="parks")
async def check_batch(work: Work, *, batch_id: str) -> None:
    """Safe to repeat and to kill: it goes on with what is still waiting."""
    wanted = ParkBatchId(UUID(batch_id))
    is_done = False
    while not is_done:
        async with work.open_tx() as tx:
            is_done = await check_lines(tx, wanted, AT_A_TIME)


@job(queue="parks", cron="*/5 * * * *")
async def resume_batches(work: Work) -> None:
    """Whatever stopped a check, it is taken up again."""
    async with work.open_tx() as tx:
        for batch_id in await queries.list_unfinished(tx):
            await tx.defer(checking(batch_id))


def checking(batch_id: UUID) -> Deferral:
    """One check of a batch waits at a time."""
    return check_batch.later(batch_id=str(batch_id)).when(queueing_lock=f"parks.check {batch_id}")
