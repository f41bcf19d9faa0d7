"""Bodies of the API about categories and the quality of the book."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.infra.web import MoneyBody, PersonNameField
from rongqu.kernel.pii import PersonName
from rongqu.modules.compliance.public import Approval
from rongqu.modules.servicing.days.types import Category, Trigger
from rongqu.modules.servicing.quality.types import PortfolioQuality, Roll, Standing, VintagePoint

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class LoanTriggerBody(BaseModel):
    id: UUID
    kind: Trigger
    note: str
    noted_on: date


class ApprovalPendingBody(BaseModel):
    """A wish for another category that waits for a second person."""

    id: UUID
    category: Category
    reason: str
    asked_by: UUID
    asked_by_name: PersonNameField | None
    asked_at: datetime

    @classmethod
    def of(cls, approval: Approval, name: PersonName | None) -> Self:
        return cls(
            id=approval.id,
            category=Category(approval.content["category"]),
            reason=approval.reason,
            asked_by=approval.asked_by,
            asked_by_name=name,
            asked_at=approval.asked_at,
        )


class LoanCategoryBody(BaseModel):
    """`least`: what days past due and triggers say today; an override is never better."""

    category: Category
    cause: str | None
    since: date | None
    least: Category
    override: Category | None
    override_reason: str | None
    triggers: list[LoanTriggerBody]
    pending: ApprovalPendingBody | None

    @classmethod
    def of(cls, standing: Standing, least: Category, pending: ApprovalPendingBody | None) -> Self:
        return cls(
            category=standing.category,
            cause=standing.cause,
            since=standing.since,
            least=least,
            override=standing.override,
            override_reason=standing.override_reason,
            triggers=[
                LoanTriggerBody(id=each.id, kind=each.kind, note=each.note, noted_on=each.noted_on)
                for each in standing.triggers
            ],
            pending=pending,
        )


class TriggerWishBody(BaseModel):
    kind: Trigger
    note: Note


class CategoryWishBody(BaseModel):
    category: Category
    reason: Note


class RollBody(BaseModel):
    from_bucket: str
    to_bucket: str
    loans: int
    outstanding: MoneyBody

    @classmethod
    def of(cls, roll: Roll) -> Self:
        return cls(
            from_bucket=roll.from_bucket,
            to_bucket=roll.to_bucket,
            loans=roll.loans,
            outstanding=MoneyBody.of(roll.outstanding),
        )


class VintagePointBody(BaseModel):
    opened_month: date
    months: int
    loans: int
    principal: MoneyBody
    late: MoneyBody
    bad: MoneyBody

    @classmethod
    def of(cls, point: VintagePoint) -> Self:
        return cls(
            opened_month=point.opened_month,
            months=point.months,
            loans=point.loans,
            principal=MoneyBody.of(point.principal),
            late=MoneyBody.of(point.late),
            bad=MoneyBody.of(point.bad),
        )


class QualityBody(BaseModel):
    as_of: date | None
    since: date | None
    rolls: list[RollBody]
    vintages: list[VintagePointBody]

    @classmethod
    def of(cls, quality: PortfolioQuality) -> Self:
        return cls(
            as_of=quality.as_of,
            since=quality.since,
            rolls=[RollBody.of(each) for each in quality.rolls],
            vintages=[VintagePointBody.of(each) for each in quality.vintages],
        )
