"""Pay out what both parties have signed."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId
from rongqu.modules.origination import queries
from rongqu.modules.origination.actions._payouts import order_or_hold
from rongqu.modules.origination.actions._steps import move, moved
from rongqu.modules.origination.types import Move, Stage


async def start_payout(tx: Tx, contract_id: ContractId) -> None:
    """Internal: only the handler calls it. Safe to repeat: one contract, one payout."""
    signed = await queries.find_locked_by_contract(tx, contract_id)
    if signed is None or signed.stage is not Stage.CONTRACT:
        return

    after = await move(tx, signed, Move.START_PAYOUT)
    ordered_or_held = await order_or_hold(tx, after)

    await tx.publish(await moved(tx, signed, after))
    if ordered_or_held is not None:
        await tx.publish(ordered_or_held)
