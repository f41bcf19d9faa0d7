"""The guarantees room."""
