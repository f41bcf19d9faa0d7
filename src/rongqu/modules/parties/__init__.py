"""Parties: enterprises, institutions and investors, and the invoices they bring."""
