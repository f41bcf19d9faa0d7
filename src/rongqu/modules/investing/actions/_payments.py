"""The bank has paid an investment, or not: whose it was."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import SubscriptionId
from rongqu.modules.investing import queries
from rongqu.modules.investing.actions.record_distribution_payment import (
    record_distribution_payment,
)
from rongqu.modules.investing.actions.record_subscription_payment import (
    record_subscription_payment,
)
from rongqu.modules.investing.actions.record_trade_payment import record_trade_payment
from rongqu.modules.investing.market.queries import find_trade


async def record_payment(tx: Tx, reference: UUID, reason_code: str | None) -> None:
    """`reason_code`: why the bank refused; None: the money has arrived."""
    if await queries.find_subscription(tx, SubscriptionId(reference)) is not None:
        await record_subscription_payment(tx, SubscriptionId(reference), reason_code)
    elif await find_trade(tx, reference) is not None:
        await record_trade_payment(tx, reference, reason_code)
    else:
        await record_distribution_payment(tx, reference, reason_code)
