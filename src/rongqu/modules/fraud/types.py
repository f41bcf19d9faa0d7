"""What was found, as seen from outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Weight(StrEnum):
    """How much a finding says by itself."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` has words in `fraud.json`; `where` is a place in the file, a number, a code."""

    code: str
    weight: Weight
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Of one file. `sha256` says which."""

    sha256: str
    kind: str
    findings: tuple[Finding, ...] = field(default=())
