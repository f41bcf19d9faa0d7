"""The front door of the ledger."""

from rongqu.modules.ledger.actions.place_holds import place_hold, place_holds
from rongqu.modules.ledger.actions.post_entries import post_entries, post_entry
from rongqu.modules.ledger.actions.reverse_entry import check_reversible, reverse_entry
from rongqu.modules.ledger.actions.void_hold import void_hold
from rongqu.modules.ledger.book_queries import compute_balance
from rongqu.modules.ledger.errors import (
    AlreadyReversed,
    EntryNotFound,
    IsReversal,
    PeriodClosed,
)
from rongqu.modules.ledger.queries import (
    find_closed_through,
    find_entries,
    find_hold,
    get_available,
    get_balance,
    get_entry,
    list_postings,
    lock_available,
)
from rongqu.modules.ledger.types import (
    PLATFORM,
    Account,
    AccountCode,
    AsOf,
    Entry,
    Hold,
    HoldStatus,
    NewHold,
    PostedEntry,
    Posting,
    StatementLine,
)

__all__ = [
    "PLATFORM",
    "Account",
    "AccountCode",
    "AlreadyReversed",
    "AsOf",
    "Entry",
    "EntryNotFound",
    "Hold",
    "HoldStatus",
    "IsReversal",
    "NewHold",
    "PeriodClosed",
    "PostedEntry",
    "Posting",
    "StatementLine",
    "check_reversible",
    "compute_balance",
    "find_closed_through",
    "find_entries",
    "find_hold",
    "get_available",
    "get_balance",
    "get_entry",
    "list_postings",
    "lock_available",
    "place_hold",
    "place_holds",
    "post_entries",
    "post_entry",
    "reverse_entry",
    "void_hold",
]
