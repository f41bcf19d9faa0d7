"""The API of files of the loan book: parse, call, answer."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query, Request

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import PageDep, SliceBody, TxDep, module_router, open_request_tx
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.bookings import errors, loan_endpoints, permissions, queries
from rongqu.modules.bookings.actions.hand_in import TAKE_IN, hand_in
from rongqu.modules.bookings.running import read_limits
from rongqu.modules.bookings.schemas import (
    LoanFileBody,
    LoanFileDetailBody,
    LoanFileLineBody,
    LoanFileLinesBody,
)
from rongqu.modules.bookings.sheet import read_repayments
from rongqu.modules.bookings.types import LineOutcome, LoanFile, LoanFileId, NewFile
from rongqu.modules.compliance.public import AskedApprovalBody, find_pending
from rongqu.modules.identity.public import name_organisations, name_people
from rongqu.modules.parties.public import InstitutionNotFound

router = module_router("bookings", prefix="")
router.take_in(loan_endpoints.router)

FILE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


async def receive_file(
    request: Request,
    file_id: UUID,
    institution_id: Annotated[UUID, Query()],
    file_name: Annotated[str, Query(min_length=1, max_length=200)],
) -> NewFile:
    """Ask who may, read no more than is allowed, understand it: then the transaction may open."""
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.HAND_IN)
        most_bytes, most_lines = await read_limits(tx)
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > most_bytes:
            raise errors.FileTooLarge(most=most_bytes)
    read = await asyncio.to_thread(read_repayments, bytes(content), most_lines)
    return NewFile(
        id=LoanFileId(file_id),
        institution_id=OrganisationId(institution_id),
        name=file_name,
        sha256=read.sha256,
        lines=read.lines,
    )


ReceivedDep = Annotated[NewFile, Depends(receive_file)]


@router.get("/loan-files", responses=problems())
async def list_loan_files_endpoint(tx: TxDep, page: PageDep) -> SliceBody[LoanFileBody]:
    tx.actor.require(permissions.VIEW)
    found = await queries.list_files(tx, page)
    return SliceBody(items=await _bodies(tx, *found.items), next_cursor=found.next_cursor)


@router.put(
    "/loan-files/{file_id}",
    responses=problems(
        InstitutionNotFound,
        errors.FileKnown,
        errors.FileTooLarge,
        errors.FileIsNoTable,
        errors.ColumnsMissing,
        errors.NoLines,
        errors.TooManyLines,
    ),
    openapi_extra=FILE_BODY,
)
async def hand_in_loan_file_endpoint(
    received: ReceivedDep,
    tx: TxDep,
    reason: Annotated[str, Query(min_length=2, max_length=500)],
) -> LoanFileDetailBody:
    """A bank's file of repayments. It is booked once a second person has agreed."""
    return await _detail(tx, await hand_in(tx, received, reason))


@router.get("/loan-files/{file_id}", responses=problems(errors.FileNotFound))
async def get_loan_file_endpoint(tx: TxDep, file_id: UUID) -> LoanFileDetailBody:
    tx.actor.require(permissions.VIEW)
    return await _detail(tx, await queries.get_file(tx, LoanFileId(file_id)))


@router.get("/loan-files/{file_id}/lines", responses=problems(errors.FileNotFound))
async def list_loan_file_lines_endpoint(
    tx: TxDep,
    file_id: UUID,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    outcome: Annotated[LineOutcome | None, Query()] = None,
) -> LoanFileLinesBody:
    tx.actor.require(permissions.VIEW)
    file = await queries.get_file(tx, LoanFileId(file_id))
    found = await queries.list_lines(tx, file, after, limit + 1, outcome)
    shown = found[:limit]
    return LoanFileLinesBody(
        items=[LoanFileLineBody.of(line) for line in shown],
        next_after=shown[-1].number if len(found) > limit else None,
    )


async def _bodies(tx: Tx, *files: LoanFile) -> list[LoanFileBody]:
    figures = await queries.read_figures(tx, files)
    names = await name_organisations(tx, {file.institution_id for file in files})
    return [
        LoanFileBody.of(file, figures[file.id], names.get(file.institution_id, ""))
        for file in files
    ]


async def _detail(tx: Tx, file: LoanFile) -> LoanFileDetailBody:
    [body] = await _bodies(tx, file)
    asked = await find_pending(tx, TAKE_IN, str(file.id))
    if asked is None:
        return LoanFileDetailBody(file=body, asked=None)
    names = await name_people(tx, {asked.asked_by})
    return LoanFileDetailBody(
        file=body, asked=AskedApprovalBody.of(asked, names.get(asked.asked_by))
    )
