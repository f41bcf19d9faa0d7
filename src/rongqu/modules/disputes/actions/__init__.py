"""One file for each thing that changes a dispute."""
