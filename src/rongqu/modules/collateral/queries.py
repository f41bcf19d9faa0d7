"""Every SELECT of collateral, and its rows as records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.dates import add_months, business_date_at
from rongqu.kernel.ids import ApplicationId, ContractId, EnterpriseId, OrganisationId, UserId
from rongqu.kernel.money import Money
from rongqu.modules.collateral import tables
from rongqu.modules.collateral.engine.kinds import limits
from rongqu.modules.collateral.engine.valuing import value_item
from rongqu.modules.collateral.errors import ItemNotFound
from rongqu.modules.collateral.types import (
    CURRENCY,
    Case,
    Invoiced,
    Item,
    Judgement,
    Surroundings,
    Valued,
    Verdict,
)
from rongqu.modules.parties.public import (
    InvoiceStatus,
    Purpose,
    find_sales_invoices,
    read_enterprise_for,
)

_item = tables.item.c
_THERE = select(tables.item).where(_item.removed_at.is_(None))


async def value_items(tx: Tx, case: Case) -> tuple[Valued, ...]:
    """What secures an application, as it stands today. The calling room has checked who asks."""
    items = await list_items(tx, case.application_id)
    if not items:
        return ()
    around = await look_around(tx, case, items)
    return tuple(value_item(item, _as_pledged(item, case, around)) for item in items)


def _as_pledged(item: Item, case: Case, around: Surroundings) -> Surroundings:
    """What secures a contract is shown as it was on the day it was pledged."""
    if item.pledged_at is None:
        return around
    day = business_date_at(item.pledged_at)
    return replace(around, today=day, loan_ends_on=add_months(day, case.term_months))


async def look_around(tx: Tx, case: Case, items: Sequence[Item]) -> Surroundings:
    owner = await read_enterprise_for(tx, EnterpriseId(case.owner_id), Purpose.APPLICATION)
    return Surroundings(
        today=tx.business_date,
        loan_ends_on=add_months(tx.business_date, case.term_months),
        owner_uscc=owner.uscc,
        limits=await read_policies_on(tx, limits(), tx.business_date),
        invoices=await _read_invoices(tx, case, items),
    )


async def _read_invoices(
    tx: Tx, case: Case, items: Sequence[Item]
) -> dict[str, tuple[Invoiced, ...]]:
    numbers = [
        str(item.record["invoice_number"]).strip()
        for item in items
        if item.kind is CollateralKind.RECEIVABLE
    ]
    if not numbers:
        return {}
    owner = EnterpriseId(case.owner_id)
    known: dict[str, tuple[Invoiced, ...]] = {}
    for found in await find_sales_invoices(tx, owner, numbers, purpose=Purpose.APPLICATION):
        invoice = Invoiced(
            gross=found.net + found.tax,
            buyer_code=found.partner_code,
            is_good=found.status is InvoiceStatus.VALID,
        )
        known[found.number] = (*known.get(found.number, ()), invoice)
    return known


async def list_items(tx: Tx, application_id: ApplicationId) -> tuple[Item, ...]:
    """Not scoped: of an application that the caller sees. In the order they were first kept."""
    wanted = _THERE.where(_item.application_id == application_id).order_by(_item.id)
    return tuple(_to_item(row) for row in await tx.connection.execute(wanted))


async def lock_items(tx: Tx, application_id: ApplicationId) -> tuple[Item, ...]:
    wanted = _THERE.where(_item.application_id == application_id).order_by(_item.id)
    return tuple(_to_item(row) for row in await tx.connection.execute(wanted.with_for_update()))


async def lock_item(tx: Tx, application_id: ApplicationId, item_id: UUID) -> Item:
    wanted = _THERE.where(_item.id == item_id, _item.application_id == application_id)
    row = (await tx.connection.execute(wanted.with_for_update())).one_or_none()
    if row is None:
        raise ItemNotFound(item_id=item_id)
    return _to_item(row)


def lines_of(contract_id: ContractId) -> Select[Any]:
    return _THERE.where(_item.contract_id == contract_id, _item.released_at.is_(None))


def _to_item(row: Row[Any]) -> Item:
    return Item(
        id=row.id,
        application_id=ApplicationId(row.application_id),
        owner_id=OrganisationId(row.owner_id),
        lender_id=OrganisationId(row.lender_id),
        kind=CollateralKind(row.kind),
        lending_share=row.lending_share,
        record=row.record,
        judgement=_to_judgement(row),
        contract_id=None if row.contract_id is None else ContractId(row.contract_id),
        pledged_at=row.pledged_at,
        released_at=row.released_at,
        kept_at=row.kept_at,
    )


def _to_judgement(row: Row[Any]) -> Judgement | None:
    if row.verdict is None:
        return None
    value = row.judged_value_minor
    return Judgement(
        verdict=Verdict(row.verdict),
        value=None if value is None else Money(value, CURRENCY),
        note=row.judgement_note,
        by=UserId(row.judged_by),
        at=row.judged_at,
    )
