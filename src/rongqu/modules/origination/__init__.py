"""Origination: an application's way from draft to closed."""
