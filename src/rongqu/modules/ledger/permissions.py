"""What one may be allowed to do with the ledger."""

VIEW = "ledger:view"
"""The accounts of one's own organisation."""

VIEW_EVERYWHERE = "ledger:view_everywhere"
"""Every account, the trial balance and whole entries."""

CLOSE = "ledger:close"
"""To close the books for a period."""
