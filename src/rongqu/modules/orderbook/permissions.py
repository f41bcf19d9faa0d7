"""Rights of the order book; who has them is in identity/default_roles.toml."""

VIEW = "orderbook:view"
"""What is asked and bid for, without names; and one's own."""
BID = "orderbook:bid"
"""Bid, withdraw a bid, and leave by the redemption queue, for one's own organisation."""
