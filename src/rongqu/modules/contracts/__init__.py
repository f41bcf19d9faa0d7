"""Contracts: the document both parties agree to, and their signatures on it."""
