"""Note that the bank refused a payout."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId, PaymentOrderId
from rongqu.modules.origination import queries
from rongqu.modules.origination.actions._payouts import hold_for
from rongqu.modules.origination.types import HeldReason, Hold, Stage


async def hold_payout(
    tx: Tx, contract_id: ContractId, order_id: PaymentOrderId, reason_code: str
) -> None:
    """Internal: only the handler calls it. An order that was replaced in the meantime says nothing
    about the payout any more."""
    paying = await queries.find_locked_by_contract(tx, contract_id)
    if paying is None or paying.stage is not Stage.PAYOUT or paying.payout_order_id != order_id:
        return

    held = await hold_for(tx, paying, Hold(reason=HeldReason.BANK, detail=reason_code))

    if held is not None:
        await tx.publish(held)
