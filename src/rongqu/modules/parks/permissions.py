"""Rights of parks; who has them is in identity/default_roles.toml."""

VIEW = "parks:view"
"""Batches of one's own park, those put forward to one's own house, one's own company in them."""
VIEW_EVERYWHERE = "parks:view_everywhere"
PUT_FORWARD = "parks:put_forward"
"""Hand in a list of companies, for the park."""
DECIDE = "parks:decide"
"""Take companies out and decide on all others together, for the lender."""
