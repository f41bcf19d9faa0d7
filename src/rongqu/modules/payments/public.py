"""The front door of payments."""

from rongqu.modules.payments.actions.order_collection import order_collection
from rongqu.modules.payments.actions.order_investment import order_investment
from rongqu.modules.payments.actions.order_payout import order_payout
from rongqu.modules.payments.actions.order_top_up import order_top_up
from rongqu.modules.payments.actions.order_withdrawal import order_withdrawal
from rongqu.modules.payments.actions.take_callback import take_callback
from rongqu.modules.payments.errors import (
    AccountNotFound,
    AccountNotOpen,
    DayLimitReached,
    InsufficientFunds,
    OrderIdTaken,
    OrderTooLarge,
)
from rongqu.modules.payments.queries import find_order, get_custody_account
from rongqu.modules.payments.statement_documents import import_statement_document
from rongqu.modules.payments.types import (
    AccountStatus,
    CollectionOrder,
    CustodyAccount,
    InvestmentOrder,
    OrderKind,
    OrderStatus,
    PaymentOrder,
    PayoutOrder,
    Statement,
    StatementSource,
)

__all__ = [
    "AccountNotFound",
    "AccountNotOpen",
    "AccountStatus",
    "CollectionOrder",
    "CustodyAccount",
    "DayLimitReached",
    "InsufficientFunds",
    "InvestmentOrder",
    "OrderIdTaken",
    "OrderKind",
    "OrderStatus",
    "OrderTooLarge",
    "PaymentOrder",
    "PayoutOrder",
    "Statement",
    "StatementSource",
    "find_order",
    "get_custody_account",
    "import_statement_document",
    "order_collection",
    "order_investment",
    "order_payout",
    "order_top_up",
    "order_withdrawal",
    "take_callback",
]
