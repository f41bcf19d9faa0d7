"""What one may be allowed to do with files of the loan book."""

VIEW = "bookings:view"
"""The files that were handed in for one's own house, or for all."""

HAND_IN = "bookings:hand_in"
"""Hand in a bank's file of repayments."""

APPROVE = "bookings:approve"
"""Agree to a file that somebody else has handed in."""
