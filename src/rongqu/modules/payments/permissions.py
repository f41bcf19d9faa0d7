"""What one may be allowed to do with payments."""

VIEW = "payments:view"
"""The account and the orders of one's own organisation."""

VIEW_EVERYWHERE = "payments:view_everywhere"
"""Every order, with what the bank said about it."""

TOP_UP = "payments:top_up"
WITHDRAW = "payments:withdraw"

RETRY = "payments:retry"
"""Have the bank asked, or told again, at once."""

RESOLVE = "payments:resolve"
"""Say what became of an order that the bank does not answer for."""

IMPORT_STATEMENT = "payments:import_statement"
"""Take in the bank's statements."""

WORK_BREAKS = "payments:work_breaks"
"""Take breaks over, and ask for them to be written off."""

APPROVE_WRITE_OFF = "payments:approve_write_off"
"""Agree to a write-off that somebody else has asked for."""

REVERSE_ENTRY = "payments:reverse_entry"
"""Ask for an entry of the ledger to be taken back."""

APPROVE_REVERSAL = "payments:approve_reversal"
"""Agree to it, as a second person."""
