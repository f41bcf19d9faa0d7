"""The API of services: parse, call, answer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request, Response

from rongqu.infra.inspection import inspect_file
from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import (
    ONCE,
    PageDep,
    SettingDep,
    SliceBody,
    TxDep,
    module_router,
    open_request_tx,
    setting_of,
)
from rongqu.infra.wire_files import BINARY, FILE_BODY, FILE_FAULTS, read_file, saved_headers
from rongqu.kernel.errors import AlreadyThere, FileTypeRefused, KeyReused
from rongqu.kernel.files import FileType
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.payments.public import AccountNotFound, AccountNotOpen, InsufficientFunds
from rongqu.modules.services import errors, permissions, queries
from rongqu.modules.services.actions.accept_booking import accept_booking
from rongqu.modules.services.actions.accept_service import accept_service
from rongqu.modules.services.actions.book_service import book_service
from rongqu.modules.services.actions.cancel_booking import cancel_booking
from rongqu.modules.services.actions.deliver_service import (
    NewPaper,
    check_may_keep,
    deliver_service,
    keep_paper,
)
from rongqu.modules.services.actions.object_to_service import object_to_service
from rongqu.modules.services.actions.offer_service import offer_service, withdraw_offer
from rongqu.modules.services.actions.rate_service import rate_service
from rongqu.modules.services.actions.refuse_booking import refuse_booking
from rongqu.modules.services.actions.resolve_booking import resolve_booking
from rongqu.modules.services.schemas import (
    NOBODY,
    BookingAnswerBody,
    BookingBody,
    BookingNoteBody,
    BookingPageBody,
    BookingResolutionBody,
    NewRatingBody,
    NewServiceBookingBody,
    NewServiceOfferBody,
    ServiceOfferBody,
    ServiceOfferPageBody,
    ServiceRatingBody,
)
from rongqu.modules.services.types import (
    BookingId,
    BookingStatus,
    OfferId,
    PaperId,
    ServiceKind,
    ServiceOffer,
)

router = module_router("services", prefix="/services")

FOLDER = "services"
PAPER_ANSWER: dict[int | str, dict[str, Any]] = {200: {"content": {FileType.PDF: BINARY}}}
MOVE = (KeyReused, errors.BookingNotFound, errors.BookingMoved)


@router.get("/offers", responses=problems())
async def list_service_offers_endpoint(
    tx: TxDep, page: PageDep, kind: ServiceKind | None = None
) -> SliceBody[ServiceOfferBody]:
    """What can be booked today."""
    found = await queries.list_offers(tx, page, kind)
    return SliceBody(items=await _offers(tx, found.items), next_cursor=found.next_cursor)


@router.get("/own-offers", responses=problems())
async def list_own_service_offers_endpoint(tx: TxDep, page: PageDep) -> SliceBody[ServiceOfferBody]:
    found = await queries.list_own_offers(tx, page)
    return SliceBody(items=await _offers(tx, found.items), next_cursor=found.next_cursor)


@router.post(
    "/offers",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, AlreadyThere, errors.KindNotOffered, errors.PriceAbovePolicy),
)
async def offer_service_endpoint(tx: TxDep, body: NewServiceOfferBody) -> ServiceOfferBody:
    return (await _offers(tx, [await offer_service(tx, body.to_new())]))[0]


@router.get("/offers/{offer_id}", responses=problems(errors.ServiceOfferNotFound))
async def get_service_offer_endpoint(tx: TxDep, offer_id: UUID) -> ServiceOfferPageBody:
    """With what others say of the partner."""
    tx.actor.require(permissions.VIEW)
    offer = await queries.get_offer(tx, OfferId(offer_id))
    ratings = await queries.list_ratings(tx, offer.partner_id)
    return ServiceOfferPageBody(
        offer=(await _offers(tx, [offer]))[0],
        ratings=[ServiceRatingBody.of(each) for each in ratings],
    )


@router.post(
    "/offers/{offer_id}/withdrawal",
    status_code=204,
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.ServiceOfferNotFound),
)
async def withdraw_service_offer_endpoint(tx: TxDep, offer_id: UUID) -> None:
    await withdraw_offer(tx, OfferId(offer_id))


@router.get("/bookings", responses=problems())
async def list_bookings_endpoint(
    tx: TxDep, page: PageDep, status: BookingStatus | None = None
) -> SliceBody[BookingBody]:
    """Of one's own organisation, on either side; for staff all."""
    found = await queries.list_bookings(tx, page, status)
    ids = {side for each in found.items for side in each.parties}
    names = await name_organisations(tx, ids)
    items = [BookingBody.of(each, names) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.post(
    "/bookings",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        AlreadyThere,
        errors.ServiceOfferNotFound,
        errors.OfferNotValid,
        AccountNotFound,
        AccountNotOpen,
        InsufficientFunds,
    ),
)
async def book_service_endpoint(tx: TxDep, body: NewServiceBookingBody) -> BookingPageBody:
    """The price is set aside in the customer's account until it is done."""
    await book_service(tx, body.to_new())
    return await _page(tx, BookingId(body.id))


@router.get("/bookings/{booking_id}", responses=problems(errors.BookingNotFound))
async def get_booking_endpoint(tx: TxDep, booking_id: UUID) -> BookingPageBody:
    return await _page(tx, BookingId(booking_id))


