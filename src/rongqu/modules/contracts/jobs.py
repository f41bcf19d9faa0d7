"""What contracts does outside of any request."""

from __future__ import annotations

from rongqu.infra.jobs import Work, job
from rongqu.modules.contracts import queries
from rongqu.modules.contracts.actions.void_contract import void_contract
from rongqu.modules.contracts.rules import is_open
from rongqu.modules.contracts.types import VoidReason


@job(queue="contracts", cron="10 16 * * *")
async def expire_contracts(work: Work) -> None:
    """Shortly after midnight in Shanghai: void what was not signed in time, one by one."""
    async with work.open_tx() as tx:
        late = await queries.list_ids_to_expire(tx, tx.business_date)
    for contract_id in late:
        async with work.open_tx() as tx:
            contract = await queries.lock_contract(tx, contract_id)
            if is_open(contract.status):
                await void_contract(tx, contract_id, VoidReason.EXPIRED)
