"""What one may be allowed to do with collateral; changes are made in the rooms whose case it is."""

VIEW = "collateral:view"
VIEW_PEERS = "collateral:view_peers"
"""Which platforms are connected, and what they have asked."""
