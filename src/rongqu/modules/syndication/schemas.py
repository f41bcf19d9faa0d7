"""Bodies of the API about funders."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import MoneyBody
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.syndication.types import Funder, OwnShare, Received


class FunderBody(BaseModel):
    organisation_id: UUID
    share: MoneyBody

    def to_funder(self) -> Funder:
        return Funder(
            organisation_id=OrganisationId(self.organisation_id), share=self.share.to_money()
        )


class ReceivedBody(BaseModel):
    """`received`: of all repayments so far, of which `income` is interest and penalty and `waiting`
    has not reached the funder's account yet; `reason_code`: why it could not be paid. `owed`: what
    has reached it, was called back, and is set off against the next parts unless it is given back;
    `returning`: of it, what is on its way."""

    share: MoneyBody
    received: MoneyBody
    income: MoneyBody
    waiting: MoneyBody
    owed: MoneyBody
    returning: MoneyBody
    reason_code: str | None


def received_of(share: Money, got: Received | None) -> ReceivedBody:
    nothing = Money.zero(share.currency)
    return ReceivedBody(
        share=MoneyBody.of(share),
        received=MoneyBody.of(nothing if got is None else got.amount),
        income=MoneyBody.of(nothing if got is None else got.income),
        waiting=MoneyBody.of(nothing if got is None else got.waiting),
        owed=MoneyBody.of(nothing if got is None else got.owed),
        returning=MoneyBody.of(nothing if got is None else got.returning),
        reason_code=None if got is None else got.reason_code,
    )


class FunderPartBody(ReceivedBody):
    organisation_id: UUID
    name: str | None

    @classmethod
    def of(cls, funder: Funder, got: Received | None, name: str | None) -> Self:
        said = received_of(funder.share, got).model_dump()
        return cls.model_validate({**said, "organisation_id": funder.organisation_id, "name": name})


class FundersBody(BaseModel):
    items: list[FunderPartBody]


class GivenBackBody(BaseModel):
    """What is on its way back to the lender."""

    amount: MoneyBody


class SharingBody(BaseModel):
    funders: Annotated[list[FunderBody], Field(max_length=50)]


class OwnShareBody(ReceivedBody):
    loan_id: UUID
    lender_name: str
    borrower_name: str
    product_name: str
    principal: MoneyBody

    @classmethod
    def of_own(cls, own: OwnShare, got: Received | None) -> Self:
        said = received_of(own.share, got).model_dump()
        return cls.model_validate(
            {
                **said,
                "loan_id": own.loan_id,
                "lender_name": own.lender_name,
                "borrower_name": own.borrower_name,
                "product_name": own.product_name,
                "principal": MoneyBody.of(own.principal),
            }
        )
