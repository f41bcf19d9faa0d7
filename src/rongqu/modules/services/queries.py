"""Every SELECT of services. Offers and ratings are for all; a booking for its sides and staff."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.services import permissions
from rongqu.modules.services import tables as t
from rongqu.modules.services.errors import (
    BookingNotFound,
    ServiceOfferNotFound,
    ServicePaperNotFound,
)
from rongqu.modules.services.types import (
    Booking,
    BookingId,
    BookingStatus,
    OfferId,
    Paper,
    PaperId,
    Rating,
    Reputation,
    ServiceKind,
    ServiceOffer,
)

OFFER, BOOKING, PAPER, RATING = t.offer.c, t.booking.c, t.paper.c, t.rating.c
MOST_RATINGS = 50
MOVES_BY_ITSELF = (BookingStatus.ORDERED, BookingStatus.DELIVERED)


async def list_offers(tx: Tx, page: Page, kind: ServiceKind | None) -> Slice[ServiceOffer]:
    """What can be booked today, newest first."""
    tx.actor.require(permissions.VIEW)
    wanted = select(t.offer).where(
        OFFER.withdrawn_at.is_(None),
        OFFER.valid_from <= tx.business_date,
        OFFER.valid_until >= tx.business_date,
    )
    if kind is not None:
        wanted = wanted.where(OFFER.kind == kind)
    return await read_page(tx, wanted, OFFER.id, page, to_offer)


async def list_own_offers(tx: Tx, page: Page) -> Slice[ServiceOffer]:
    """Also those that are over."""
    tx.actor.require(permissions.OFFER)
    wanted = select(t.offer).where(OFFER.partner_id == tx.actor.organisation)
    return await read_page(tx, wanted, OFFER.id, page, to_offer)


async def get_offer(tx: Tx, offer_id: OfferId) -> ServiceOffer:
    return await _offer(tx, offer_id, select(t.offer).where(OFFER.id == offer_id))


async def lock_own_offer(tx: Tx, offer_id: OfferId) -> ServiceOffer:
    own = and_(OFFER.id == offer_id, OFFER.partner_id == tx.actor.organisation)
    return await _offer(tx, offer_id, select(t.offer).where(own).with_for_update())


async def _offer(tx: Tx, offer_id: OfferId, wanted: Select[Any]) -> ServiceOffer:
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise ServiceOfferNotFound(offer_id=offer_id)
    return to_offer(row)


async def list_ratings(tx: Tx, partner_id: OrganisationId) -> tuple[Rating, ...]:
    wanted = select(t.rating).where(RATING.partner_id == partner_id)
    latest = wanted.order_by(RATING.rated_at.desc(), RATING.booking_id).limit(MOST_RATINGS)
    return tuple(
        Rating(title=row.title, stars=row.stars, words=row.words, rated_at=row.rated_at)
        for row in await tx.connection.execute(latest)
    )


async def read_reputations(
    tx: Tx, partners: Collection[OrganisationId]
) -> Mapping[OrganisationId, Reputation]:
    sums = (
        select(
            RATING.partner_id, func.count().label("ratings"), func.sum(RATING.stars).label("stars")
        )
        .where(RATING.partner_id.in_(partners))
        .group_by(RATING.partner_id)
    )
    return {
        OrganisationId(row.partner_id): Reputation(ratings=row.ratings, stars=int(row.stars))
        for row in await tx.connection.execute(sums)
    }


async def find_rating(tx: Tx, booking_id: BookingId) -> Rating | None:
    wanted = select(t.rating).where(RATING.booking_id == booking_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        return None
    return Rating(title=row.title, stars=row.stars, words=row.words, rated_at=row.rated_at)


async def list_bookings(tx: Tx, page: Page, status: BookingStatus | None) -> Slice[Booking]:
    """Of the actor's organisation on either side; for staff who may, all."""
    wanted = _visible(tx)
    if status is not None:
        wanted = wanted.where(BOOKING.status == status)
    return await read_page(tx, wanted, BOOKING.id, page, to_booking)


async def get_booking(tx: Tx, booking_id: BookingId) -> Booking:
    return await _booking(tx, booking_id, _visible(tx).where(BOOKING.id == booking_id))


async def lock_booking(tx: Tx, booking_id: BookingId) -> Booking:
    wanted = _visible(tx).where(BOOKING.id == booking_id).with_for_update()
    return await _booking(tx, booking_id, wanted)


