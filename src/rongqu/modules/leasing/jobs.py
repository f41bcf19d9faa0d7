"""What leasing does outside of any request."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.modules.leasing import queries
from rongqu.modules.leasing.actions.set_off_deposit import set_off_deposit
from rongqu.modules.leasing.types import SetOff


@job(queue="leasing")
async def set_off_deposits(work: Work) -> None:
    """Last payments that have fallen due, one transaction each. Killed anywhere, the next run goes
    on with what is still held."""
    async with work.open_tx() as tx:
        due = await queries.list_due(tx, tx.business_date)
    for lease_id in due:
        async with work.open_tx() as tx:
            await set_off_deposit(tx, lease_id, SetOff.LAST_PAYMENTS)
