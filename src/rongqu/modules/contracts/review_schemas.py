"""Bodies of what a review finds."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel

from rongqu.modules.contracts.review.types import Finding, Rule, Severity


class TextFindingBody(BaseModel):
    """`start` and `end` count characters of the text; both 0 for what is missing."""

    rule: Rule
    severity: Severity
    start: int
    end: int
    excerpt: str
    details: dict[str, str]

    @classmethod
    def of(cls, finding: Finding) -> Self:
        return cls(
            rule=finding.rule,
            severity=finding.severity,
            start=finding.start,
            end=finding.end,
            excerpt=finding.excerpt,
            details=dict(finding.details),
        )
