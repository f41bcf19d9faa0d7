"""What warnings do by the clock."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.modules.warnings.actions.escalate_late import escalate_late


@job(queue="warnings", cron="* * * * *")
async def escalate_late_cases(work: Work) -> None:
    """Every minute: a red case has thirty of them."""
    async with work.open_tx() as tx:
        await escalate_late(tx)
