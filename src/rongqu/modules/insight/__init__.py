"""Insight: the cockpit, from read tables that handlers keep."""
