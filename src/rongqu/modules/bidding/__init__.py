"""Bidding: an enterprise asks once, and lenders compete for it with offers."""
