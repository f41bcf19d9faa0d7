"""Every SELECT of bidding. An enterprise sees its requests with all offers; a lender what it is
invited to, with its own offers only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, Select, and_, func, or_, select

from rongqu.infra.keyset import read_page
from rongqu.infra.tx import Tx
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.ids import (
    ApplicationId,
    EnterpriseId,
    OrganisationId,
    ProductId,
    UserId,
)
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.bidding import tables as t
from rongqu.modules.bidding.errors import InvitationNotFound, OfferNotFound, RequestNotFound
from rongqu.modules.bidding.types import (
    Asked,
    Bid,
    Fitting,
    Invitation,
    InvitationId,
    InvitationStatus,
    Offer,
    OfferId,
    OfferStatus,
    Picture,
    Request,
    RequestId,
    RequestStatus,
    Shown,
)

REQUEST, INVITATION, OFFER = t.request.c, t.invitation.c, t.offer.c
MOST_TO_CLOSE = 200

_PICTURE = TypeAdapter(Picture)
_PRODUCTS = TypeAdapter(tuple[Fitting, ...])


def _requests() -> Select[Any]:
    invited = select(func.count()).where(INVITATION.request_id == REQUEST.id)
    offers = select(func.count()).where(
        OFFER.request_id == REQUEST.id, OFFER.status == OfferStatus.OPEN
    )
    return select(
        t.request,
        invited.scalar_subquery().label("invited"),
        offers.scalar_subquery().label("offers"),
    )


async def list_requests(tx: Tx, page: Page) -> Slice[Request]:
    """Of the actor's own enterprise, newest first."""
    own = _requests().where(REQUEST.enterprise_id == tx.actor.organisation)
    return await read_page(tx, own, REQUEST.id, page, to_request)


async def get_request(tx: Tx, request_id: RequestId) -> Request:
    own = _requests().where(
        REQUEST.id == request_id, REQUEST.enterprise_id == tx.actor.organisation
    )
    return await _one_request(tx, own)


async def lock_request(tx: Tx, request_id: RequestId) -> Request:
    """For a change by its enterprise, or by the clock. Whatever settles it locks its invitations
    next; a lender locks its invitation alone."""
    wanted = _requests().where(REQUEST.id == request_id).with_for_update(of=t.request)
    if not tx.actor.is_system:
        wanted = wanted.where(REQUEST.enterprise_id == tx.actor.organisation)
    return await _one_request(tx, wanted)


async def _one_request(tx: Tx, wanted: Select[Any]) -> Request:
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise RequestNotFound
    return to_request(row)


async def count_open_requests(tx: Tx) -> int:
    wanted = select(func.count()).where(
        REQUEST.enterprise_id == tx.actor.organisation, REQUEST.status == RequestStatus.OPEN
    )
    return (await tx.connection.execute(wanted)).scalar_one()


async def list_to_close(tx: Tx) -> tuple[RequestId, ...]:
    """Whose bidding is over and not told, or whose time to decide is."""
    is_over = and_(REQUEST.closes_at <= tx.now, REQUEST.told_at.is_(None))
    due = select(REQUEST.id).where(
        REQUEST.status == RequestStatus.OPEN, or_(is_over, REQUEST.decide_by <= tx.now)
    )
    rows = await tx.connection.execute(due.order_by(REQUEST.closes_at).limit(MOST_TO_CLOSE))
    return tuple(RequestId(each) for each in rows.scalars())


async def list_invitations(tx: Tx, page: Page) -> Slice[Invitation]:
    """Of the actor's own house, newest first."""
    own = select(t.invitation).where(INVITATION.institution_id == tx.actor.organisation)
    return await read_page(tx, own, INVITATION.id, page, to_invitation)


async def list_open_invitations(tx: Tx) -> tuple[Invitation, ...]:
    """On which the actor's house may still bid, oldest first."""
    wanted = select(t.invitation).where(
        INVITATION.institution_id == tx.actor.organisation,
        INVITATION.status == InvitationStatus.OPEN,
        INVITATION.closes_at > tx.now,
    )
    rows = await tx.connection.execute(wanted.order_by(INVITATION.id))
    return tuple(to_invitation(row) for row in rows)


async def get_invitation(tx: Tx, invitation_id: InvitationId) -> Invitation:
    return await _one_invitation(tx, _own_invitation(tx, invitation_id))


async def lock_invitation(tx: Tx, invitation_id: InvitationId) -> Invitation:
    """For a change by its lender."""
    return await _one_invitation(tx, _own_invitation(tx, invitation_id).with_for_update())


def _own_invitation(tx: Tx, invitation_id: InvitationId) -> Select[Any]:
    return select(t.invitation).where(
        INVITATION.id == invitation_id, INVITATION.institution_id == tx.actor.organisation
    )


