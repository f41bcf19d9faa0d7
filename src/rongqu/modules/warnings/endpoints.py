"""The API of warnings: parse, call, answer."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.modules.identity.public import name_people
from rongqu.modules.parties.public import list_party_names
from rongqu.modules.warnings import errors, permissions, queries
from rongqu.modules.warnings.actions.close_warning import close_warning
from rongqu.modules.warnings.actions.do_step import do_step
from rongqu.modules.warnings.schemas import (
    ClosingBody,
    SignalBody,
    StepDoneBody,
    StepNoteBody,
    WarningBody,
    WarningFiguresBody,
    WarningFileBody,
)
from rongqu.modules.warnings.types import WarningCase, WarningLevel, WarningState

router = module_router("warnings", prefix="/warnings")


@router.get("", responses=problems())
async def list_warnings_endpoint(
    tx: TxDep,
    page: PageDep,
    state: WarningState | None = None,
    level: WarningLevel | None = None,
    enterprise_id: UUID | None = None,
) -> SliceBody[WarningBody]:
    tx.actor.require(permissions.VIEW)
    wanted = queries.Wanted(state=state, level=level, enterprise_id=enterprise_id)
    found = await queries.list_cases(tx, wanted, page)
    companies = await _companies(tx, found.items)
    names = await name_people(tx, {each.owner for each in found.items if each.owner})
    items = [WarningBody.of(each, companies.get(each.enterprise_id), names) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/figures", responses=problems())
async def get_warning_figures_endpoint(tx: TxDep) -> WarningFiguresBody:
    """What is open by colour, and what warnings have been worth."""
    tx.actor.require(permissions.VIEW)
    return WarningFiguresBody.of(await queries.count_open(tx), await queries.measure_warnings(tx))


@router.get("/{case_id}", responses=problems(errors.WarningNotFound))
async def get_warning_endpoint(tx: TxDep, case_id: UUID) -> WarningFileBody:
    tx.actor.require(permissions.VIEW)
    return await _file(tx, await queries.get_case(tx, case_id))


@router.post(
    "/{case_id}/steps",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.WarningNotFound, errors.WarningClosed, errors.StepNotDue),
)
async def do_warning_step_endpoint(tx: TxDep, case_id: UUID, body: StepNoteBody) -> WarningFileBody:
    return await _file(tx, await do_step(tx, case_id, body.step, body.note.strip()))


@router.post(
    "/{case_id}/closing",
    dependencies=[ONCE],
    responses=problems(KeyReused, errors.WarningNotFound, errors.WarningClosed, errors.StepsLeft),
)
async def close_warning_endpoint(tx: TxDep, case_id: UUID, body: ClosingBody) -> WarningFileBody:
    return await _file(tx, await close_warning(tx, case_id, body.reason.strip()))


async def _file(tx: Tx, case: WarningCase) -> WarningFileBody:
    steps = await queries.list_steps(tx, case.id)
    people = (case.owner, *(each.done_by for each in steps))
    names = await name_people(tx, {each for each in people if each})
    companies = await _companies(tx, [case])
    return WarningFileBody(
        warning=WarningBody.of(case, companies.get(case.enterprise_id), names),
        signals=[SignalBody.of(each) for each in await queries.list_signals(tx, case.id)],
        steps=[StepDoneBody.of(each, names) for each in steps],
    )


async def _companies(tx: Tx, cases: Iterable[WarningCase]) -> dict[UUID, str]:
    found = await list_party_names(tx, {each.enterprise_id for each in cases})
    return {each.id: each.name.reveal() for each in found if not each.is_person}