@router.post("/bookings/{booking_id}/answer", dependencies=[ONCE], responses=problems(*MOVE))
async def answer_booking_endpoint(
    tx: TxDep, booking_id: UUID, body: BookingAnswerBody
) -> BookingPageBody:
    if body.refusal is None:
        await accept_booking(tx, BookingId(booking_id))
    else:
        await refuse_booking(tx, BookingId(booking_id), body.refusal)
    return await _page(tx, BookingId(booking_id))


async def receive_paper(request: Request, booking_id: UUID, paper_id: UUID) -> NewPaper:
    """Ask who may, read no more than is allowed, store: then the transaction may open."""
    async with open_request_tx(request) as tx:
        most = await check_may_keep(tx, BookingId(booking_id))
    content = await read_file(request, most)
    if await asyncio.to_thread(inspect_file, content) is not FileType.PDF:
        raise FileTypeRefused
    stored = await setting_of(request).storage.put(FOLDER, content)
    return NewPaper(id=PaperId(paper_id), booking_id=BookingId(booking_id), stored=stored)


ReceivedDep = Annotated[NewPaper, Depends(receive_paper)]


@router.put(
    "/bookings/{booking_id}/papers/{paper_id}",
    responses=problems(
        errors.BookingNotFound,
        errors.BookingMoved,
        AlreadyThere,
        *FILE_FAULTS,
        errors.TooManyPapers,
    ),
    openapi_extra=FILE_BODY,
)
async def keep_service_paper_endpoint(
    received: ReceivedDep, tx: TxDep, booking_id: UUID
) -> BookingPageBody:
    """A PDF that belongs to what is delivered."""
    await keep_paper(tx, received)
    return await _page(tx, BookingId(booking_id))


@router.get(
    "/bookings/{booking_id}/papers/{paper_id}",
    response_class=Response,
    responses=problems(errors.BookingNotFound, errors.ServicePaperNotFound) | PAPER_ANSWER,
)
async def get_service_paper_endpoint(
    request: Request, setting: SettingDep, booking_id: UUID, paper_id: UUID
) -> Response:
    async with open_request_tx(request) as tx:
        booking = await queries.get_booking(tx, BookingId(booking_id))
        paper = await queries.get_paper(tx, booking, PaperId(paper_id))
    content = await setting.storage.get(paper.storage_key)
    headers = saved_headers(f"{paper.id}.pdf", len(content))
    return Response(content, media_type=FileType.PDF, headers=headers)


@router.post(
    "/bookings/{booking_id}/delivery",
    dependencies=[ONCE],
    responses=problems(*MOVE, errors.PaperNeeded),
)
async def deliver_service_endpoint(
    tx: TxDep, booking_id: UUID, body: BookingNoteBody
) -> BookingPageBody:
    await deliver_service(tx, BookingId(booking_id), body.note)
    return await _page(tx, BookingId(booking_id))


@router.post("/bookings/{booking_id}/acceptance", dependencies=[ONCE], responses=problems(*MOVE))
async def accept_service_endpoint(tx: TxDep, booking_id: UUID) -> BookingPageBody:
    """The customer takes what was delivered: the partner is paid."""
    await accept_service(tx, BookingId(booking_id))
    return await _page(tx, BookingId(booking_id))


@router.post("/bookings/{booking_id}/objection", dependencies=[ONCE], responses=problems(*MOVE))
async def object_to_service_endpoint(
    tx: TxDep, booking_id: UUID, body: BookingNoteBody
) -> BookingPageBody:
    await object_to_service(tx, BookingId(booking_id), body.note)
    return await _page(tx, BookingId(booking_id))


@router.post(
    "/bookings/{booking_id}/cancellation",
    dependencies=[ONCE],
    responses=problems(*MOVE, errors.NotLateYet),
)
async def cancel_booking_endpoint(tx: TxDep, booking_id: UUID) -> BookingPageBody:
    await cancel_booking(tx, BookingId(booking_id))
    return await _page(tx, BookingId(booking_id))


@router.post(
    "/bookings/{booking_id}/resolution",
    dependencies=[ONCE],
    responses=problems(*MOVE, errors.ShareAbovePrice),
)
async def resolve_booking_endpoint(
    tx: TxDep, booking_id: UUID, body: BookingResolutionBody
) -> BookingPageBody:
    """The platform decides what is paid, and what goes back."""
    await resolve_booking(tx, BookingId(booking_id), body.payable.to_money(), body.note)
    return await _page(tx, BookingId(booking_id))


@router.post(
    "/bookings/{booking_id}/rating",
    dependencies=[ONCE],
    responses=problems(*MOVE, errors.RatedAlready),
)
async def rate_service_endpoint(
    tx: TxDep, booking_id: UUID, body: NewRatingBody
) -> BookingPageBody:
    await rate_service(tx, BookingId(booking_id), body.stars, body.words)
    return await _page(tx, BookingId(booking_id))


async def _offers(tx: Tx, offers: Sequence[ServiceOffer]) -> list[ServiceOfferBody]:
    partners = {each.partner_id for each in offers}
    names = await name_organisations(tx, partners)
    known = await queries.read_reputations(tx, partners)
    return [ServiceOfferBody.of(each, names, known.get(each.partner_id, NOBODY)) for each in offers]


async def _page(tx: Tx, booking_id: BookingId) -> BookingPageBody:
    booking = await queries.get_booking(tx, booking_id)
    names = await name_organisations(tx, set(booking.parties))
    papers = await queries.list_papers(tx, booking.id)
    return BookingPageBody.of(booking, names, papers, await queries.find_rating(tx, booking.id))
