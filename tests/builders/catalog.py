"""Makes products."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from rongqu.infra.database import Engine
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import Portal
from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import ProductId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.catalog.public import (
    Condition,
    DocumentKind,
    GradePrice,
    Operator,
    Product,
    ProductKind,
    Purpose,
    RateBase,
    Terms,
    publish_product,
)
from tests.builders.actors import given_actor

ORDINARY_TERMS = Terms(
    kind=ProductKind.CREDIT_LOAN,
    name="税票贷",
    name_en="Invoice loan",
    summary="凭发票申请。",
    summary_en="Granted on invoices.",
    min_amount=Money(50_000_00, "CNY"),
    max_amount=Money(3_000_000_00, "CNY"),
    min_term_months=3,
    max_term_months=24,
    method=RepaymentMethod.EQUAL_INSTALMENT,
    day_count=DayCount.THIRTY_E_360,
    rate_base=RateBase.FIXED,
    tenor_steps=(),
    green_steps=(),
    pilot_regions=(),
    pricing=(
        GradePrice(grade=Grade.A, yearly_rate=Decimal("0.0435")),
        GradePrice(grade=Grade.B, yearly_rate=Decimal("0.0520")),
        GradePrice(grade=Grade.C, yearly_rate=Decimal("0.0680")),
    ),
    fee_bps=100,
    days_to_money=2,
    purposes=(Purpose.WORKING_CAPITAL,),
    conditions=(Condition(fact="score", op=Operator.GE, value=Decimal(600)),),
    required_documents=(DocumentKind.BUSINESS_LICENCE, DocumentKind.TAX_RETURNS),
    collateral=(),
    valid_from=date(2025, 1, 1),
    valid_to=None,
)


async def given_product(
    engine: Engine, *, institution: UUID | None = None, **different: Any
) -> Product:
    """On offer by `institution`; `different` replaces fields of ordinary terms."""
    owner = given_actor("catalog:publish", organisation=institution, portal=Portal.INSTITUTION)
    async with open_tx(engine, owner) as tx:
        terms = replace(ORDINARY_TERMS, **different)
        return await publish_product(tx, ProductId(new_id()), terms)
