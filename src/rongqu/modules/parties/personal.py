"""What parties hold of people: who invests for themself, and who stands for a company."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import delete, select, update

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.identity.public import list_organisations_of
from rongqu.modules.parties import private_tables, tables
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


async def read_represented_in_plain(tx: Tx, person_id: UserId) -> list[dict[str, Any]]:
    """What this person has stated of a company; the representative may be somebody else."""
    people, accounts = private_tables.representative.c, private_tables.bank_account.c
    stated = select(private_tables.representative).where(people.stated_by == person_id)
    given = select(private_tables.bank_account).where(accounts.stated_by == person_id)
    represented = [
        {"name": row.name.reveal(), "id_number": row.id_number.reveal()}
        for row in await tx.connection.execute(stated.order_by(people.stated_at))
    ]
    return represented + [
        {"bank": row.bank, "account": row.number.reveal()}
        for row in await tx.connection.execute(given.order_by(accounts.stated_at))
    ]


async def forget_represented(tx: Tx, person_id: UserId) -> int:
    forgotten = 0
    for table in (private_tables.representative, private_tables.bank_account):
        gone = await tx.connection.execute(delete(table).where(table.c.stated_by == person_id))
        forgotten += gone.rowcount
    return forgotten


INVESTOR = Holding(
    name="parties.investor",
    purpose=UseOfData.MONEY_LAUNDERING,
    collect=read_investor_in_plain,
    erase=erase_investor,
    keep="privacy.keep_customers_months",
    counts_from=today,
)

REPRESENTED = Holding(
    name="parties.represented",
    purpose=UseOfData.MONEY_LAUNDERING,
    collect=read_represented_in_plain,
    erase=forget_represented,
    keep="privacy.keep_customers_months",
    counts_from=today,
)
