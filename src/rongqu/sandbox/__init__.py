"""The outside world as separate servers, with faults on demand."""
