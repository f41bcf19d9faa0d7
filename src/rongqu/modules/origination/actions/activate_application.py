"""The money arrived and the loan runs: the application has reached its end of the story."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.kernel.money import Money
from rongqu.modules.origination import queries
from rongqu.modules.origination.actions._steps import move, moved
from rongqu.modules.origination.types import Move, Stage


async def activate_application(tx: Tx, contract_id: ContractId, principal: Money) -> None:
    """Internal: only the handler calls it. Too early it fails, and is delivered again later."""
    paid = await queries.find_locked_by_contract(tx, contract_id)
    if paid is None or paid.stage in {Stage.ACTIVE, Stage.CLOSED}:
        return

    after = await move(tx, paid, Move.ACTIVATE, outstanding_minor=principal.minor)

    await tx.publish(await moved(tx, paid, after))
