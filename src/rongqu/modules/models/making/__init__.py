"""Learning from a labelled table: scorecards, boosted trees, both weighed, and honest measures.

What only learning needs (LightGBM) is imported where it is used, and asked for with a clear word.
"""
