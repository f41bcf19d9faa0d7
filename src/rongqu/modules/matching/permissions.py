"""What one may be allowed to do with matching."""

MATCH = "matching:match"
MATCH_EVERYWHERE = "matching:match_everywhere"
"""On behalf of any enterprise, as staff do on the phone."""
