"""The clock of human reviews."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.modules.risk import review_queries
from rongqu.modules.risk.actions.tell_late_review import tell_late_review


@job(queue="risk", cron="*/10 * * * *")
async def tell_late_reviews(work: Work) -> None:
    """Every ten minutes, one by one."""
    async with work.open_tx() as tx:
        late = await review_queries.list_late_ids(tx)
    for review_id in late:
        async with work.open_tx() as tx:
            await tell_late_review(tx, review_id)
