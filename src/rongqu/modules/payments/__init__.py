"""Payments: custody accounts, payouts and collections through the custody bank."""
