"""Bodies of the API about agreements over losses."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from rongqu.infra.web import MoneyBody, PersonNameField
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.money import Money
from rongqu.kernel.pii import PersonName
from rongqu.modules.compliance.public import Approval
from rongqu.modules.guarantees.types import (
    Agreement,
    AgreementKind,
    AgreementState,
    ChangeKind,
    Contribution,
    Coverage,
    Loss,
    Terms,
)

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=100)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=500)]
Region = Annotated[str, StringConstraints(pattern="^[0-9]{2,6}$")]


class AgreementTermsBody(BaseModel):
    """`loss_share` of each loss, within `loan_cap` and, for all together, `cap`."""

    kind: AgreementKind
    name: Words
    provider_name: Words
    loss_share: Annotated[Decimal, Field(gt=0, le=1, max_digits=5, decimal_places=4)]
    cap: MoneyBody
    loan_cap: MoneyBody | None = None
    valid_from: date
    valid_until: date | None = None
    institution_id: UUID | None = None
    region: Region | None = None

    @classmethod
    def of(cls, terms: Terms) -> Self:
        return cls(
            kind=terms.kind,
            name=terms.name,
            provider_name=terms.provider_name,
            loss_share=terms.loss_share,
            cap=MoneyBody.of(terms.cap),
            loan_cap=None if terms.loan_cap is None else MoneyBody.of(terms.loan_cap),
            valid_from=terms.valid_from,
            valid_until=terms.valid_until,
            institution_id=terms.institution_id,
            region=terms.region,
        )

    def to_terms(self) -> Terms:
        lender = self.institution_id
        return Terms(
            kind=self.kind,
            name=self.name,
            provider_name=self.provider_name,
            loss_share=self.loss_share,
            cap=self.cap.to_money(),
            loan_cap=None if self.loan_cap is None else self.loan_cap.to_money(),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            institution_id=None if lender is None else OrganisationId(lender),
            region=self.region,
        )


class AgreementWishBody(BaseModel):
    terms: AgreementTermsBody
    reason: Reason


class AgreementBody(BaseModel):
    """`used` of its cap; `balance` in its special account; `is_over`: it covers no loan that is
    paid out today."""

    id: UUID
    terms: AgreementTermsBody
    state: AgreementState
    is_over: bool
    used: MoneyBody
    balance: MoneyBody

    @classmethod
    def of(cls, agreement: Agreement, balance: Money, today: date) -> Self:
        until = agreement.terms.valid_until
        return cls(
            id=agreement.id,
            terms=AgreementTermsBody.of(agreement.terms),
            state=agreement.state,
            is_over=until is not None and until < today,
            used=MoneyBody.of(agreement.used),
            balance=MoneyBody.of(balance),
        )


class CoverageBody(BaseModel):
    """What is set aside for losses, against bad debt; `ratio` is None where there is none."""

    reserve: MoneyBody
    fund: MoneyBody
    bad: MoneyBody
    borne: MoneyBody
    returned: MoneyBody
    ratio: Decimal | None
    line: Decimal

    @classmethod
    def of(cls, coverage: Coverage) -> Self:
        bad = coverage.bad.minor
        ratio = Decimal(coverage.held.minor) / bad if bad else None
        return cls(
            reserve=MoneyBody.of(coverage.reserve),
            fund=MoneyBody.of(coverage.fund),
            bad=MoneyBody.of(coverage.bad),
            borne=MoneyBody.of(coverage.borne),
            returned=MoneyBody.of(coverage.returned),
            ratio=None if ratio is None else ratio.quantize(Decimal("0.0001")),
            line=coverage.line,
        )


class AgreementsBody(BaseModel):
    coverage: CoverageBody
    items: list[AgreementBody]


class ChangePendingBody(BaseModel):
    """What waits for a second person."""

    id: UUID
    kind: ChangeKind
    amount: MoneyBody | None
    reason: str
    asked_by: UUID
    asked_by_name: PersonNameField | None
    asked_at: datetime

    @classmethod
    def of(cls, approval: Approval, name: PersonName | None) -> Self:
        amount = approval.content["amount"]
        return cls(
            id=approval.id,
            kind=ChangeKind(approval.content["kind"]),
            amount=None if amount is None else MoneyBody.of(Money(**amount)),
            reason=approval.reason,
            asked_by=approval.asked_by,
            asked_by_name=name,
            asked_at=approval.asked_at,
        )


class ContributionBody(BaseModel):
    id: UUID
    amount: MoneyBody
    contributed_on: date
    reason: str

    @classmethod
    def of(cls, contribution: Contribution) -> Self:
        return cls(
            id=contribution.id,
            amount=MoneyBody.of(contribution.amount),
            contributed_on=contribution.contributed_on,
            reason=contribution.reason,
        )


class LossBody(BaseModel):
    """`borne` and `returned` are this agreement's."""

    id: UUID
    loan_id: UUID
    borrower_name: str
    principal: MoneyBody
    recovered: MoneyBody
    borne: MoneyBody
    returned: MoneyBody
    shared_on: date

    @classmethod
    def of(cls, loss: Loss, agreement_id: UUID) -> Self:
        own = next(share for share in loss.shares if share.agreement_id == agreement_id)
        return cls(
            id=loss.id,
            loan_id=loss.loan_id,
            borrower_name=loss.borrower_name,
            principal=MoneyBody.of(loss.principal),
            recovered=MoneyBody.of(loss.recovered),
            borne=MoneyBody.of(own.amount),
            returned=MoneyBody.of(own.returned),
            shared_on=loss.shared_on,
        )


class AgreementFileBody(BaseModel):
    """`loans`, `outstanding` and `bad`: loans under way that it covers."""

    agreement: AgreementBody
    lender_name: str | None
    pending: ChangePendingBody | None
    loans: int
    outstanding: MoneyBody
    bad: MoneyBody
    contributions: list[ContributionBody]
    losses: list[LossBody]


class ChangeReasonBody(BaseModel):
    reason: Reason


class ContributionWishBody(ChangeReasonBody):
    amount: MoneyBody
