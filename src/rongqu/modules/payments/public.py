"""The front door of payments."""

from rongqu.modules.payments.actions.order_collection import order_collection
from rongqu.modules.payments.actions.order_payout import order_payout
from rongqu.modules.payments.actions.order_top_up import order_top_up
from rongqu.modules.payments.actions.order_withdrawal import order_withdrawal
from rongqu.modules.payments.actions.take_callback import take_callback
from rongqu.modules.payments.errors import (
    AccountNotFound,
    AccountNotOpen,
    InsufficientFunds,
    OrderIdTaken,
)
from rongqu.modules.payments.queries import find_order, get_custody_account
from rongqu.modules.payments.types import (
    AccountStatus,
    CollectionOrder,
    CustodyAccount,
    OrderKind,
    OrderStatus,
    PaymentOrder,
    PayoutOrder,
)

__all__ = [
    "AccountNotFound",
    "AccountNotOpen",
    "AccountStatus",
    "CollectionOrder",
    "CustodyAccount",
    "InsufficientFunds",
    "OrderIdTaken",
    "OrderKind",
    "OrderStatus",
    "PaymentOrder",
    "PayoutOrder",
    "find_order",
    "get_custody_account",
    "order_collection",
    "order_payout",
    "order_top_up",
    "order_withdrawal",
    "take_callback",
]
