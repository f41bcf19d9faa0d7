"""Servicing: what a signed contract becomes: a loan, its plan, what is paid and what is late."""
