"""The loan is paid back: nothing is left to do."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.modules.collateral.public import release_items
from rongqu.modules.origination import queries
from rongqu.modules.origination.actions._steps import move, moved
from rongqu.modules.origination.types import Move, Stage


async def close_application(tx: Tx, contract_id: ContractId) -> None:
    """Internal: only the handler calls it. Too early it fails, and is delivered again later."""
    active = await queries.find_locked_by_contract(tx, contract_id)
    if active is None or active.stage is Stage.CLOSED:
        return

    after = await move(tx, active, Move.CLOSE, outstanding_minor=0)
    await release_items(tx, contract_id)

    await tx.publish(await moved(tx, active, after))
