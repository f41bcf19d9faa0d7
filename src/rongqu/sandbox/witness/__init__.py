"""A sandbox witness: cosigns checkpoints of a log that only grows (C2SP `tlog-witness`)."""