async def _one_invitation(tx: Tx, wanted: Select[Any]) -> Invitation:
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise InvitationNotFound
    return to_invitation(row)


async def lock_invitations(tx: Tx, request: Request) -> tuple[Invitation, ...]:
    """All of a request, always in the same order: no lender bids or withdraws meanwhile."""
    wanted = select(t.invitation).where(INVITATION.request_id == request.id)
    rows = await tx.connection.execute(wanted.order_by(INVITATION.id).with_for_update())
    return tuple(to_invitation(row) for row in rows)


async def list_answers(tx: Tx, request: Request) -> tuple[Invitation, ...]:
    """What became of the invitations, for the enterprise."""
    wanted = select(t.invitation).where(INVITATION.request_id == request.id)
    rows = await tx.connection.execute(wanted.order_by(INVITATION.id))
    return tuple(to_invitation(row) for row in rows)


async def list_offers(tx: Tx, request: Request) -> tuple[Offer, ...]:
    """Of every lender, in the order in which they came."""
    wanted = select(t.offer).where(OFFER.request_id == request.id).order_by(OFFER.id)
    return tuple(to_offer(row) for row in await tx.connection.execute(wanted))


async def list_own_offers(tx: Tx, invitation: Invitation) -> tuple[Offer, ...]:
    """Of the lender that is invited, newest first."""
    wanted = select(t.offer).where(OFFER.invitation_id == invitation.id)
    rows = await tx.connection.execute(wanted.order_by(OFFER.made_at.desc(), OFFER.id.desc()))
    return tuple(to_offer(row) for row in rows)


async def list_bid_on(tx: Tx, invitations: Sequence[Invitation]) -> frozenset[InvitationId]:
    """Those of them on which the lender has ever made an offer."""
    ids = [each.id for each in invitations]
    wanted = select(OFFER.invitation_id).where(OFFER.invitation_id.in_(ids)).distinct()
    rows = await tx.connection.execute(wanted)
    return frozenset(InvitationId(each) for each in rows.scalars())


async def get_offer(tx: Tx, offer_id: OfferId) -> Offer:
    """For whoever holds the lock of its request or invitation."""
    row = (await tx.connection.execute(select(t.offer).where(OFFER.id == offer_id))).one_or_none()
    if row is None:
        raise OfferNotFound(offer_id=offer_id)
    return to_offer(row)


def picture_to_json(picture: Picture) -> dict[str, Any]:
    return _PICTURE.dump_python(picture, mode="json")


def products_to_json(products: tuple[Fitting, ...]) -> list[Any]:
    return _PRODUCTS.dump_python(products, mode="json")


def to_request(row: Row[Any]) -> Request:
    return Request(
        id=RequestId(row.id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        asked=_to_asked(row),
        shows=tuple(Shown(each) for each in row.shows),
        status=RequestStatus(row.status),
        asked_at=row.asked_at,
        closes_at=row.closes_at,
        decide_by=row.decide_by,
        told_at=row.told_at,
        invited=row.invited,
        offers=row.offers,
        application_id=None if row.application_id is None else ApplicationId(row.application_id),
    )


def to_invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=InvitationId(row.id),
        request_id=RequestId(row.request_id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        enterprise_name=row.enterprise_name,
        institution_id=OrganisationId(row.institution_id),
        asked=_to_asked(row),
        picture=_PICTURE.validate_python(row.picture),
        products=_PRODUCTS.validate_python(row.products),
        status=InvitationStatus(row.status),
        reason=row.reason,
        invited_at=row.invited_at,
        closes_at=row.closes_at,
        decide_by=row.decide_by,
    )


def to_offer(row: Row[Any]) -> Offer:
    return Offer(
        id=OfferId(row.id),
        invitation_id=InvitationId(row.invitation_id),
        request_id=RequestId(row.request_id),
        enterprise_id=EnterpriseId(row.enterprise_id),
        institution_id=OrganisationId(row.institution_id),
        product_version=row.product_version,
        bid=Bid(
            product_id=ProductId(row.product_id),
            amount=Money(row.amount_minor, row.currency),
            term_months=row.term_months,
            yearly_rate=row.yearly_rate,
            fee_bps=row.fee_bps,
            days_to_money=row.days_to_money,
            conditions=row.conditions,
            valid_until=row.valid_until,
        ),
        status=OfferStatus(row.status),
        reason=row.reason,
        made_by=UserId(row.made_by),
        made_at=row.made_at,
        confirmed_by=None if row.confirmed_by is None else UserId(row.confirmed_by),
        settled_at=row.settled_at,
    )


def _to_asked(row: Row[Any]) -> Asked:
    return Asked(
        amount=Money(row.amount_minor, row.currency),
        term_months=row.term_months,
        purpose=row.purpose,
        pledges=tuple(CollateralKind(each) for each in row.pledges),
    )
