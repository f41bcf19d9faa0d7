"""Investing 投资: suitability, offerings, orders, holdings, transfers."""
