"""Frozen records and enums of co-lending that cross its door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import ApplicationId, EnterpriseId, OrganisationId
from rongqu.kernel.money import Money

ShareId = NewType("ShareId", UUID)


class ShareStatus(StrEnum):
    INVITED = "invited"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOID = "void"
    """The application ended without a loan, or asks for another amount than the partner knew."""


class CaseState(StrEnum):
    OPEN = "open"
    AWAY = "away"
    """Back with the applicant, who completes it."""
    DECIDED = "decided"
    ENDED = "ended"


class ShareRefusal(StrEnum):
    RISK = "risk"
    AMOUNT = "amount"
    FUNDS = "funds"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An application, as far as co-lending has to know it."""

    application_id: ApplicationId
    lead_id: OrganisationId
    enterprise_id: EnterpriseId
    product_kind: str
    region: str
    industry: str
    asked: Money
    state: CaseState


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a partner is to fund of what an enterprise asks its lead for."""

    id: ShareId
    application_id: ApplicationId
    lead_id: OrganisationId
    partner_id: OrganisationId
    enterprise_id: EnterpriseId
    product_kind: str
    region: str
    industry: str
    score: int | None
    grade: str | None
    asked: Money
    amount: Money
    note: str
    status: ShareStatus
    reason: str | None
    invited_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """A partner and its share, for whoever pays or shares out."""

    partner_id: OrganisationId
    amount: Money
