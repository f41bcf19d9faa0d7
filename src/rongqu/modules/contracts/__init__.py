"""Contracts: what lender and borrower sign, as a document that never changes."""
