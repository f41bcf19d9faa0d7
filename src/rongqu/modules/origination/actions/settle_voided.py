"""A contract will never be signed: its application expires, or is decided anew. Or it was signed,
and its payout called off: what was held for it is let go."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.modules.colending.public import reopen_shares
from rongqu.modules.collateral.public import release_items
from rongqu.modules.contracts.public import VoidReason
from rongqu.modules.origination import queries
from rongqu.modules.origination.actions._payouts import let_go_of_deposit
from rongqu.modules.origination.actions._steps import Why, move, moved
from rongqu.modules.origination.types import Move, Stage


async def settle_voided(tx: Tx, contract_id: ContractId, reason: str) -> None:
    """Internal: only the handler calls it. When the application ended first, it voided the contract
    itself and nothing is left to do."""
    before = await queries.find_locked_by_contract(tx, contract_id)
    if before is not None and reason == VoidReason.CALLED_OFF:
        await let_go_of_deposit(tx, before)
        await release_items(tx, contract_id)
        return
    if before is None or before.stage is not Stage.CONTRACT:
        return

    why, is_over = Why(code=reason), reason == VoidReason.EXPIRED
    if is_over:
        after = await move(tx, before, Move.EXPIRE, why)
    else:
        after = await move(tx, before, Move.REOPEN, why, contract_id=None)
        await reopen_shares(tx, before.id)
    await release_items(tx, contract_id, is_over=is_over)

    await tx.publish(await moved(tx, before, after, why))
