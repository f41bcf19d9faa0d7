"""Conditions precedent: met, or waived by two people."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.problems import problems
from rongqu.infra.web import ONCE, TxDep, module_router
from rongqu.kernel.errors import KeyReused, SecondPersonNeeded
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.origination import errors
from rongqu.modules.origination.actions.ask_waiver import ask_waiver
from rongqu.modules.origination.actions.meet_precedent import meet_precedent
from rongqu.modules.origination.actions.waive_precedent import waive_precedent
from rongqu.modules.origination.answers import DossierBody
from rongqu.modules.origination.dossier import get_dossier
from rongqu.modules.origination.precedent_schemas import ProofBody, WaiverBody

router = module_router("origination", prefix="/applications/{application_id}/precedents")

STEP = (
    KeyReused,
    errors.ApplicationNotFound,
    errors.PrecedentNotFound,
    errors.PrecedentSettled,
)


@router.post(
    "/{precedent_id}/proof",
    dependencies=[ONCE],
    responses=problems(*STEP, errors.DocumentNotFound, errors.PaperNeeded),
)
async def meet_precedent_endpoint(
    tx: TxDep, application_id: UUID, precedent_id: UUID, body: ProofBody
) -> DossierBody:
    """The last one that is met pays out what waited for it."""
    application = ApplicationId(application_id)
    await meet_precedent(tx, application, precedent_id, body.to_proof())
    return DossierBody.of(await get_dossier(tx, application))


@router.post("/{precedent_id}/waiver", dependencies=[ONCE], responses=problems(*STEP))
async def ask_precedent_waiver_endpoint(
    tx: TxDep, application_id: UUID, precedent_id: UUID, body: WaiverBody
) -> DossierBody:
    application = ApplicationId(application_id)
    await ask_waiver(tx, application, precedent_id, body.reason)
    return DossierBody.of(await get_dossier(tx, application))


@router.post(
    "/{precedent_id}/waiver/agreement",
    dependencies=[ONCE],
    responses=problems(*STEP, SecondPersonNeeded, errors.NoWaiverAsked),
)
async def waive_precedent_endpoint(
    tx: TxDep, application_id: UUID, precedent_id: UUID
) -> DossierBody:
    """By another person than who asked."""
    application = ApplicationId(application_id)
    await waive_precedent(tx, application, precedent_id)
    return DossierBody.of(await get_dossier(tx, application))
