"""Who may buy what: how well an investor is known, how much risk they can bear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.money import Money


class Level(StrEnum):
    """How well an investor is known: the bank has opened an account under the real name; and it
    has been proven that losses can be borne."""

    REGISTERED = "registered"
    VERIFIED = "verified"
    QUALIFIED = "qualified"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule:
    least_class: int
    level: Level
    disclosures: tuple[str, ...]


class Individuals(StrEnum):
    """To which people the policy pack lets a kind be offered; to companies always."""

    NONE = "none"
    QUALIFIED = "qualified"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the questionnaire made of one investor; it stays as it was answered."""

    id: UUID
    investor_id: OrganisationId
    version: int
    answers: Mapping[str, str]
    score: int
    risk_class: int
    assessed_at: datetime
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifiedProof:
    """What an investor states to be a qualified one 合格投资者, and where it can be read."""

    investor_id: OrganisationId
    assets: Money
    yearly_income: Money
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Everything about an investor that decides what they may buy."""

    investor_id: OrganisationId
    is_person: bool
    level: Level
    assessment: Assessment | None
    qualified_until: date | None

    def class_on(self, day: date) -> int | None:
        """None: never assessed, or too long ago."""
        known = self.assessment
        return None if known is None or known.expires_on < day else known.risk_class


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the policy pack lets one person put in."""

    individuals: Individuals
    project: Money
    total: Money
    cooling_off_hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invested:
    """What an investor has ordered and holds already: in one project, and in all."""

    project: Money
    total: Money


class Refusal(StrEnum):
    """Why an investor may not buy; the words are in locales/*/investing.json."""

    NOT_ASSESSED = "not_assessed"
    ASSESSMENT_EXPIRED = "assessment_expired"
    ABOVE_CLASS = "above_class"
    LEVEL_TOO_LOW = "level_too_low"
    NOT_FOR_PEOPLE = "not_for_people"
    ONLY_QUALIFIED = "only_qualified"
    OWN_OFFERING = "own_offering"
    PROJECT_LIMIT = "project_limit"
    TOTAL_LIMIT = "total_limit"
