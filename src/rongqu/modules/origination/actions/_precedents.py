"""What the steps of a condition precedent share: its new state, and the payout that waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, ContractId, new_id
from rongqu.modules.origination import precedent_queries, queries, rules, tables
from rongqu.modules.origination.actions._payouts import order_or_hold
from rongqu.modules.origination.types import (
    Application,
    HeldReason,
    NewPrecedent,
    Precedent,
    PrecedentState,
    Stage,
)


async def set_precedents(
    tx: Tx, application: Application, contract_id: ContractId, wanted: Sequence[NewPrecedent]
) -> None:
    rows = [
        {
            "id": new_id(),
            "application_id": application.id,
            "contract_id": contract_id,
            "kind": each.kind,
            "what": each.what,
            "state": PrecedentState.OPEN,
        }
        for each in wanted
    ]
    if rows:
        await tx.connection.execute(insert(tables.precedent).values(rows))


async def lock_open(
    tx: Tx, application_id: ApplicationId, precedent_id: UUID
) -> tuple[Application, Precedent]:
    """The application first: its payout must not start in between."""
    application = await queries.lock_application(tx, application_id)
    precedent = await precedent_queries.lock_precedent(tx, application, precedent_id)
    rules.check_precedent_open(application.stage, precedent)
    return application, precedent


async def step_to(tx: Tx, precedent: Precedent, state: PrecedentState, **values: Any) -> None:
    this_one = update(tables.precedent).where(tables.precedent.c.id == precedent.id)
    await tx.connection.execute(this_one.values(state=state, **values))


async def pay_if_last(tx: Tx, application: Application) -> None:
    """A signed contract that was held for this alone is paid out at once."""
    hold = application.hold
    waits = hold is not None and hold.reason is HeldReason.PRECEDENTS
    if application.stage is Stage.PAYOUT and waits:
        ordered_or_held = await order_or_hold(tx, application)
        if ordered_or_held is not None:
            await tx.publish(ordered_or_held)
