"""A sandbox of a consortium chain: JSON-RPC, and the rules of `anchor.vy`."""
