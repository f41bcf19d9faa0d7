"""Every SELECT of conditions precedent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ContractId, DocumentId, UserId
from rongqu.modules.origination import tables
from rongqu.modules.origination.errors import PrecedentNotFound
from rongqu.modules.origination.types import (
    Application,
    Precedent,
    PrecedentKind,
    PrecedentState,
)

_columns = tables.precedent.c
SETTLED = (PrecedentState.MET, PrecedentState.WAIVED)


async def list_precedents(tx: Tx, application: Application) -> tuple[Precedent, ...]:
    """Of the contract in force; in the order they were set."""
    wanted = select(tables.precedent).where(_columns.contract_id == application.contract_id)
    found = await tx.connection.execute(wanted.order_by(_columns.id))
    return tuple(_to_precedent(row) for row in found)


async def lock_precedent(tx: Tx, application: Application, precedent_id: UUID) -> Precedent:
    wanted = select(tables.precedent).where(
        _columns.id == precedent_id, _columns.contract_id == application.contract_id
    )
    row = (await tx.connection.execute(wanted.with_for_update())).one_or_none()
    if row is None:
        raise PrecedentNotFound(precedent_id=precedent_id)
    return _to_precedent(row)


async def count_open(tx: Tx, contract_id: ContractId) -> int:
    wanted = select(func.count()).where(
        _columns.contract_id == contract_id, _columns.state.not_in(SETTLED)
    )
    return (await tx.connection.execute(wanted)).scalar_one()


def _to_precedent(row: Row[Any]) -> Precedent:
    return Precedent(
        id=row.id,
        contract_id=ContractId(row.contract_id),
        kind=PrecedentKind(row.kind),
        what=row.what,
        state=PrecedentState(row.state),
        document_id=None if row.document_id is None else DocumentId(row.document_id),
        note=row.note,
        acted_by=None if row.acted_by is None else UserId(row.acted_by),
        acted_at=row.acted_at,
        waived_by=None if row.waived_by is None else UserId(row.waived_by),
        waived_at=row.waived_at,
    )
