"""The API of reversals that two people agree on: parse, call, answer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.infra.problems import problems
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, TxDep
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import EntryId
from rongqu.modules.compliance.public import Approval, ApprovalPending, find_pending
from rongqu.modules.identity.public import name_people
from rongqu.modules.ledger.public import (
    AlreadyReversed,
    EntryNotFound,
    IsReversal,
    PeriodClosed,
)
from rongqu.modules.payments import permissions
from rongqu.modules.payments.actions.ask_reversal import ask_reversal
from rongqu.modules.payments.statement_endpoints import router
from rongqu.modules.payments.types import REVERSAL

__all__ = ["router"]

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=500)]


class ReversalWishBody(BaseModel):
    entry_id: UUID
    reason: Reason


class ReversalAskedBody(BaseModel):
    id: UUID
    reason: str
    asked_by: UUID
    asked_by_name: str | None
    asked_at: datetime

    @classmethod
    async def of(cls, tx: Tx, asked: Approval) -> Self:
        name = (await name_people(tx, {asked.asked_by})).get(asked.asked_by)
        return cls(
            id=asked.id,
            reason=asked.reason,
            asked_by=asked.asked_by,
            asked_by_name=None if name is None else str(name),
            asked_at=asked.asked_at,
        )


class PendingReversalBody(BaseModel):
    """None: nobody wishes to take the entry back."""

    asked: ReversalAskedBody | None


@router.post(
    "/reversals",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused, EntryNotFound, AlreadyReversed, IsReversal, PeriodClosed, ApprovalPending
    ),
)
async def ask_reversal_endpoint(tx: TxDep, body: ReversalWishBody) -> ReversalAskedBody:
    """A second person has to agree, as to everything that is asked for."""
    asked = await ask_reversal(tx, EntryId(body.entry_id), body.reason)
    return await ReversalAskedBody.of(tx, asked)


@router.get("/reversals/{entry_id}", responses=problems())
async def get_pending_reversal_endpoint(tx: TxDep, entry_id: UUID) -> PendingReversalBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    pending = await find_pending(tx, REVERSAL, str(entry_id))
    return PendingReversalBody(
        asked=None if pending is None else await ReversalAskedBody.of(tx, pending)
    )
