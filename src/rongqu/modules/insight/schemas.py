"""Bodies of the cockpit's API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.insight.types import ApplicationRow, Bucket, Cockpit, LoanRow

Names = Mapping[OrganisationId, str]


class StageCountBody(BaseModel):
    stage: str
    reached: int
    now: int


class BucketBody(BaseModel):
    bucket: Bucket
    loans: int
    outstanding: MoneyBody


class MonthBody(BaseModel):
    month: date
    loans: int
    financed: MoneyBody


class ProvinceBody(BaseModel):
    """`province`: the two digits of GB/T 2260."""

    province: str
    applications: int
    demand: MoneyBody
    loans: int
    financed: MoneyBody


class IndustryBody(BaseModel):
    industry: str
    loans: int
    financed: MoneyBody


class CockpitBody(BaseModel):
    """Rates are shares: 0.012 is 1.2 %. Hours run from submission to approval."""

    financed: MoneyBody
    loans: int
    outstanding: MoneyBody
    applications: int
    median_hours: Decimal | None
    best_hours: Decimal | None
    bad_debt_rate: Decimal | None
    bad_debt_line: Decimal
    funnel: list[StageCountBody]
    buckets: list[BucketBody]
    months: list[MonthBody]
    provinces: list[ProvinceBody]
    industries: list[IndustryBody]

    @classmethod
    def of(cls, cockpit: Cockpit) -> Self:
        return cls(
            financed=MoneyBody.of(cockpit.financed),
            loans=cockpit.loans,
            outstanding=MoneyBody.of(cockpit.outstanding),
            applications=cockpit.applications,
            median_hours=cockpit.median_hours,
            best_hours=cockpit.best_hours,
            bad_debt_rate=cockpit.bad_debt_rate,
            bad_debt_line=cockpit.bad_debt_line,
            funnel=[
                StageCountBody(stage=each.stage, reached=each.reached, now=each.now)
                for each in cockpit.funnel
            ],
            buckets=[
                BucketBody(
                    bucket=each.bucket,
                    loans=each.loans,
                    outstanding=MoneyBody.of(each.outstanding),
                )
                for each in cockpit.buckets
            ],
            months=[
                MonthBody(month=each.month, loans=each.loans, financed=MoneyBody.of(each.financed))
                for each in cockpit.months
            ],
            provinces=[
                ProvinceBody(
                    province=each.province,
                    applications=each.applications,
                    demand=MoneyBody.of(each.demand),
                    loans=each.loans,
                    financed=MoneyBody.of(each.financed),
                )
                for each in cockpit.provinces
            ],
            industries=[
                IndustryBody(
                    industry=each.industry,
                    loans=each.loans,
                    financed=MoneyBody.of(each.financed),
                )
                for each in cockpit.industries
            ],
        )


class ApplicationRowBody(BaseModel):
    id: UUID
    enterprise_id: UUID
    enterprise_name: str
    institution_id: UUID
    institution_name: str
    product_kind: str
    province: str
    industry: str
    amount: MoneyBody | None
    stage: str
    submitted_at: datetime | None
    decided_at: datetime | None

    @classmethod
    def of(cls, row: ApplicationRow, names: Names) -> Self:
        return cls(
            id=row.id,
            enterprise_id=row.enterprise_id,
            enterprise_name=names[OrganisationId(row.enterprise_id)],
            institution_id=row.institution_id,
            institution_name=names[OrganisationId(row.institution_id)],
            product_kind=row.product_kind,
            province=row.province,
            industry=row.industry,
            amount=None if row.amount is None else MoneyBody.of(row.amount),
            stage=row.stage,
            submitted_at=row.submitted_at,
            decided_at=row.decided_at,
        )


class LoanRowBody(BaseModel):
    id: UUID
    application_id: UUID
    enterprise_id: UUID
    enterprise_name: str
    institution_id: UUID
    institution_name: str
    product_kind: str
    province: str
    industry: str
    principal: MoneyBody
    outstanding: MoneyBody
    opened_on: date
    bucket: Bucket
    days_past_due: int
    closed_on: date | None

    @classmethod
    def of(cls, row: LoanRow, names: Names) -> Self:
        return cls(
            id=row.id,
            application_id=row.application_id,
            enterprise_id=row.enterprise_id,
            enterprise_name=names[OrganisationId(row.enterprise_id)],
            institution_id=row.institution_id,
            institution_name=names[OrganisationId(row.institution_id)],
            product_kind=row.product_kind,
            province=row.province,
            industry=row.industry,
            principal=MoneyBody.of(row.principal),
            outstanding=MoneyBody.of(row.outstanding),
            opened_on=row.opened_on,
            bucket=row.bucket,
            days_past_due=row.days_past_due,
            closed_on=row.closed_on,
        )
