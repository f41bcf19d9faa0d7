"""The API of bidding: parse, call, answer with what the page shows."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query
from pydantic import TypeAdapter

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, MoneyBody, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.errors import AlreadyThere, InvalidRequest, KeyReused
from rongqu.kernel.ids import ProductId
from rongqu.kernel.money import Money
from rongqu.modules.bidding import errors, permissions, queries
from rongqu.modules.bidding.actions.accept_offer import accept_offer
from rongqu.modules.bidding.actions.ask_for_offers import ask_for_offers
from rongqu.modules.bidding.actions.cancel_request import cancel_request
from rongqu.modules.bidding.actions.decline_invitation import decline_invitation
from rongqu.modules.bidding.actions.make_offer import MAKE_OFFER, make_offer
from rongqu.modules.bidding.actions.withdraw_offer import withdraw_offer
from rongqu.modules.bidding.bounds import read_bounds
from rongqu.modules.bidding.comparing import compare_offers
from rongqu.modules.bidding.fitting import find_fitting
from rongqu.modules.bidding.schemas import (
    AcceptanceBody,
    BidBoundsBody,
    BidOfferBody,
    BidRequestBody,
    BidRequestPageBody,
    CancellationBody,
    DecliningBody,
    FittingLenderBody,
    FittingProductBody,
    InvitationBody,
    InvitationPageBody,
    NewBidBody,
    NewBidRequestBody,
    PendingBidBody,
    TakingBackBody,
    answer_of,
)
from rongqu.modules.bidding.types import (
    Asked,
    Invitation,
    InvitationId,
    NewOffer,
    OfferId,
    RequestId,
)
from rongqu.modules.catalog.public import ProductNotFound, Purpose
from rongqu.modules.compliance.public import ApprovalPending, find_pending
from rongqu.modules.identity.public import name_organisations, name_people
from rongqu.modules.origination.public import OutsideProduct, ProductNotOffered
from rongqu.modules.parties.public import EnterpriseNotFound

router = module_router("bidding", prefix="/bidding")

AMOUNT = Query(pattern=r"^[0-9]{1,13}(\.[0-9]{1,2})?$", description="Yuan, as text: 500000.00")
_NEW_OFFER = TypeAdapter(NewOffer)


def _asked(
    amount: Annotated[str, AMOUNT],
    term_months: Annotated[int, Query(ge=1, le=360)],
    purpose: Annotated[Purpose, Query()],
    pledges: Annotated[list[CollateralKind], Query(max_length=8)] = [],  # noqa: B006 # FastAPI copies it
) -> Asked:
    wished = Money.parse(amount, "CNY")
    if wished.is_zero():
        raise InvalidRequest(field="amount")
    return Asked(amount=wished, term_months=term_months, purpose=purpose, pledges=tuple(pledges))


@router.get("/lenders", responses=problems(EnterpriseNotFound))
async def list_fitting_lenders_endpoint(
    tx: TxDep, asked: Annotated[Asked, Depends(_asked)]
) -> list[FittingLenderBody]:
    """Who could be asked, before anybody is; that somebody looked goes on record."""
    tx.actor.require(permissions.ASK)
    fitting = await find_fitting(tx, asked)
    names = await name_organisations(tx, [each.institution_id for each in fitting])
    return [FittingLenderBody.of(each, names) for each in fitting]


@router.post(
    "/requests",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        AlreadyThere,
        EnterpriseNotFound,
        errors.NobodyFits,
        errors.TooManyOpen,
        errors.DeadlineOutside,
    ),
)
async def ask_for_offers_endpoint(tx: TxDep, body: NewBidRequestBody) -> BidRequestPageBody:
    await ask_for_offers(tx, body.to_new())
    return await _request_page(tx, RequestId(body.id))


@router.get("/requests", responses=problems())
async def list_bid_requests_endpoint(tx: TxDep, page: PageDep) -> SliceBody[BidRequestBody]:
    tx.actor.require(permissions.VIEW)
    found = await queries.list_requests(tx, page)
    return SliceBody[BidRequestBody](
        items=[BidRequestBody.of(each, tx.now) for each in found.items],
        next_cursor=found.next_cursor,
    )


@router.get("/requests/{request_id}", responses=problems(errors.RequestNotFound))
async def get_bid_request_endpoint(tx: TxDep, request_id: UUID) -> BidRequestPageBody:
    tx.actor.require(permissions.VIEW)
    return await _request_page(tx, RequestId(request_id))


@router.post(
    "/requests/{request_id}/acceptance",
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        errors.RequestNotFound,
        errors.OfferNotFound,
        errors.RequestSettled,
        errors.DecisionTooLate,
        errors.OfferGone,
        errors.OfferExpired,
        EnterpriseNotFound,
        ProductNotFound,
        ProductNotOffered,
        OutsideProduct,
    ),
)
async def accept_offer_endpoint(
    tx: TxDep, request_id: UUID, body: AcceptanceBody
) -> BidRequestPageBody:
    """Begins an application with product and price agreed: its id is in the answer."""
    await accept_offer(tx, RequestId(request_id), OfferId(body.offer_id))
    return await _request_page(tx, RequestId(request_id))


@router.post(
    "/requests/{request_id}/cancellation",
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.RequestNotFound, errors.RequestSettled),
)
async def cancel_bid_request_endpoint(
    tx: TxDep, request_id: UUID, body: CancellationBody
) -> BidRequestPageBody:
    await cancel_request(tx, RequestId(request_id), body.reason)
    return await _request_page(tx, RequestId(request_id))


@router.get("/invitations", responses=problems())
async def list_bid_invitations_endpoint(tx: TxDep, page: PageDep) -> SliceBody[InvitationBody]:
    tx.actor.require(permissions.VIEW)
    found = await queries.list_invitations(tx, page)
    bid = await queries.list_bid_on(tx, found.items)
    return SliceBody[InvitationBody](
        items=[InvitationBody.of(each, tx.now, has_bid=each.id in bid) for each in found.items],
        next_cursor=found.next_cursor,
    )


@router.get("/invitations/{invitation_id}", responses=problems(errors.InvitationNotFound))
async def get_bid_invitation_endpoint(tx: TxDep, invitation_id: UUID) -> InvitationPageBody:
    tx.actor.require(permissions.VIEW)
    return await _invitation_page(tx, InvitationId(invitation_id))


@router.get(
    "/invitations/{invitation_id}/bounds",
    responses=problems(errors.InvitationNotFound, errors.NotAmongFitting),
)
async def get_bid_bounds_endpoint(
    tx: TxDep,
    invitation_id: UUID,
    product_id: UUID,
    term_months: Annotated[int, Query(ge=1, le=360)],
) -> BidBoundsBody:
    """What may be bid with one of the products for that term."""
    tx.actor.require(permissions.VIEW)
    invitation = await queries.get_invitation(tx, InvitationId(invitation_id))
    _, bounds = await read_bounds(tx, invitation, ProductId(product_id), term_months)
    return BidBoundsBody.of(bounds)


@router.post(
    "/invitations/{invitation_id}/offers",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        AlreadyThere,
        errors.InvitationNotFound,
        errors.InvitationOver,
        errors.BidTooLate,
        errors.NotAmongFitting,
        errors.BidOutside,
        ApprovalPending,
    ),
)
async def make_bid_endpoint(tx: TxDep, invitation_id: UUID, body: NewBidBody) -> InvitationPageBody:
    """On the table at once, or waiting for a second person: the answer says which."""
    await make_offer(tx, body.to_new(invitation_id))
    return await _invitation_page(tx, InvitationId(invitation_id))


@router.post(
    "/invitations/{invitation_id}/offers/{offer_id}/withdrawal",
    dependencies=[ONCE],
    responses=problems(
        KeyReused, errors.InvitationNotFound, errors.OfferNotFound, errors.OfferGone
    ),
)
async def withdraw_bid_endpoint(
    tx: TxDep, invitation_id: UUID, offer_id: UUID, body: TakingBackBody
) -> InvitationPageBody:
    await withdraw_offer(tx, InvitationId(invitation_id), OfferId(offer_id), body.reason)
    return await _invitation_page(tx, InvitationId(invitation_id))


@router.post(
    "/invitations/{invitation_id}/decline",
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.InvitationNotFound, errors.InvitationOver),
)
async def decline_bid_invitation_endpoint(
    tx: TxDep, invitation_id: UUID, body: DecliningBody
) -> InvitationPageBody:
    await decline_invitation(tx, InvitationId(invitation_id), body.reason)
    return await _invitation_page(tx, InvitationId(invitation_id))


async def _request_page(tx: Tx, request_id: RequestId) -> BidRequestPageBody:
    request = await queries.get_request(tx, request_id)
    offers = await queries.list_offers(tx, request)
    answers = await queries.list_answers(tx, request)
    names = await name_organisations(tx, [each.institution_id for each in answers])
    return BidRequestPageBody(
        request=BidRequestBody.of(request, tx.now),
        offers=[BidOfferBody.of(each, names) for each in await compare_offers(tx, offers)],
        answers=[answer_of(each, offers, names) for each in answers],
    )


async def _invitation_page(tx: Tx, invitation_id: InvitationId) -> InvitationPageBody:
    invitation = await queries.get_invitation(tx, invitation_id)
    offers = await queries.list_own_offers(tx, invitation)
    names = await name_organisations(tx, [invitation.institution_id])
    return InvitationPageBody(
        invitation=InvitationBody.of(invitation, tx.now, has_bid=bool(offers)),
        picture=InvitationPageBody.picture_of(invitation),
        products=[
            FittingProductBody(
                product_id=each.product_id,
                name=each.name,
                name_en=each.name_en,
                most=MoneyBody.of(each.most),
            )
            for each in invitation.products
        ],
        offers=[BidOfferBody.of(each, names) for each in await compare_offers(tx, offers)],
        pending=await _pending(tx, invitation),
    )


async def _pending(tx: Tx, invitation: Invitation) -> PendingBidBody | None:
    approval = await find_pending(tx, MAKE_OFFER, str(invitation.id))
    if approval is None:
        return None
    names = await name_people(tx, [approval.asked_by])
    new = _NEW_OFFER.validate_python(approval.content)
    return PendingBidBody.of(approval, new, names.get(approval.asked_by))
