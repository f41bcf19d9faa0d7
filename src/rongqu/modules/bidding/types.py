"""Frozen records and enums of bidding that cross its door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import (
    ApplicationId,
    EnterpriseId,
    OrganisationId,
    ProductId,
    UserId,
)
from rongqu.kernel.money import Money

RequestId = NewType("RequestId", UUID)
InvitationId = NewType("InvitationId", UUID)
OfferId = NewType("OfferId", UUID)


class Shown(StrEnum):
    """What lenders see besides score, industry and region, if the enterprise agrees."""

    FIGURES = "figures"
    INVOICES = "invoices"


class RequestStatus(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"
    """Nobody has bid, or nothing was accepted in time."""


class InvitationStatus(StrEnum):
    OPEN = "open"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """The lender has taken its offer back, and bids no more."""
    WON = "won"
    LOST = "lost"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class OfferStatus(StrEnum):
    OPEN = "open"
    REPLACED = "replaced"
    """By a newer one of the same lender."""
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    LOST = "lost"
    """Another was accepted, or none."""


class DeclineReason(StrEnum):
    RISK = "risk"
    INDUSTRY = "industry"
    AMOUNT = "amount"
    FUNDS = "funds"
    OTHER = "other"


class BackReason(StrEnum):
    """Why a lender takes an offer back."""

    MISTAKE = "mistake"
    FACTS = "facts"
    FUNDS = "funds"
    OTHER = "other"


class CancelReason(StrEnum):
    NOT_NEEDED = "not_needed"
    FOUND_ELSEWHERE = "found_elsewhere"
    OFFERS_TOO_DEAR = "offers_too_dear"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an enterprise wants, and what it could pledge."""

    amount: Money
    term_months: int
    purpose: str
    pledges: tuple[CollateralKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An enterprise without its name: facts of the catalogue, as they were when it asked; numbers
    in the fact's unit, as text."""

    grade: Grade
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    id: RequestId
    enterprise_id: EnterpriseId
    asked: Asked
    shows: tuple[Shown, ...]
    status: RequestStatus
    asked_at: datetime
    closes_at: datetime
    """Offers that come in before are in time."""
    decide_by: datetime
    told_at: datetime | None
    """When the enterprise heard that the bidding is over."""
    invited: int
    offers: int
    application_id: ApplicationId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """A product that fits, and the most that it would lend."""

    product_id: ProductId
    name: str
    name_en: str
    most: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingLender:
    institution_id: OrganisationId
    products: tuple[Fitting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A request as one lender sees it; whose it is it learns with its first offer."""

    id: InvitationId
    request_id: RequestId
    enterprise_id: EnterpriseId
    enterprise_name: str
    institution_id: OrganisationId
    asked: Asked
    picture: Picture
    products: tuple[Fitting, ...]
    status: InvitationStatus
    reason: str | None
    invited_at: datetime
    closes_at: datetime
    decide_by: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """What a lender offers. `yearly_rate` and fee bind it once they are accepted."""

    product_id: ProductId
    amount: Money
    term_months: int
    yearly_rate: Decimal
    fee_bps: int
    days_to_money: int
    conditions: str | None
    valid_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffer:
    """The caller makes the id. Stored as it is while a second person looks at it."""

    id: OfferId
    invitation_id: InvitationId
    bid: Bid


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    id: OfferId
    invitation_id: InvitationId
    request_id: RequestId
    enterprise_id: EnterpriseId
    institution_id: OrganisationId
    product_version: int
    bid: Bid
    status: OfferStatus
    reason: str | None
    made_by: UserId
    made_at: datetime
    confirmed_by: UserId | None
    settled_at: datetime | None
