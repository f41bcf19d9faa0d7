"""Bodies of the API of co-lending."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.infra.web import MoneyBody, Yuan
from rongqu.kernel.ids import ApplicationId, OrganisationId
from rongqu.modules.colending.actions.invite_partner import NewShare
from rongqu.modules.colending.types import Share, ShareId, ShareRefusal, ShareStatus

Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=500)]


class NewShareBody(BaseModel):
    id: UUID
    partner_id: UUID
    amount: Yuan
    note: Note

    def to_new(self, application_id: UUID) -> NewShare:
        return NewShare(
            id=ShareId(self.id),
            application_id=ApplicationId(application_id),
            partner_id=OrganisationId(self.partner_id),
            amount=self.amount.to_money(),
            note=self.note,
        )


class ShareAnswerBody(BaseModel):
    """Without a refusal it is approved."""

    refusal: ShareRefusal | None = None


class FundingShareBody(BaseModel):
    """`asked`: what the enterprise asks its lead for; `amount`: what the partner is to fund."""

    id: UUID
    application_id: UUID
    lead_name: str | None
    partner_name: str | None
    enterprise_name: str | None
    product_kind: str
    region: str
    industry: str
    score: int | None
    grade: str | None
    asked: MoneyBody
    amount: MoneyBody
    note: str
    status: ShareStatus
    reason: str | None
    invited_at: datetime
    answered_at: datetime | None

    @classmethod
    def of(cls, share: Share, names: Mapping[OrganisationId, str]) -> Self:
        return cls(
            id=share.id,
            application_id=share.application_id,
            lead_name=names.get(share.lead_id),
            partner_name=names.get(share.partner_id),
            enterprise_name=names.get(OrganisationId(share.enterprise_id)),
            product_kind=share.product_kind,
            region=share.region,
            industry=share.industry,
            score=share.score,
            grade=share.grade,
            asked=MoneyBody.of(share.asked),
            amount=MoneyBody.of(share.amount),
            note=share.note,
            status=share.status,
            reason=share.reason,
            invited_at=share.invited_at,
            answered_at=share.answered_at,
        )


class CoLenderBody(BaseModel):
    id: UUID
    name: str
