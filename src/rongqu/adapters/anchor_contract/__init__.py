"""The contract that keeps the log's roots on a chain: `anchor.vy`, compiled into `anchor.json`."""
