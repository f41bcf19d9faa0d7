"""The front door of payments."""

from rongqu.modules.payments.actions.hold_deposit import hold_deposit
from rongqu.modules.payments.actions.order_payout import order_payout
from rongqu.modules.payments.actions.order_top_up import order_top_up
from rongqu.modules.payments.actions.order_transfer import order_transfer
from rongqu.modules.payments.actions.order_withdrawal import order_withdrawal
from rongqu.modules.payments.actions.release_deposit import release_deposit
from rongqu.modules.payments.actions.take_callback import take_callback
from rongqu.modules.payments.errors import (
    AccountNotFound,
    AccountNotOpen,
    DayLimitReached,
    InsufficientFunds,
    OrderIdTaken,
    OrderTooLarge,
)
from rongqu.modules.payments.permissions import VIEW
from rongqu.modules.payments.queries import find_order, get_custody_account, list_orders_of
from rongqu.modules.payments.statement_documents import import_statement_document
from rongqu.modules.payments.types import (
    AccountStatus,
    CustodyAccount,
    Deposit,
    OrderKind,
    OrderStatus,
    PaymentOrder,
    PayoutOrder,
    Statement,
    StatementSource,
    TransferOrder,
)

__all__ = [
    "VIEW",
    "AccountNotFound",
    "AccountNotOpen",
    "AccountStatus",
    "CustodyAccount",
    "DayLimitReached",
    "Deposit",
    "InsufficientFunds",
    "OrderIdTaken",
    "OrderKind",
    "OrderStatus",
    "OrderTooLarge",
    "PaymentOrder",
    "PayoutOrder",
    "Statement",
    "StatementSource",
    "TransferOrder",
    "find_order",
    "get_custody_account",
    "hold_deposit",
    "import_statement_document",
    "list_orders_of",
    "order_payout",
    "order_top_up",
    "order_transfer",
    "order_withdrawal",
    "release_deposit",
    "take_callback",
]