async def lock_as_customer(tx: Tx, booking_id: BookingId) -> Booking:
    return await _lock_as(tx, booking_id, "customer_id")


async def lock_as_partner(tx: Tx, booking_id: BookingId) -> Booking:
    return await _lock_as(tx, booking_id, "partner_id")


async def _lock_as(tx: Tx, booking_id: BookingId, side: str) -> Booking:
    own = and_(BOOKING.id == booking_id, t.booking.c[side] == tx.actor.organisation)
    return await _booking(tx, booking_id, select(t.booking).where(own).with_for_update())


async def _booking(tx: Tx, booking_id: BookingId, wanted: Select[Any]) -> Booking:
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise BookingNotFound(booking_id=booking_id)
    return to_booking(row)


def _visible(tx: Tx) -> Select[Any]:
    wanted = select(t.booking)
    if tx.actor.may(permissions.VIEW_EVERYWHERE):
        return wanted
    tx.actor.require(permissions.VIEW)
    own = tx.actor.organisation
    return wanted.where(or_(BOOKING.customer_id == own, BOOKING.partner_id == own))


async def list_papers(tx: Tx, booking_id: BookingId) -> tuple[Paper, ...]:
    wanted = select(t.paper).where(PAPER.booking_id == booking_id).order_by(PAPER.id)
    return tuple(to_paper(row) for row in await tx.connection.execute(wanted))


async def get_paper(tx: Tx, booking: Booking, paper_id: PaperId) -> Paper:
    for paper in await list_papers(tx, booking.id):
        if paper.id == paper_id:
            return paper
    raise ServicePaperNotFound(paper_id=paper_id)


async def list_overdue(tx: Tx) -> tuple[BookingId, ...]:
    """Whose time is over, so that they move by themselves."""
    wanted = select(BOOKING.id).where(BOOKING.due_at <= tx.now, BOOKING.status.in_(MOVES_BY_ITSELF))
    rows = await tx.connection.execute(wanted.order_by(BOOKING.id))
    return tuple(BookingId(each) for each in rows.scalars())


async def list_unsettled(tx: Tx) -> tuple[BookingId, ...]:
    """Ended, with money that has not gone where it belongs."""
    waits = or_(
        BOOKING.held_minor > 0,
        and_(BOOKING.payable_minor > 0, BOOKING.payment_order_id.is_(None)),
    )
    wanted = select(BOOKING.id).where(BOOKING.ended_at.is_not(None), waits)
    rows = await tx.connection.execute(wanted.order_by(BOOKING.id))
    return tuple(BookingId(each) for each in rows.scalars())


def to_offer(row: Row[Any]) -> ServiceOffer:
    return ServiceOffer(
        id=OfferId(row.id),
        partner_id=OrganisationId(row.partner_id),
        kind=ServiceKind(row.kind),
        title=row.title,
        description=row.description,
        price=Money(row.amount_minor, row.currency),
        delivery_days=row.delivery_days,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        withdrawn_at=row.withdrawn_at,
    )


def to_booking(row: Row[Any]) -> Booking:
    def money(minor: int | None) -> Money | None:
        return None if minor is None else Money(minor, row.currency)

    order_id = row.payment_order_id
    return Booking(
        id=BookingId(row.id),
        offer_id=OfferId(row.offer_id),
        customer_id=OrganisationId(row.customer_id),
        partner_id=OrganisationId(row.partner_id),
        kind=ServiceKind(row.kind),
        title=row.title,
        price=Money(row.amount_minor, row.currency),
        delivery_days=row.delivery_days,
        wish=row.wish,
        status=BookingStatus(row.status),
        due_at=row.due_at,
        note=row.note,
        objection=row.objection,
        ordered_at=row.ordered_at,
        delivered_at=row.delivered_at,
        ended_at=row.ended_at,
        held=Money(row.held_minor, row.currency),
        hold_number=row.hold_number,
        payable=money(row.payable_minor),
        payment_order_id=None if order_id is None else PaymentOrderId(order_id),
        fee=money(row.fee_minor),
        paid_at=row.paid_at,
        reason_code=row.reason_code,
    )


def to_paper(row: Row[Any]) -> Paper:
    return Paper(
        id=PaperId(row.id),
        size=row.size,
        sha256=row.sha256,
        storage_key=row.storage_key,
        kept_at=row.kept_at,
    )
