"""The API of parks: parse, call, answer."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router, open_request_tx
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import OrganisationId, ProductId
from rongqu.modules.catalog.public import ProductNotFound, get_product
from rongqu.modules.identity.public import name_organisations
from rongqu.modules.parks import errors, permissions, queries
from rongqu.modules.parks.actions.check_again import check_again
from rongqu.modules.parks.actions.decide_batch import decide_batch
from rongqu.modules.parks.actions.put_forward import (
    NewBatch,
    check_may_put_forward,
    put_forward,
)
from rongqu.modules.parks.actions.take_out_line import take_out_line
from rongqu.modules.parks.refusals import to_csv
from rongqu.modules.parks.schemas import (
    ParkBatchBody,
    ParkBatchDetailBody,
    ParkDecisionBody,
    ParkLineBody,
    ParkPlaceBody,
    TakeOutBody,
)
from rongqu.modules.parks.sheet import read_sheet
from rongqu.modules.parks.types import Batch, LineId, LineStatus, ParkBatchId

router = module_router("parks", prefix="")

FILE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
CSV = "text/csv"
BATCH = (KeyReused, errors.BatchNotFound, errors.NotReady)


async def receive_batch(
    request: Request,
    batch_id: UUID,
    product_id: Annotated[UUID, Query()],
    file_name: Annotated[str, Query(min_length=1, max_length=200)],
) -> NewBatch:
    """Ask who may, read no more than is allowed, understand it: then the transaction may open."""
    product = ProductId(product_id)
    async with open_request_tx(request) as tx:
        limits = await check_may_put_forward(tx, product)
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > limits.bytes:
            raise errors.FileTooLarge(most=limits.bytes)
    file = await asyncio.to_thread(
        read_sheet, bytes(content), file_name, limits.bounds, limits.lines
    )
    return NewBatch(id=ParkBatchId(batch_id), product_id=product, file=file)


ReceivedDep = Annotated[NewBatch, Depends(receive_batch)]


@router.get("/park-batches", responses=problems())
async def list_park_batches_endpoint(tx: TxDep, page: PageDep) -> SliceBody[ParkBatchBody]:
    tx.actor.require(permissions.VIEW)
    found = await queries.list_batches(tx, page)
    names = await _names(tx, *found.items)
    items = [ParkBatchBody.of(each, names) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.put(
    "/park-batches/{batch_id}",
    responses=problems(
        ProductNotFound,
        errors.NotAPark,
        errors.NotAParkLoan,
        errors.FileTooLarge,
        errors.FileIsNoTable,
        errors.ColumnsMissing,
        errors.NoLines,
        errors.TooManyLines,
        errors.BatchKnown,
    ),
    openapi_extra=FILE_BODY,
)
async def put_forward_companies_endpoint(received: ReceivedDep, tx: TxDep) -> ParkBatchDetailBody:
    """An .xlsx or .csv of up to a thousand companies, read before the transaction opens."""
    return await _body(tx, await put_forward(tx, received))


@router.get("/park-batches/{batch_id}", responses=problems(errors.BatchNotFound))
async def get_park_batch_endpoint(tx: TxDep, batch_id: UUID) -> ParkBatchDetailBody:
    tx.actor.require(permissions.VIEW)
    return await _body(tx, await queries.get_batch(tx, ParkBatchId(batch_id)))


@router.get("/park-batches/{batch_id}/lines", responses=problems(errors.BatchNotFound))
async def list_park_lines_endpoint(
    tx: TxDep,
    page: PageDep,
    batch_id: UUID,
    status: Annotated[list[LineStatus] | None, Query(max_length=9)] = None,
) -> SliceBody[ParkLineBody]:
    tx.actor.require(permissions.VIEW)
    batch = await queries.get_batch(tx, ParkBatchId(batch_id))
    found = await queries.list_lines(tx, batch, status or (), page)
    whole = _sees_companies(tx, batch)
    items = [ParkLineBody.of(each, whole=whole) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get(
    "/park-batches/{batch_id}/refused.csv",
    response_class=Response,
    responses=problems(errors.BatchNotFound)
    | {200: {"content": {CSV: {"schema": {"type": "string"}}}}},
)
async def get_refused_park_lines_endpoint(tx: TxDep, batch_id: UUID) -> Response:
    tx.actor.require(permissions.VIEW)
    batch = await queries.get_batch(tx, ParkBatchId(batch_id))
    headers = {
        "Content-Disposition": f'attachment; filename="refused-{batch.id}.csv"',
        "Cache-Control": "private, no-store",
    }
    lines = await queries.list_refused(tx, batch)
    return Response(to_csv(lines), media_type=CSV, headers=headers)


@router.post("/park-batches/{batch_id}/checks", dependencies=[ONCE], responses=problems(*BATCH))
async def check_park_batch_again_endpoint(tx: TxDep, batch_id: UUID) -> ParkBatchDetailBody:
    return await _body(tx, await check_again(tx, ParkBatchId(batch_id)))


@router.post(
    "/park-batches/{batch_id}/lines/{line_id}/exception",
    dependencies=[ONCE],
    responses=problems(*BATCH, errors.LineNotFound, errors.CannotTakeOut),
)
async def take_out_park_line_endpoint(
    tx: TxDep, batch_id: UUID, line_id: UUID, body: TakeOutBody
) -> ParkLineBody:
    line = await take_out_line(tx, ParkBatchId(batch_id), LineId(line_id), body.reason)
    return ParkLineBody.of(line, whole=True)


@router.delete(
    "/park-batches/{batch_id}/lines/{line_id}/exception",
    responses=problems(
        errors.BatchNotFound, errors.NotReady, errors.LineNotFound, errors.CannotTakeOut
    ),
)
async def put_back_park_line_endpoint(tx: TxDep, batch_id: UUID, line_id: UUID) -> ParkLineBody:
    line = await take_out_line(tx, ParkBatchId(batch_id), LineId(line_id), None)
    return ParkLineBody.of(line, whole=True)


@router.post(
    "/park-batches/{batch_id}/decision",
    dependencies=[ONCE],
    responses=problems(*BATCH, errors.NothingToApprove),
)
async def decide_park_batch_endpoint(
    tx: TxDep, batch_id: UUID, body: ParkDecisionBody
) -> ParkBatchDetailBody:
    """On all companies that were not taken out, at once."""
    return await _body(tx, await decide_batch(tx, ParkBatchId(batch_id), body.to_decision()))


@router.get("/park-places", responses=problems())
async def list_own_park_places_endpoint(tx: TxDep) -> list[ParkPlaceBody]:
    """Of the reader's own company: a handful, so without pages."""
    tx.actor.require(permissions.VIEW)
    places = await queries.list_own_places(tx)
    names = await name_organisations(
        tx, {who for each in places for who in (each.park_id, each.institution_id)}
    )
    products = {each.product_id: await get_product(tx, each.product_id) for each in places}
    return [ParkPlaceBody.of_place(each, products[each.product_id], names) for each in places]


async def _body(tx: Tx, batch: Batch) -> ParkBatchDetailBody:
    line = ParkBatchBody.of(batch, await _names(tx, batch))
    figures = await queries.sum_up(tx, batch)
    is_lender = tx.actor.organisation == batch.institution_id
    return ParkBatchDetailBody.of(
        line, figures, may_decide=is_lender and tx.actor.may(permissions.DECIDE)
    )


def _sees_companies(tx: Tx, batch: Batch) -> bool:
    return tx.actor.organisation != batch.park_id


async def _names(tx: Tx, *batches: Batch) -> Mapping[OrganisationId, str]:
    return await name_organisations(
        tx, {who for each in batches for who in (each.park_id, each.institution_id)}
    )
