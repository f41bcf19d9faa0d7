"""The front door of the ledger."""

from rongqu.modules.ledger.actions.post_entry import post_entry
from rongqu.modules.ledger.queries import get_balance, list_postings, lock_balance
from rongqu.modules.ledger.types import (
    PLATFORM,
    Account,
    AccountCode,
    Entry,
    Posting,
    StatementLine,
)

__all__ = [
    "PLATFORM",
    "Account",
    "AccountCode",
    "Entry",
    "Posting",
    "StatementLine",
    "get_balance",
    "list_postings",
    "lock_balance",
    "post_entry",
]
