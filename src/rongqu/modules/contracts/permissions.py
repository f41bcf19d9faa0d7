"""What one may be allowed to do with contracts."""

VIEW = "contracts:view"
VIEW_EVERYWHERE = "contracts:view_everywhere"
SIGN = "contracts:sign"
VOID = "contracts:void"
SEND = "contracts:send"
"""Send a document of one's own to be signed, and take it back."""
