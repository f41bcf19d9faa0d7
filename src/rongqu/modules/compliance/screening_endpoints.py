"""The API of lists and hits: parse, call, answer."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ApprovalId, HitId, new_id
from rongqu.modules.compliance import permissions
from rongqu.modules.compliance import screening_queries as queries
from rongqu.modules.compliance.actions.ask_clearing import ask_clearing
from rongqu.modules.compliance.actions.check_name import check_name
from rongqu.modules.compliance.actions.confirm_hit import confirm_hit
from rongqu.modules.compliance.errors import ApprovalPending, HitDecided, HitNotFound
from rongqu.modules.compliance.loaded_lists import load_current_lists
from rongqu.modules.compliance.queries import find_pending
from rongqu.modules.compliance.schemas import FourEyesBody
from rongqu.modules.compliance.screening.compare import compare
from rongqu.modules.compliance.screening_schemas import (
    CheckedNameBody,
    ComparisonBody,
    HitBody,
    HitDetailBody,
    HitReasonBody,
    ListMatchBody,
    ListVersionBody,
    ListVersionsBody,
    NameBody,
    find_subject,
)
from rongqu.modules.compliance.screening_types import CLEAR_HIT, Hit, HitStatus
from rongqu.modules.identity.public import name_people

router = module_router("compliance", prefix="/screening")


@router.get("/lists", responses=problems())
async def list_screening_lists_endpoint(tx: TxDep) -> ListVersionsBody:
    """Every version of every list, the newest first."""
    tx.actor.require(permissions.SCREEN)
    versions = await queries.list_versions(tx)
    return ListVersionsBody(
        items=[ListVersionBody.of(each) for each in versions],
        open_hits=await queries.count_open_hits(tx),
    )


@router.post("/checks", dependencies=[ONCE], responses=problems(KeyReused))
async def check_name_endpoint(tx: TxDep, body: NameBody) -> CheckedNameBody:
    """Is this name on a list? In a body and not in an address, which would be logged."""
    matches = await check_name(tx, body.name, body.kind)
    lists = await load_current_lists(tx)
    return CheckedNameBody(
        names_searched=len(lists.listed), matches=[ListMatchBody.of(each) for each in matches]
    )


@router.get("/hits", responses=problems())
async def list_screening_hits_endpoint(
    tx: TxDep, page: PageDep, status: HitStatus | None = None
) -> SliceBody[HitBody]:
    tx.actor.require(permissions.SCREEN)
    found = await queries.list_hits(tx, status, page)
    subjects = await queries.list_subjects(tx, [hit.about for hit in found.items])
    names = await name_people(tx, {hit.decided_by for hit in found.items if hit.decided_by})
    items = [HitBody.of(hit, find_subject(subjects, hit.about), names) for hit in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/hits/{hit_id}", responses=problems(HitNotFound))
async def get_screening_hit_endpoint(tx: TxDep, hit_id: UUID) -> HitDetailBody:
    tx.actor.require(permissions.SCREEN)
    return await _detail(tx, await queries.get_hit(tx, HitId(hit_id)))


@router.post(
    "/hits/{hit_id}/confirmation",
    dependencies=[ONCE],
    responses=problems(KeyReused, HitNotFound, HitDecided),
)
async def confirm_hit_endpoint(tx: TxDep, hit_id: UUID, body: HitReasonBody) -> HitDetailBody:
    """It is the one on the list."""
    return await _detail(tx, await confirm_hit(tx, HitId(hit_id), body.reason.strip()))


@router.post(
    "/hits/{hit_id}/clearing",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, HitNotFound, HitDecided, ApprovalPending),
)
async def ask_clearing_endpoint(tx: TxDep, hit_id: UUID, body: HitReasonBody) -> HitDetailBody:
    """It is somebody else: a second person has to agree."""
    await ask_clearing(tx, HitId(hit_id), ApprovalId(new_id()), body.reason.strip())
    return await _detail(tx, await queries.get_hit(tx, HitId(hit_id)))


async def _detail(tx: Tx, hit: Hit) -> HitDetailBody:
    subject = find_subject(await queries.list_subjects(tx, [hit.about]), hit.about)
    pending = await find_pending(tx, CLEAR_HIT, str(hit.id))
    people = (hit.decided_by, pending.asked_by if pending else None)
    names = await name_people(tx, {each for each in people if each})
    comparison = None
    if subject is not None and not subject.is_person:
        compared = compare(subject.name.reveal(), hit.listed_name, subject.compared_as)
        comparison = ComparisonBody.of(compared)
    return HitDetailBody(
        hit=HitBody.of(hit, subject, names),
        comparison=comparison,
        pending=FourEyesBody.of(pending, names) if pending else None,
    )
