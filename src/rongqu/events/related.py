"""What related tells: who hangs together, and what is owed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkNoted(Event):
    """Subject: the link. Two companies hang together."""

    name = "related.link_noted.v1"
    left_id: UUID
    right_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEnded(Event):
    """Subject: the link."""

    name = "related.link_ended.v1"
    left_id: UUID
    right_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtNoted(Event):
    """Subject: a debt outside of the platform."""

    name = "related.debt_noted.v1"
    enterprise_id: UUID
    source: str
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtSettled(Event):
    """Subject: a debt outside of the platform, that is paid."""

    name = "related.debt_settled.v1"
    enterprise_id: UUID
    amount: Money
