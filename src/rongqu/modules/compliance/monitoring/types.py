"""Movements of money, rules on them, and what a rule found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Rule(StrEnum):
    """What is looked for; each has its words, and the numbers that it takes from `Limits`."""

    FREQUENT_LARGE = "frequent_large"
    """Many transfers whose sum within a day is large."""
    STRUCTURING = "structuring"
    """Several transfers just below the amount that is reported."""
    REPEATED = "repeated"
    """The same amount from one party to another, again and again: one sum in parts."""
    FAN_IN = "fan_in"
    """Many payers within the window, to one account."""
    FAN_OUT = "fan_out"
    """One account pays many within the window."""
    CYCLE = "cycle"
    """Money comes back to where it set out, over others."""
    LOOP = "loop"
    """Two parties send like amounts to and fro."""
    DORMANT = "dormant"
    """Much moves after a long silence."""
    PASS_THROUGH = "pass_through"
    """What came in goes out again within a day."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Policy, as numbers: amounts in minor units, times in seconds."""

    large: int
    frequent_count: int
    structuring_from: int
    structuring_count: int
    repeated_count: int
    fan_count: int
    window: int
    cycle_window: int
    cycle_longest: int
    cycle_keeps_percent: int
    """Each hand on the way passes on at least so much of what it got."""
    dormant: int


class Movement(NamedTuple):
    """`payer` or `payee` is None where money enters or leaves the platform. `is_contractual`: a
    payout or repayment under a contract, which says nothing about fans and cycles."""

    id: int
    payer: int | None
    payee: int | None
    amount: int
    at: int
    is_contractual: bool = False


class Finding(NamedTuple):
    """`about` is the account; `movements` are the ids that together made it."""

    rule: Rule
    about: int
    amount: int
    movements: tuple[int, ...]
