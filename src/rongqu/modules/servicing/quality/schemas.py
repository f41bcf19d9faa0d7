"""Bodies of the API about a loan's category."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.infra.web import PersonNameField
from rongqu.kernel.pii import PersonName
from rongqu.modules.compliance.public import Approval
from rongqu.modules.servicing.days.types import Category, Trigger
from rongqu.modules.servicing.quality.types import Standing

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
