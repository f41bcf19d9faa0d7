"""Suitability 适当性: what an investor may buy, and why not the rest."""
