"""Pure decisions of bidding."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.grades import Grade
from rongqu.kernel.money import Money
from rongqu.modules.bidding.errors import (
    BidOutside,
    BidTooLate,
    DeadlineOutside,
    DecisionTooLate,
    InvitationOver,
    OfferExpired,
    OfferGone,
    RequestSettled,
)
from rongqu.modules.bidding.types import (
    Bid,
    Invitation,
    InvitationStatus,
    Offer,
    OfferStatus,
    Picture,
    Request,
    RequestStatus,
    Shown,
)

ALWAYS_SHOWN = ("score", "industry_section", "industry_division", "province", "age_months")
SHOWN_BY_CONSENT: dict[Shown, tuple[str, ...]] = {
    Shown.FIGURES: ("yearly_revenue", "net_profit", "net_assets", "debt_ratio", "employees"),
    Shown.INVOICES: (
        "invoiced_revenue",
        "months_with_sales",
        "top_customer_share",
        "top_supplier_share",
        "void_rate",
    ),
}
"""Facts of the catalogue."""
FACTS_IN_ORDER = (*ALWAYS_SHOWN, *(name for facts in SHOWN_BY_CONSENT.values() for name in facts))
"""As a lender reads them."""


def draw_picture(
    grade: Grade, facts: Mapping[str, Decimal | str], shows: Collection[Shown]
) -> Picture:
    """Nothing by which the enterprise could be found in a register: no name, no city, no figures
    without consent."""
    by_consent = (name for shown in Shown if shown in shows for name in SHOWN_BY_CONSENT[shown])
    wanted = (*ALWAYS_SHOWN, *by_consent)
    known = {name: facts[name] for name in wanted if name in facts}
    return Picture(grade=grade, facts={name: _as_text(it) for name, it in known.items()})


def _as_text(value: Decimal | str) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def is_secured_by(wanted: Iterable[CollateralKind], pledges: Collection[CollateralKind]) -> bool:
    """Whether the enterprise can pledge all that a product asks for."""
    return all(kind in pledges for kind in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFor:
    """How long a bidding is open, by policy."""

    hours: Decimal
    days: Decimal


def check_deadline(closes_at: datetime, now: datetime, open_for: OpenFor) -> None:
    least = now + timedelta(hours=int(open_for.hours))
    most = now + timedelta(days=int(open_for.days))
    if not least <= closes_at <= most:
        raise DeadlineOutside(least=int(open_for.hours), most=int(open_for.days))


def check_open(request: Request) -> None:
    if request.status is not RequestStatus.OPEN:
        raise RequestSettled(status=request.status)


def check_can_accept(request: Request, offer: Offer, now: datetime) -> None:
    """What counts is when the enterprise's answer came in."""
    check_open(request)
    if now >= request.decide_by:
        raise DecisionTooLate(until=request.decide_by)
    check_offer_open(offer)
    if now >= offer.bid.valid_until:
        raise OfferExpired(until=offer.bid.valid_until)


def check_offer_open(offer: Offer) -> None:
    if offer.status is not OfferStatus.OPEN:
        raise OfferGone(status=offer.status)


def check_invited(invitation: Invitation) -> None:
    if invitation.status is not InvitationStatus.OPEN:
        raise InvitationOver(status=invitation.status)


def check_in_time(invitation: Invitation, now: datetime) -> None:
    """The last millisecond counts, the deadline itself does not."""
    check_invited(invitation)
    if now >= invitation.closes_at:
        raise BidTooLate(until=invitation.closes_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class BidBounds:
    """What policy, the product and the request leave to a lender."""

    min_amount: Money
    max_amount: Money
    min_term_months: int
    max_term_months: int
    max_days_to_money: int
    list_rate: Decimal
    """The product's own price for this grade and term: no offer is dearer."""
    most_below: Decimal
    fee_floor: Decimal
    fee_bps: int
    """The product's own: no offer has a higher one."""
    valid_hours: Decimal
    valid_days: Decimal


BPS = Decimal(10_000)
LOWEST = Decimal("0.0001")


def lowest_rate(bounds: BidBounds) -> Decimal:
    return max(LOWEST, bounds.list_rate - bounds.most_below)


def lowest_fee(bounds: BidBounds) -> int:
    """In basis points."""
    return min(int(bounds.fee_floor * BPS), bounds.fee_bps)


def check_bid(bid: Bid, bounds: BidBounds, now: datetime) -> None:
    _check_size(bid, bounds)
    least_rate, least_fee = lowest_rate(bounds), lowest_fee(bounds)
    if not least_rate <= bid.yearly_rate <= bounds.list_rate:
        raise BidOutside(field="yearly_rate", least=least_rate, most=bounds.list_rate)
    if not least_fee <= bid.fee_bps <= bounds.fee_bps:
        raise BidOutside(field="fee_bps", least=least_fee, most=bounds.fee_bps)
    if bid.days_to_money > bounds.max_days_to_money:
        raise BidOutside(field="days_to_money", least=0, most=bounds.max_days_to_money)
    first = now + timedelta(hours=int(bounds.valid_hours))
    last = now + timedelta(days=int(bounds.valid_days))
    if not first <= bid.valid_until <= last:
        raise BidOutside(field="valid_until", least=first, most=last)


def _check_size(bid: Bid, bounds: BidBounds) -> None:
    if not bounds.min_amount <= bid.amount <= bounds.max_amount:
        raise BidOutside(field="amount", least=bounds.min_amount, most=bounds.max_amount)
    least, most = bounds.min_term_months, bounds.max_term_months
    if not least <= bid.term_months <= most:
        raise BidOutside(field="term_months", least=least, most=most)
