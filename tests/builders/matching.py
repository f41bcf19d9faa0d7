"""Makes applicants for the pure part of matching."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import OrganisationId, ProductId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.catalog.public import Product, ProductStatus, Terms
from rongqu.modules.matching.types import Applicant, Wish
from tests.builders.catalog import ORDINARY_TERMS

GOOD = Applicant(
    facts={
        "score": Decimal(690),
        "age_months": Decimal(40),
        "employees": Decimal(25),
        "net_assets": Decimal(4_000_000),
        "invoiced_revenue": Decimal(6_000_000),
        "months_with_sales": Decimal(12),
        "industry_section": "C",
        "industry_division": "C35",
        "province": "320000",
    },
    grade=Grade.B,
    limit=Money(2_000_000_00, "CNY"),
)


def wish(yuan: int = 500_000, months: int = 12, purpose: str | None = None) -> Wish:
    return Wish(amount=Money(yuan * 100, "CNY"), term_months=months, purpose=purpose)


def knowing(**facts: Decimal | str | None) -> Applicant:
    """A good applicant who differs in these facts; None: not known."""
    known = {**GOOD.facts, **facts}
    return replace(GOOD, facts={name: it for name, it in known.items() if it is not None})


def product_of(**different: Any) -> Product:
    terms = replace(ORDINARY_TERMS, **different)
    return Product(
        **{name: getattr(terms, name) for name in Terms.__dataclass_fields__},
        id=ProductId(new_id()),
        version=1,
        institution_id=OrganisationId(new_id()),
        status=ProductStatus.OFFERED,
        published_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
