"""Compliance: numbers that are policy change only with four eyes."""
