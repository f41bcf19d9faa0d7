"""Credit grades, shared by what is priced (products) and what is scored (enterprises)."""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """A is best. Which score makes which grade is policy; what a grade pays is the product's."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
