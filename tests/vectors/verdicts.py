"""What a published case says of our formulas: it matches, differs, asks for something else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Case = dict[str, Any]


class Outcome(StrEnum):
    MATCHED = "matched"
    ASSUMING = "matched, with an input of its own found"
    OUT_OF_SCOPE = "out of scope"
    DIFFERING = "differing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason`: what was assumed, what is asked for, or why it differs."""

    source: str
    case: str
    outcome: Outcome
    reason: str = ""


class OutOfScope(Exception):
    """The case asks for something that is not there; the message says what."""
