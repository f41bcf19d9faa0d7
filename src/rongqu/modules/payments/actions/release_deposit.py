"""Let go of a deposit: what it secured is over, or it is going to pay something."""

from __future__ import annotations

from rongqu.events.payments import DepositReleased
from rongqu.infra.tx import Tx
from rongqu.modules.ledger.public import void_hold
from rongqu.modules.payments.types import Deposit


async def release_deposit(tx: Tx, deposit: Deposit) -> None:
    """Internal: as `hold_deposit`. All of it is its owner's to dispose of again. Whoever needs a
    part of it for longer holds that again, in the same transaction."""
    await void_hold(tx, deposit.hold_id)

    await tx.publish(
        DepositReleased(
            subject_id=deposit.reference,
            parties=(deposit.owner, deposit.secures),
            owner_id=deposit.owner,
            amount=deposit.amount,
        )
    )
