"""What parties hold of people: the name of somebody who invests for themself."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select, update

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.identity.public import list_organisations_of
from rongqu.modules.parties import tables
from rongqu.modules.privacy.public import Holding, UseOfData

NAMELESS = PersonName("已注销用户")


async def read_investor_in_plain(tx: Tx, person_id: UserId) -> list[dict[str, Any]]:
    columns = tables.investor.c
    own = select(tables.investor).where(
        columns.id.in_(await list_organisations_of(tx, person_id)),
        columns.kind == "person",
        columns.name.is_not(None),
    )
    return [
        {"name": row.name.reveal(), "since": row.registered_at.isoformat()}
        for row in await tx.connection.execute(own)
    ]


async def today(tx: Tx, person_id: UserId) -> date:  # noqa: ARG001  the relationship ends with the account
    return tx.business_date


async def erase_investor(tx: Tx, person_id: UserId) -> int:
    columns = tables.investor.c
    wiped = await tx.connection.execute(
        update(tables.investor)
        .where(columns.id.in_(await list_organisations_of(tx, person_id)), columns.kind == "person")
        .values(name=NAMELESS)
    )
    return wiped.rowcount


HOLDING = Holding(
    name="parties.investor",
    purpose=UseOfData.MONEY_LAUNDERING,
    collect=read_investor_in_plain,
    erase=erase_investor,
    keep="privacy.keep_customers_months",
    counts_from=today,
)
