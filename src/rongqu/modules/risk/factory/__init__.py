"""Thousands of features from a few definitions: series x window x aggregate x comparison; pure.

A definition is evaluated on a cube (companies x months x series). One company or all of them, the
same lines of code answer.
"""
