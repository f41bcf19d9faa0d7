"""What a review finds, and what it compares the text with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from rongqu.kernel.money import Money


class Rule(StrEnum):
    RATE_ABOVE_CAP = "rate_above_cap"
    """The whole cost of a year, fees included, is above the policy's cap."""
    MISSING_CLAUSE = "missing_clause"
    GUARANTEED_RETURN = "guaranteed_return"
    EXAGGERATION = "exaggeration"
    UNEQUAL_PENALTY = "unequal_penalty"
    CONTRADICTION = "contradiction"
    INTEREST_IN_ADVANCE = "interest_in_advance"


class Severity(StrEnum):
    HIGH = "high"
    """Not to be sent so."""
    MEDIUM = "medium"


class TextKind(StrEnum):
    """Contracts must have their statutory clauses; a campaign text need not."""

    CLAUSE = "clause"
    LOAN = "loan"
    PLEDGE = "pledge"
    GUARANTEE = "guarantee"
    LEASE = "lease"
    FACTORING = "factoring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`start` and `end` count characters of the text; both 0 for what is missing."""

    rule: Rule
    severity: Severity
    start: int
    end: int
    excerpt: str
    details: Mapping[str, str] = field(default_factory=dict[str, str])


def is_severe(findings: Iterable[Finding]) -> bool:
    """Whether the text is not to be sent so."""
    return any(each.severity is Severity.HIGH for each in findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """What was agreed, as far as it is known."""

    principal: Money | None = None
    yearly_rate: Decimal | None = None
    term_months: int | None = None
    fee: Money | None = None
    """Paid once: part of the whole cost, spread over the term."""


_FINDINGS = TypeAdapter(tuple[Finding, ...])


def to_json(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return _FINDINGS.dump_python(findings, mode="json")


def from_json(data: object) -> tuple[Finding, ...]:
    return _FINDINGS.validate_python(data)
