"""Call off a payout: two people of the lender have agreed that nothing is to be paid."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.contracts.public import VoidReason, void_contract
from rongqu.modules.origination import permissions, queries
from rongqu.modules.origination.actions._payouts import lock_suspected
from rongqu.modules.origination.actions._steps import Why, move, moved
from rongqu.modules.origination.types import CallingOff, Move, RejectReason


async def call_off_payout(tx: Tx, agreed: CallingOff) -> None:
    """What secured the contract, and a lessee's deposit, are let go by the handler of its end: a
    lender does not see the other side's account."""
    tx.actor.require(permissions.APPROVE)
    before = await lock_suspected(tx, agreed.application_id)
    approval = await queries.get_approval(tx, before)

    why = Why(code=RejectReason.SUSPICION, note=agreed.note)
    after = await move(tx, before, Move.CALL_OFF, why)
    await void_contract(tx, approval.contract_id, VoidReason.CALLED_OFF)

    await tx.publish(await moved(tx, before, after, why))
