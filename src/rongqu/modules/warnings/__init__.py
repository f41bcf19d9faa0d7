"""Warnings: signs that an enterprise is getting worse, as cases with clocks."""
