"""Bodies of the related API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from rongqu.infra.web import MoneyBody
from rongqu.kernel.ids import EnterpriseId, OrganisationId, UserId
from rongqu.modules.related.types import Debt, DebtSource, Link, LinkKind

Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=500)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, max_length=18)]
Share = Annotated[Decimal, Field(gt=0, le=1, max_digits=5, decimal_places=4)]


class RelatedCompanyBody(BaseModel):
    id: UUID
    name: str

    @classmethod
    def of(cls, company: EnterpriseId, names: Mapping[OrganisationId, str]) -> Self:
        return cls(id=company, name=names.get(OrganisationId(company), ""))


class LinkBody(BaseModel):
    """`counts`: by this link, or together with another weak one, the two are one group."""

    id: UUID
    left: RelatedCompanyBody
    right: RelatedCompanyBody
    kind: LinkKind
    share: Decimal | None
    evidence: str
    noted_at: datetime
    counts: bool

    @classmethod
    def of(cls, link: Link, names: Mapping[OrganisationId, str], *, counts: bool) -> Self:
        return cls(
            id=link.id,
            left=RelatedCompanyBody.of(link.left, names),
            right=RelatedCompanyBody.of(link.right, names),
            kind=link.kind,
            share=link.share,
            evidence=link.evidence,
            noted_at=link.noted_at,
            counts=counts,
        )


class OutsideDebtBody(BaseModel):
    id: UUID
    lender: str
    source: DebtSource
    amount: MoneyBody
    as_of: date
    noted_at: datetime

    @classmethod
    def of(cls, debt: Debt) -> Self:
        return cls(
            id=debt.id,
            lender=debt.lender,
            source=debt.source,
            amount=MoneyBody.of(debt.amount),
            as_of=debt.as_of,
            noted_at=debt.noted_at,
        )


class RelatedFileBody(BaseModel):
    """Who belongs together with a company, and what it owes elsewhere."""

    company: RelatedCompanyBody
    members: list[RelatedCompanyBody]
    links: list[LinkBody]
    debts: list[OutsideDebtBody]
    group_debt: MoneyBody


class LinkWishBody(BaseModel):
    """`other_code`: the unified social credit code of the other company."""

    other_code: Code
    kind: LinkKind
    share: Share | None = None
    evidence: Note

    def to_link(
        self, link_id: UUID, one: EnterpriseId, other: EnterpriseId, by: UserId, at: datetime
    ) -> Link:
        left, right = sorted((one, other))
        return Link(
            id=link_id,
            left=left,
            right=right,
            kind=self.kind,
            share=self.share,
            evidence=self.evidence,
            noted_by=by,
            noted_at=at,
            ended_at=None,
        )


class LinkEndingBody(BaseModel):
    reason: Note


class DebtWishBody(BaseModel):
    lender: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=100)]
    source: DebtSource
    amount: MoneyBody
    as_of: date

    def to_debt(self, debt_id: UUID, company: EnterpriseId, by: UserId, at: datetime) -> Debt:
        return Debt(
            id=debt_id,
            enterprise_id=company,
            lender=self.lender,
            source=self.source,
            amount=self.amount.to_money(),
            as_of=self.as_of,
            noted_by=by,
            noted_at=at,
            settled_at=None,
        )
