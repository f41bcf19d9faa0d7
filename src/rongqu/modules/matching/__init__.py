"""Matching: which products fit an enterprise, and why the others do not."""
