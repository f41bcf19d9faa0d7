"""The end of a payout that a true suspicion holds: asked by one, agreed by another."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.compliance.public import (
    ApprovalPending,
    AskedApprovalBody,
    find_pending,
)
from rongqu.modules.identity.public import name_people
from rongqu.modules.origination import errors, permissions, queries
from rongqu.modules.origination.actions.ask_calling_off import ask_calling_off
from rongqu.modules.origination.types import CALL_OFF, CallingOff

router = module_router("origination", prefix="/applications/{application_id}/calling-off")

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class CallingOffBody(BaseModel):
    """`reason` is for the colleague who decides, `note` for the company."""

    reason: Words
    note: Words | None = None


class CallingOffStateBody(BaseModel):
    pending: AskedApprovalBody | None


@router.get("", responses=problems(errors.ApplicationNotFound))
async def get_calling_off_endpoint(tx: TxDep, application_id: UUID) -> CallingOffStateBody:
    """Whether somebody has asked to call the payout off."""
    tx.actor.require(permissions.VIEW_FILE)
    application = await queries.get_application(tx, ApplicationId(application_id))
    return await _state(tx, application.id)


@router.post(
    "",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, errors.ApplicationNotFound, errors.NotHeldForReview, ApprovalPending
    ),
)
async def ask_calling_off_endpoint(
    tx: TxDep, application_id: UUID, body: CallingOffBody
) -> CallingOffStateBody:
    """Rejects the application, voids the signed contract and lets go of what was held, as soon as
    another person of the lender agrees."""
    wish = CallingOff(application_id=ApplicationId(application_id), note=body.note)
    await ask_calling_off(tx, wish, body.reason)
    return await _state(tx, wish.application_id)


async def _state(tx: Tx, application_id: ApplicationId) -> CallingOffStateBody:
    approval = await find_pending(tx, CALL_OFF, str(application_id))
    if approval is None:
        return CallingOffStateBody(pending=None)
    names = await name_people(tx, [approval.asked_by])
    pending = AskedApprovalBody.of(approval, names.get(approval.asked_by))
    return CallingOffStateBody(pending=pending)
