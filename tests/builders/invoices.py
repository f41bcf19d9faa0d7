"""Makes enterprises with figures and invoices, and the event that says they have new ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from rongqu.events.parties import InvoicesImported
from rongqu.infra.database import Connection, Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.dates import add_months
from rongqu.kernel.ids import EnterpriseId, ImportId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.parties import tables
from rongqu.modules.parties.public import (
    Direction,
    EnterpriseProfile,
    EnterpriseRegistration,
    FinancialFigures,
    register_enterprise,
    state_figures,
    synthetic_uscc,
)

NEWEST = date(2026, 10, 1)
STRONG = [1_000_000] * 24
"""Monthly sales in yuan of a company that scores well; spread over many customers."""
WEAK = [20_000] * 6 + [4_000] * 6


async def given_enterprise(
    engine: Engine,
    *,
    industry: str = "C35",
    net_assets: int | None = 8_000_000,
    founded_on: date = date(2018, 3, 15),
) -> EnterpriseId:
    """Registered, with the figures of a year unless `net_assets` is None."""
    enterprise_id = EnterpriseId(new_id())
    profile = EnterpriseProfile(
        name="苏州精工机械有限公司",
        industry_code=industry,
        region_code="320500",
        founded_on=founded_on,
        registered_capital=Money(5_000_000_00, "CNY"),
        employees=42,
    )
    registration = EnterpriseRegistration(
        id=enterprise_id, uscc=synthetic_uscc(str(enterprise_id)), profile=profile
    )
    async with open_tx(engine, SYSTEM) as tx:
        await register_enterprise(tx, registration)
        if net_assets is not None:
            figures = FinancialFigures(
                year=2025,
                revenue=Money(12_000_000_00, "CNY"),
                net_assets=Money(net_assets * 100, "CNY"),
                net_profit=Money(900_000_00, "CNY"),
                total_liabilities=Money(6_000_000_00, "CNY"),
            )
            await state_figures(tx, enterprise_id, figures)
    return enterprise_id


async def given_invoices(
    engine: Engine, enterprise_id: EnterpriseId, sales: Sequence[int], *, customers: int = 12
) -> None:
    """One sales invoice a month and customer, the newest month last; purchases are half of it."""
    async with engine.begin(PLATFORM) as connection:
        for direction, share in ((Direction.OUTPUT, 100), (Direction.INPUT, 50)):
            partners = [
                await _partner(connection, enterprise_id, f"{direction}-{number}")
                for number in range(customers)
            ]
            for age, yuan in enumerate(reversed(sales)):
                month = add_months(NEWEST, -age)
                keys = {"enterprise_id": enterprise_id, "direction": direction}
                await _month(connection, keys, month, yuan * share, partners)


async def given_invoices_imported(engine: Engine, enterprise_id: EnterpriseId) -> None:
    """What parties publishes at the end of an import."""
    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(
            InvoicesImported(
                subject_id=enterprise_id,
                parties=(enterprise_id,),
                import_id=ImportId(new_id()),
                accepted=12,
                refused=0,
            )
        )


async def _partner(connection: Connection, enterprise_id: UUID, code: str) -> int:
    made = (
        insert(tables.partner)
        .values(enterprise_id=enterprise_id, code=code, name=code)
        .returning(tables.partner.c.id)
    )
    return (await connection.execute(made)).scalar_one()


async def _month(
    connection: Connection, keys: dict[str, Any], month: date, minor: int, partners: list[int]
) -> None:
    shares = Money(minor, "CNY").split([1] * len(partners))
    await connection.execute(
        insert(tables.invoice),
        [
            keys
            | {
                "import_id": new_id(),
                "partner_id": partner,
                "net_minor": share.minor,
                "tax_minor": 0,
                "issued_on": month,
                "status": "valid",
                "number": f"{month:%Y%m}{position:04}",
                "code": "",
            }
            for position, (partner, share) in enumerate(zip(partners, shares, strict=True))
        ],
    )
    await connection.execute(
        insert(tables.invoice_month).values(
            **keys,
            month=month,
            net_minor=minor,
            tax_minor=0,
            invoice_count=len(partners),
            void_count=0,
            red_count=0,
        )
    )
