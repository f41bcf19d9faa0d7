"""Which texts a contract takes and what stands in them: pure."""
