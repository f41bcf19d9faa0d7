"""What there is to say about a loan's category."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rongqu.modules.servicing.days.types import Category, Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A loan's category and what made it so; the override that holds, the triggers that are on."""

    category: Category
    cause: str | None
    since: date | None
    override: Category | None
    override_reason: str | None
    triggers: tuple[LoanTrigger, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanTrigger:
    id: UUID
    kind: Trigger
    note: str
    noted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCategory:
    """The content of the stored command that overrides a category."""

    loan_id: UUID
    category: Category
