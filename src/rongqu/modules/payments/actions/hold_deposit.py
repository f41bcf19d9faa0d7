"""Hold a deposit 保证金: set aside in the owner's own account for what the owner has agreed to."""

from __future__ import annotations

from rongqu.events.payments import DepositHeld
from rongqu.infra.tx import Tx
from rongqu.modules.ledger.public import (
    Account,
    AccountCode,
    NewHold,
    find_hold,
    lock_available,
    place_hold,
)
from rongqu.modules.payments import queries, rules
from rongqu.modules.payments.types import Deposit


async def hold_deposit(tx: Tx, deposit: Deposit) -> None:
    """Internal: whoever calls it has required a permission of its own. Safe to repeat: the
    hold of an agreement under a number is placed once. Raises InsufficientFunds."""
    hold_id, custody = deposit.hold_id, Account(AccountCode.CUSTODY, deposit.owner)
    available = await lock_available(tx, custody, deposit.amount.currency)
    if await find_hold(tx, hold_id) is not None:
        return
    states = await queries.list_account_states(tx, [deposit.owner])
    rules.check_open(states[deposit.owner])
    rules.check_enough(available, deposit.amount)

    reference = f"payments.deposit:{deposit.reference}"
    await place_hold(
        tx, NewHold(id=hold_id, account=custody, amount=deposit.amount, reference=reference)
    )

    await tx.publish(
        DepositHeld(
            subject_id=deposit.reference,
            parties=(deposit.owner, deposit.secures),
            owner_id=deposit.owner,
            amount=deposit.amount,
        )
    )
