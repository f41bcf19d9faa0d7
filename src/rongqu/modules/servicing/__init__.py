"""Servicing: loans, their schedules, repayments and arrears."""
