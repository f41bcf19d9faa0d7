"""Bodies of the API of matching."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.catalog.public import FACTS, DocumentKind, Product, ProductKind
from rongqu.modules.matching.types import MatchResult, Miss, Offer, Refusal, Remedy

UNITS = {"amount": "yuan", "limit": "yuan", "term_months": "months"}
"""Of what is asked about but is no fact of the catalogue; the rest are codes."""


Names = Mapping[OrganisationId, str]
"""Who lends."""


def _text(value: Decimal | str | None) -> str | None:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class MissBody(BaseModel):
    """`needed` is a number as text, or codes. `target` is what would do, in the remedy's unit:
    yuan to ask for, months to ask for or to wait, else the fact's own."""

    fact: str
    unit: str
    op: str
    needed: str | list[str]
    actual: str | None
    gap: str | None
    remedy: Remedy
    target: str | None

    @classmethod
    def of(cls, miss: Miss) -> Self:
        fact = FACTS.get(miss.fact)
        needed = miss.needed
        return cls(
            fact=miss.fact,
            unit=fact.unit if fact is not None else UNITS.get(miss.fact, "code"),
            op=miss.op,
            needed=list(needed) if isinstance(needed, tuple) else f"{needed.normalize():f}",
            actual=_text(miss.actual),
            gap=_text(miss.gap),
            remedy=miss.remedy,
            target=_text(miss.target),
        )


class MatchedProductBody(BaseModel):
    """What a card says of a product, offered or refused."""

    product_id: UUID
    version: int
    kind: ProductKind
    name: str
    name_en: str
    institution_name: str | None
    method: RepaymentMethod
    required_documents: list[DocumentKind]
    collateral: list[CollateralKind]


class OfferBody(MatchedProductBody):
    """`yearly_rate`, `yearly_cost` and `fit` as fractions: "0.0485" is 4.85 %."""

    grade: Grade
    amount: MoneyBody
    term_months: int
    yearly_rate: str
    fee: MoneyBody
    monthly_cost: MoneyBody
    final_payment: MoneyBody
    total_cost: MoneyBody
    yearly_cost: str
    days_to_money: int
    fit: str
    rank: int
    sentence_code: str
    sentence_params: dict[str, str]

    @classmethod
    def of(cls, offer: Offer, product: Product, names: Names) -> Self:
        return cls(
            **_product_fields(product, names),
            grade=offer.grade,
            amount=MoneyBody.of(offer.amount),
            term_months=offer.term_months,
            yearly_rate=f"{offer.yearly_rate:f}",
            fee=MoneyBody.of(offer.fee),
            monthly_cost=MoneyBody.of(offer.monthly_cost),
            final_payment=MoneyBody.of(offer.final_payment),
            total_cost=MoneyBody.of(offer.total_cost),
            yearly_cost=f"{offer.yearly_cost:f}",
            days_to_money=offer.days_to_money,
            fit=f"{offer.fit:.4f}",
            rank=offer.rank,
            sentence_code=offer.sentence_code,
            sentence_params=dict(offer.sentence_params),
        )


class RefusalBody(MatchedProductBody):
    missed: list[MissBody]

    @classmethod
    def of(cls, refusal: Refusal, product: Product, names: Names) -> Self:
        return cls(
            **_product_fields(product, names),
            missed=[MissBody.of(miss) for miss in refusal.missed],
        )


class MatchBody(BaseModel):
    eligible: list[OfferBody]
    refused: list[RefusalBody]

    @classmethod
    def of(cls, result: MatchResult, names: Names) -> Self:
        of = result.products
        return cls(
            eligible=[OfferBody.of(it, of[it.product_id], names) for it in result.eligible],
            refused=[RefusalBody.of(it, of[it.product_id], names) for it in result.refused],
        )


def _product_fields(product: Product, names: Names) -> dict[str, Any]:
    return {
        "product_id": product.id,
        "version": product.version,
        "kind": product.kind,
        "name": product.name,
        "name_en": product.name_en,
        "institution_name": names.get(product.institution_id),
        "method": product.method,
        "required_documents": list(product.required_documents),
        "collateral": [each.kind for each in product.collateral],
    }
