"""The API of models: parse, call, answer."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from rongqu.infra.problems import problems
from rongqu.infra.web import ONCE, SettingDep, TxDep, module_router
from rongqu.kernel.errors import Busy, KeyReused
from rongqu.kernel.ids import new_id
from rongqu.modules.compliance.public import ApprovalPending
from rongqu.modules.models import permissions, queries
from rongqu.modules.models.actions.adopt_version import adopt_version
from rongqu.modules.models.actions.ask_appointment import ask_appointment
from rongqu.modules.models.actions.end_shadow import end_shadow
from rongqu.modules.models.actions.register_version import register_version
from rongqu.modules.models.actions.roll_back import roll_back
from rongqu.modules.models.actions.start_run import start_run
from rongqu.modules.models.errors import (
    AlreadyInPost,
    FeaturesUnknown,
    ModelHasNoFigures,
    ModelKnown,
    ModelNotFound,
    ModelNotTrusted,
    ModelUnreadable,
    NoChallenger,
    NothingToReturnTo,
    RunNotFound,
    RunUnderWay,
)
from rongqu.modules.models.jobs import train_challenger
from rongqu.modules.models.ports import ModelKeys
from rongqu.modules.models.schemas import (
    AdoptedBody,
    AdoptionBody,
    AppointmentBody,
    ArtefactBody,
    AskedBody,
    ModelRunBody,
    ModelVersionBody,
    ReturnBody,
    WatchBody,
)
from rongqu.modules.models.serving.words import Language

router = module_router("models", prefix="/models")

HTML = "text/html"


@router.get("/versions", responses=problems())
async def list_model_versions_endpoint(tx: TxDep) -> list[ModelVersionBody]:
    """All versions with their model cards, newest first; the last one came with the platform."""
    tx.actor.require(permissions.VIEW)
    return [ModelVersionBody.of(one) for one in await queries.list_versions(tx)]


@router.get("/watch", responses=problems())
async def watch_models_endpoint(tx: TxDep) -> WatchBody:
    """How the champion fares on its latest cases, and the challengers beside it."""
    tx.actor.require(permissions.VIEW)
    return WatchBody.of(await queries.watch(tx))


@router.post(
    "/versions",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        ModelUnreadable,
        ModelNotTrusted,
        FeaturesUnknown,
        ModelHasNoFigures,
        ModelKnown,
        Busy,
    ),
)
async def register_model_version_endpoint(
    tx: TxDep, setting: SettingDep, body: ArtefactBody
) -> ModelVersionBody:
    trusted = setting.port(ModelKeys).trusted()
    return ModelVersionBody.of(await register_version(tx, body.artefact, trusted))


@router.post(
    "/adoptions",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        ModelUnreadable,
        ModelNotTrusted,
        FeaturesUnknown,
        ModelHasNoFigures,
        AlreadyInPost,
        ApprovalPending,
        Busy,
    ),
)
async def adopt_model_version_endpoint(
    tx: TxDep, setting: SettingDep, body: AdoptionBody
) -> AdoptedBody:
    """Registers the file, unless it is, and asks for its post: a second person decides."""
    trusted = setting.port(ModelKeys).trusted()
    version, approval = await adopt_version(tx, body.artefact, trusted, body.to_adoption())
    return AdoptedBody(number=version.number, approval_id=approval.id)


@router.post(
    "/appointments",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, ModelNotFound, AlreadyInPost, ApprovalPending),
)
async def ask_appointment_endpoint(tx: TxDep, body: AppointmentBody) -> AskedBody:
    """A second person decides."""
    return AskedBody.of(await ask_appointment(tx, body.to_appointment(), body.reason.strip()))


@router.get("/runs", responses=problems())
async def list_model_runs_endpoint(tx: TxDep) -> list[ModelRunBody]:
    """Each training of a challenger, newest first."""
    tx.actor.require(permissions.VIEW)
    return [ModelRunBody.of(run) for run in await queries.list_runs(tx)]


@router.post(
    "/runs", status_code=202, dependencies=[ONCE], responses=problems(KeyReused, RunUnderWay)
)
async def start_model_run_endpoint(tx: TxDep) -> ModelRunBody:
    """A worker trains a challenger from what has become of loans, and asks for its post."""
    run_id = new_id()
    job = train_challenger.later(run_id=str(run_id))
    return ModelRunBody.of(await start_run(tx, run_id, job))


@router.get(
    "/runs/{run_id}/report",
    response_class=Response,
    responses=problems(RunNotFound)
    | {200: {"content": {HTML: {"schema": {"type": "string", "format": "binary"}}}}},
)
async def get_model_report_endpoint(
    tx: TxDep, run_id: UUID, language: Annotated[Language, Query()] = Language.ZH
) -> Response:
    """The report of a challenger: ROC, KS, calibration, lift, bins, reasons."""
    tx.actor.require(permissions.VIEW)
    report = await queries.get_report(tx, run_id, language)
    headers = {
        "Content-Disposition": f'attachment; filename="{run_id}.html"',
        "Cache-Control": "private, no-store",
    }
    return Response(report, media_type=HTML, headers=headers)


@router.post("/rollback", dependencies=[ONCE], responses=problems(KeyReused, NothingToReturnTo))
async def roll_back_model_endpoint(tx: TxDep, body: ReturnBody) -> ModelVersionBody:
    """The champion before this one decides again, from the next score on."""
    return ModelVersionBody.of(await roll_back(tx, body.reason.strip()))


@router.post(
    "/versions/{number}/shadow-end",
    dependencies=[ONCE],
    responses=problems(KeyReused, ModelNotFound, NoChallenger),
)
async def end_shadow_endpoint(tx: TxDep, number: int) -> ModelVersionBody:
    return ModelVersionBody.of(await end_shadow(tx, number))
