"""Bodies of the catalogue's API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import PersonNameField
from rongqu.kernel.ids import ProductId
from rongqu.kernel.pii import PersonName
from rongqu.modules.catalog.errors import TermsFault
from rongqu.modules.catalog.facts import Fact, FactUnit
from rongqu.modules.catalog.types import Operator, Product, ProductStatus, Proposal
from rongqu.modules.catalog.wire import TermsBody, shown
from rongqu.modules.compliance.public import Approval


class ProductBody(TermsBody):
    id: UUID
    version: int
    institution_id: UUID
    institution_name: str | None
    status: ProductStatus
    published_at: datetime

    @classmethod
    def of_product(cls, product: Product, institution_name: str | None) -> Self:
        return cls(
            **shown(product),
            id=product.id,
            version=product.version,
            institution_id=product.institution_id,
            institution_name=institution_name,
            status=product.status,
            published_at=product.published_at,
        )


Why = Annotated[str, Field(min_length=2, max_length=500)]


class NewProductBody(BaseModel):
    """`reason`: for whoever decides."""

    terms: TermsBody
    reason: Why

    def to_proposal(self, product_id: ProductId) -> Proposal:
        return Proposal(product_id=product_id, based_on=None, terms=self.terms.to_terms())


class NewVersionBody(BaseModel):
    """`based_on` is the version the editor was opened with."""

    based_on: Annotated[int, Field(ge=1)]
    terms: TermsBody
    reason: Why

    def to_proposal(self, product_id: ProductId) -> Proposal:
        return Proposal(product_id=product_id, based_on=self.based_on, terms=self.terms.to_terms())


class ProductProposalBody(BaseModel):
    """What waits for a second person, and the product as it would be."""

    id: UUID
    asked_by: UUID
    asked_by_name: PersonNameField | None
    asked_at: datetime
    reason: str
    based_on: int | None
    product: ProductBody

    @classmethod
    def of(
        cls, asked: Approval, proposal: Proposal, product: ProductBody, name: PersonName | None
    ) -> Self:
        return cls(
            id=asked.id,
            asked_by=asked.asked_by,
            asked_by_name=name,
            asked_at=asked.asked_at,
            reason=asked.reason,
            based_on=proposal.based_on,
            product=product,
        )


class WithdrawalBody(BaseModel):
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class FaultBody(BaseModel):
    """A reason why the terms cannot be published; `field` says where it is."""

    code: str
    field: str
    params: dict[str, str]

    @classmethod
    def of(cls, fault: TermsFault) -> Self:
        params = {name: str(value) for name, value in fault.params.items()}
        return cls(code=fault.code, field=params.pop("field", ""), params=params)


class FactBody(BaseModel):
    """A fact that a condition may name; codes only for those that are codes."""

    name: str
    unit: FactUnit
    operators: list[Operator]
    at_least: str | None
    at_most: str | None
    codes: list[str]

    @classmethod
    def of(cls, fact: Fact) -> Self:
        return cls(
            name=fact.name,
            unit=fact.unit,
            operators=[operator for operator in Operator if operator in fact.operators],
            at_least=None if fact.at_least is None else str(fact.at_least),
            at_most=None if fact.at_most is None else str(fact.at_most),
            codes=sorted(fact.codes),
        )
