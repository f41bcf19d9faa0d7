"""The demo economy: invented companies, lenders and people who use the platform as real ones do.

Everything happens through the actions of the rooms, on days that lie in the past; no table is
written directly. What is drawn is drawn from a seed, for each company on its own, so the same
seed gives the same figures.
"""
