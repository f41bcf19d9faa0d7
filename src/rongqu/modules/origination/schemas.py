"""Bodies of requests to the origination API; answers.py has those of the answers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from rongqu.infra.web import MoneyBody
from rongqu.kernel.ids import ApplicationId, ContractId, EnterpriseId, ProductId
from rongqu.modules.origination.actions.approve_application import Decision
from rongqu.modules.origination.actions.edit_application import Edit
from rongqu.modules.origination.actions.start_application import Start
from rongqu.modules.origination.queries import Wanted
from rongqu.modules.origination.types import (
    CheckResult,
    QueueView,
    RejectReason,
    ReturnReason,
    Stage,
    Wish,
    WithdrawReason,
)

Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
CheckItem = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
Precedent = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=200)]
TermMonths = Annotated[int, Field(ge=1, le=360)]
Purpose = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]


class ApplicationQuery(BaseModel):
    """What a list shows. `region` takes in everything below it: 32 is a whole province."""

    view: QueueView = QueueView.ALL
    stage: list[Stage] = Field(default_factory=list[Stage])
    product_kind: str | None = Field(default=None, max_length=40)
    region: str | None = Field(default=None, pattern=r"^[0-9]{2,6}$")
    enterprise_id: UUID | None = None
    words: str | None = Field(default=None, min_length=1, max_length=60)

    def to_wanted(self) -> Wanted:
        enterprise_id = self.enterprise_id
        return Wanted(
            view=self.view,
            stages=tuple(self.stage),
            product_kind=self.product_kind,
            region=self.region,
            enterprise_id=None if enterprise_id is None else EnterpriseId(enterprise_id),
            name_contains=self.words,
        )


class WishBody(BaseModel):
    amount: MoneyBody | None = None
    term_months: TermMonths | None = None
    purpose: Purpose | None = None
    explanation: Note | None = None


class StartBody(WishBody):
    product_id: UUID

    def to_start(self, application_id: ApplicationId) -> Start:
        wish = Wish(
            amount=None if self.amount is None else self.amount.to_money(),
            term_months=self.term_months,
            purpose=self.purpose,
            explanation=self.explanation,
        )
        return Start(id=application_id, product_id=ProductId(self.product_id), wish=wish)


class EditBody(WishBody):
    """What is left out stays as it is; `null` empties a field."""

    version: int

    def to_edit(self) -> Edit:
        edit: Edit = {}
        if "amount" in self.model_fields_set:
            edit["amount"] = None if self.amount is None else self.amount.to_money()
        if "term_months" in self.model_fields_set:
            edit["term_months"] = self.term_months
        if "purpose" in self.model_fields_set:
            edit["purpose"] = self.purpose
        if "explanation" in self.model_fields_set:
            edit["explanation"] = self.explanation
        return edit


class SubmitBody(BaseModel):
    version: int


class AssignBody(BaseModel):
    assignee_id: UUID


class ReviewBody(BaseModel):
    findings: Note


class DueDiligenceBody(BaseModel):
    checklist: Annotated[dict[CheckItem, CheckResult], Field(min_length=1, max_length=40)]
    note: Note


class DecisionBody(BaseModel):
    amount: MoneyBody
    term_months: TermMonths
    conditions: Note | None = None
    precedents: Annotated[list[Precedent], Field(max_length=20)] = []
    """What has to be met before the money is paid out."""

    def to_decision(self, contract_id: ContractId) -> Decision:
        return Decision(
            contract_id=contract_id,
            amount=self.amount.to_money(),
            term_months=self.term_months,
            conditions=self.conditions,
            precedents=tuple(self.precedents),
        )


class RejectBody(BaseModel):
    reason: RejectReason
    note: Note | None = None


class ReturnBody(BaseModel):
    reason: ReturnReason
    note: Note


class WithdrawBody(BaseModel):
    reason: WithdrawReason
    note: Note | None = None
