"""The one engine for all kinds of collateral: pure, told by `kinds.toml` what to do."""
