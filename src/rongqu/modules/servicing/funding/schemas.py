"""Bodies of the API about funders."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.servicing.funding.types import Funder, Part


class FunderBody(BaseModel):
    organisation_id: UUID
    share: MoneyBody

    def to_funder(self) -> Funder:
        return Funder(
            organisation_id=OrganisationId(self.organisation_id), share=self.share.to_money()
        )


class FunderPartBody(BaseModel):
    """`received`: of all repayments so far, of which `income` is interest and penalty."""

    organisation_id: UUID
    share: MoneyBody
    received: MoneyBody
    income: MoneyBody

    @classmethod
    def of(cls, funder: Funder, part: Part | None) -> Self:
        nothing = funder.share - funder.share
        return cls(
            organisation_id=funder.organisation_id,
            share=MoneyBody.of(funder.share),
            received=MoneyBody.of(nothing if part is None else part.amount),
            income=MoneyBody.of(nothing if part is None else part.interest + part.penalty),
        )


class FundersBody(BaseModel):
    items: list[FunderPartBody]


class SharingBody(BaseModel):
    funders: list[FunderBody]
