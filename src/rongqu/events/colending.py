"""A lender invites others to a share of what it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerInvited(Event):
    """Subject: the share. Parties: lead and partner."""

    name = "colending.partner_invited.v1"
    application_id: UUID
    enterprise_id: UUID
    partner_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareAnswered(Event):
    """Subject: the share. Parties: lead and partner. `reason`: of a refusal."""

    name = "colending.share_answered.v1"
    application_id: UUID
    lead_id: UUID
    amount: Money
    is_accepted: bool
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareWithdrawn(Event):
    """Subject: the share. Parties: lead and partner, which has nothing to fund any more."""

    name = "colending.share_withdrawn.v1"
    application_id: UUID
    partner_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesVoided(Event):
    """Subject: the application, which ended without a loan or asks for another amount. Parties:
    the lead, and then the partners."""

    name = "colending.shares_voided.v1"
    shares: int
