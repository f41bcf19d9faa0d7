"""Lenders compete for a request. None hears of the others; the enterprise hears of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OffersAsked(Event):
    """Subject: the request. Party: the enterprise, which has agreed that so many lenders see
    what `shows` names."""

    name = "bidding.offers_asked.v1"
    amount: Money
    term_months: int
    purpose: str
    shows: tuple[str, ...]
    invited: int
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LenderInvited(Event):
    """Subject: the invitation. Party: the lender; who asks it is not told."""

    name = "bidding.lender_invited.v1"
    institution_id: UUID
    amount: Money
    term_months: int
    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMade(Event):
    """Subject: the request. Parties: the enterprise and the lender. `confirmed_by`: the second
    person, where one was needed."""

    name = "bidding.offer_made.v1"
    enterprise_id: UUID
    offer_id: UUID
    institution_id: UUID
    amount: Money
    term_months: int
    yearly_rate: str
    fee_bps: int
    valid_until: datetime
    confirmed_by: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWithdrawn(Event):
    """Subject: the request. Parties: the enterprise and the lender."""

    name = "bidding.offer_withdrawn.v1"
    enterprise_id: UUID
    offer_id: UUID
    institution_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDeclined(Event):
    """Subject: the request. Parties: the enterprise and the lender."""

    name = "bidding.invitation_declined.v1"
    institution_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BiddingClosed(Event):
    """Subject: the request. Party: the enterprise. So many offers are there to choose from."""

    name = "bidding.bidding_closed.v1"
    enterprise_id: UUID
    offers: int
    decide_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAccepted(Event):
    """Subject: the request. Parties: the enterprise and the lender that won. The application
    carries the price."""

    name = "bidding.offer_accepted.v1"
    enterprise_id: UUID
    offer_id: UUID
    invitation_id: UUID
    institution_id: UUID
    application_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationEnded(Event):
    """Subject: the invitation. Party: the lender that was not chosen: `lost`, `cancelled` or
    `lapsed`. `had_offer`: it had one on the table."""

    name = "bidding.invitation_ended.v1"
    institution_id: UUID
    outcome: str
    had_offer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCancelled(Event):
    """Subject: the request. Party: the enterprise."""

    name = "bidding.request_cancelled.v1"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLapsed(Event):
    """Subject: the request. Party: the enterprise. Nothing was accepted in time."""

    name = "bidding.request_lapsed.v1"
    enterprise_id: UUID
    offers: int
