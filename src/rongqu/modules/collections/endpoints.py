"""The API of collections: parse, call, answer."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import DomainError, KeyReused
from rongqu.kernel.ids import LoanId, UserId, new_id
from rongqu.modules.collections import disposal_queries, permissions, queries, rules
from rongqu.modules.collections.actions.abandon_disposal import abandon_disposal
from rongqu.modules.collections.actions.assign_case import assign_case
from rongqu.modules.collections.actions.do_disposal_step import do_disposal_step
from rongqu.modules.collections.actions.make_promise import make_promise
from rongqu.modules.collections.actions.open_disposal import open_disposal
from rongqu.modules.collections.actions.record_contact import record_contact
from rongqu.modules.collections.errors import (
    CaseIsClosed,
    CaseNotFound,
    ContactedTooOften,
    ContactOutsideHours,
    DisposalIsOver,
    DisposalNotFound,
    DisposalOpen,
    NothingToDispose,
    PromiseOpen,
    PromisesUsedUp,
    PromiseTooFar,
    PromiseTooMuch,
    StepOutOfOrder,
)
from rongqu.modules.collections.schemas import (
    AssignmentBody,
    CaseFileBody,
    CollectionCaseBody,
    CollectionFiguresBody,
    ContactBody,
    ContactLimitsBody,
    ContactWishBody,
    DisposalBody,
    DisposalsBody,
    DisposalWishBody,
    PromiseBody,
    PromiseWishBody,
    RecoveryBody,
    StepWishBody,
)
from rongqu.modules.collections.types import Bucket, Case, CaseState, Channel
from rongqu.modules.servicing.public import LoanNotFound

router = module_router("collections", prefix="/collections")


def _filter(
    state: Annotated[CaseState | None, Query()] = None,
    bucket: Annotated[Bucket | None, Query()] = None,
    mine: Annotated[bool, Query()] = False,
) -> queries.CaseFilter:
    return queries.CaseFilter(state=state, bucket=bucket, mine=mine)


@router.get("/cases", responses=problems())
async def list_cases_endpoint(
    tx: TxDep,
    page: PageDep,
    wanted: Annotated[queries.CaseFilter, Depends(_filter)],
    calls: Annotated[bool, Query()] = False,
) -> SliceBody[CollectionCaseBody]:
    """`calls`: only whom to call next, most urgent first; the latest cases first otherwise."""
    tx.actor.require(permissions.VIEW)
    if calls:
        urgent = [CollectionCaseBody.of(each, tx.actor.id) for each in await queries.list_calls(tx)]
        return SliceBody(items=urgent, next_cursor=None)
    found = await queries.list_cases(tx, page, wanted)
    items = [CollectionCaseBody.of(each, tx.actor.id) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/figures", responses=problems())
async def get_collection_figures_endpoint(tx: TxDep) -> CollectionFiguresBody:
    """How the whole desk does: what is open, promises kept, what disposals brought."""
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    return CollectionFiguresBody.of(await disposal_queries.read_figures(tx))


@router.get("/cases/{case_id}", responses=problems(CaseNotFound))
async def get_case_endpoint(tx: TxDep, case_id: UUID) -> CaseFileBody:
    tx.actor.require(permissions.VIEW)
    return await _file(tx, await queries.get_case(tx, case_id))


@router.put("/cases/{case_id}/assignee", responses=problems(CaseNotFound, CaseIsClosed))
async def assign_case_endpoint(tx: TxDep, case_id: UUID, body: AssignmentBody) -> CaseFileBody:
    to = tx.actor.id if body.user_id is None else UserId(body.user_id)
    return await _file(tx, await assign_case(tx, case_id, to))


@router.post(
    "/cases/{case_id}/contacts",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, CaseNotFound, CaseIsClosed, ContactOutsideHours, ContactedTooOften
    ),
)
async def record_contact_endpoint(tx: TxDep, case_id: UUID, body: ContactWishBody) -> CaseFileBody:
    await record_contact(tx, body.to_contact(new_id(), case_id))
    return await _file(tx, await queries.get_case(tx, case_id))


@router.post(
    "/cases/{case_id}/promises",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        CaseNotFound,
        CaseIsClosed,
        PromiseTooFar,
        PromiseTooMuch,
        PromiseOpen,
        PromisesUsedUp,
    ),
)
async def make_promise_endpoint(tx: TxDep, case_id: UUID, body: PromiseWishBody) -> CaseFileBody:
    await make_promise(tx, body.to_promise(new_id(), case_id))
    return await _file(tx, await queries.get_case(tx, case_id))


@router.get("/disposals", responses=problems())
async def list_disposals_endpoint(tx: TxDep) -> DisposalsBody:
    """The latest, and of all together what was claimed and recovered."""
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    return DisposalsBody(
        items=[DisposalBody.of(each) for each in await disposal_queries.list_disposals(tx)],
        recoveries=[RecoveryBody.of(each) for each in await disposal_queries.list_recoveries(tx)],
    )


@router.post(
    "/disposals",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, LoanNotFound, NothingToDispose, DisposalOpen),
)
async def open_disposal_endpoint(tx: TxDep, body: DisposalWishBody) -> DisposalBody:
    return DisposalBody.of(await open_disposal(tx, new_id(), LoanId(body.loan_id), body.kind))


@router.get("/disposals/{disposal_id}", responses=problems(DisposalNotFound))
async def get_disposal_endpoint(tx: TxDep, disposal_id: UUID) -> DisposalBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    return DisposalBody.of(await disposal_queries.get_disposal(tx, disposal_id))


@router.post(
    "/disposals/{disposal_id}/steps",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, DisposalNotFound, DisposalIsOver, StepOutOfOrder),
)
async def do_disposal_step_endpoint(
    tx: TxDep, disposal_id: UUID, body: StepWishBody
) -> DisposalBody:
    return DisposalBody.of(await do_disposal_step(tx, body.to_step(disposal_id)))


@router.delete("/disposals/{disposal_id}", responses=problems(DisposalNotFound, DisposalIsOver))
async def abandon_disposal_endpoint(tx: TxDep, disposal_id: UUID) -> DisposalBody:
    return DisposalBody.of(await abandon_disposal(tx, disposal_id))


async def _file(tx: Tx, case: Case) -> CaseFileBody:
    disposals = await disposal_queries.list_disposals(tx, case.loan_id)
    recent = await queries.list_disturbances(tx, case)
    limits = await queries.read_limits(tx)
    refusal: str | None = None
    try:
        rules.check_contact(Channel.CALL, tx.now, limits, recent)
    except DomainError as refused:
        refusal = refused.code
    return CaseFileBody(
        case=CollectionCaseBody.of(case, tx.actor.id),
        limits=ContactLimitsBody.of(limits, len(recent), refusal),
        contacts=[ContactBody.of(each) for each in await queries.list_contacts(tx, case)],
        promises=[PromiseBody.of(each) for each in await queries.list_promises(tx, case)],
        disposals=[DisposalBody.of(each) for each in disposals],
    )
