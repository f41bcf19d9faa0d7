"""Bodies of the answers of the origination API."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.structures import StructureBody
from rongqu.infra.web import MoneyBody, PersonNameField
from rongqu.kernel.files import FileType
from rongqu.modules.catalog.public import FACTS, FactUnit
from rongqu.modules.origination.dossier import Dossier
from rongqu.modules.origination.precedent_schemas import PrecedentBody
from rongqu.modules.origination.security_schemas import CollateralItemBody, WantedCollateralBody
from rongqu.modules.origination.types import (
    Agreed,
    Application,
    Approval,
    ApprovalBasis,
    Assessment,
    AssessmentKind,
    CheckResult,
    Document,
    GroupBasis,
    HeldReason,
    Lane,
    MissedCondition,
    Move,
    QueueView,
    Side,
    Stage,
    Step,
)

UNITS_OF_THE_WISH = {
    "amount": FactUnit.YUAN,
    "limit": FactUnit.YUAN,
    "term_months": FactUnit.MONTHS,
}


class EnterpriseRef(BaseModel):
    id: UUID
    name: str
    region_code: str
    industry_code: str


class ProductRef(BaseModel):
    id: UUID
    version: int
    kind: str
    name: str
    name_en: str
    institution_id: UUID


class MissedBody(BaseModel):
    """`needed` is a number in the unit, or the wanted codes with commas between them."""

    fact: str
    unit: FactUnit
    op: str
    needed: str
    actual: str | None
    gap: str | None

    @classmethod
    def of(cls, missed: MissedCondition) -> Self:
        return cls(
            fact=missed.fact,
            unit=_unit_of(missed.fact),
            op=missed.op,
            needed=missed.needed,
            actual=missed.actual,
            gap=missed.gap,
        )


class ScreeningBody(BaseModel):
    lane: Lane
    score: int | None
    grade: str | None
    missed: list[MissedBody]


class HoldBody(BaseModel):
    reason: HeldReason
    detail: str | None


class AgreedBody(BaseModel):
    """The accepted offer that binds the price."""

    offer_id: UUID
    amount: MoneyBody
    term_months: int
    yearly_rate: str
    fee_bps: int
    conditions: str | None

    @classmethod
    def of(cls, agreed: Agreed) -> Self:
        return cls(
            offer_id=agreed.offer_id,
            amount=MoneyBody.of(agreed.amount),
            term_months=agreed.term_months,
            yearly_rate=f"{agreed.yearly_rate:f}",
            fee_bps=agreed.fee_bps,
            conditions=agreed.conditions,
        )


class ApplicationBody(BaseModel):
    id: UUID
    enterprise: EnterpriseRef
    product: ProductRef
    amount: MoneyBody | None
    term_months: int | None
    purpose: str | None
    explanation: str | None
    stage: Stage
    version: int
    assignee_id: UUID | None
    deadline_at: datetime | None
    late_at: datetime | None
    screening: ScreeningBody | None
    contract_id: UUID | None
    hold: HoldBody | None
    outstanding: MoneyBody | None
    created_at: datetime
    moved_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    agreed: AgreedBody | None

    @classmethod
    def of(cls, application: Application) -> Self:
        wish, hold = application.wish, application.hold
        return cls(
            id=application.id,
            enterprise=_enterprise(application),
            product=_product(application),
            amount=None if wish.amount is None else MoneyBody.of(wish.amount),
            term_months=wish.term_months,
            purpose=wish.purpose,
            explanation=wish.explanation,
            stage=application.stage,
            version=application.version,
            assignee_id=application.assignee_id,
            deadline_at=application.deadline_at,
            late_at=application.late_at,
            screening=_screening(application),
            contract_id=application.contract_id,
            hold=None if hold is None else HoldBody(reason=hold.reason, detail=hold.detail),
            outstanding=(
                None if application.outstanding is None else MoneyBody.of(application.outstanding)
            ),
            created_at=application.created_at,
            moved_at=application.moved_at,
            submitted_at=application.submitted_at,
            decided_at=application.decided_at,
            agreed=None if application.agreed is None else AgreedBody.of(application.agreed),
        )


class StepBody(BaseModel):
    number: int
    at: datetime
    side: Side
    actor_name: PersonNameField | None
    what: str
    from_stage: Stage | None
    to_stage: Stage
    reason_code: str | None
    note: str | None

    @classmethod
    def of(cls, step: Step, dossier: Dossier) -> Self:
        return cls(
            number=step.number,
            at=step.at,
            side=step.side,
            actor_name=dossier.names.get(step.actor_id),
            what=step.what,
            from_stage=step.from_stage,
            to_stage=step.to_stage,
            reason_code=step.reason_code,
            note=step.note,
        )


class DocumentBody(BaseModel):
    id: UUID
    kind: str
    name: str
    file_type: FileType
    size: int
    sha256: str
    uploaded_at: datetime

    @classmethod
    def of(cls, document: Document) -> Self:
        return cls(
            id=document.id,
            kind=document.kind,
            name=document.name,
            file_type=document.file_type,
            size=document.size,
            sha256=document.sha256,
            uploaded_at=document.uploaded_at,
        )


class AssessmentBody(BaseModel):
    id: UUID
    kind: AssessmentKind
    author_name: PersonNameField | None
    note: str
    checklist: dict[str, CheckResult]
    recorded_at: datetime

    @classmethod
    def of(cls, assessment: Assessment, dossier: Dossier) -> Self:
        return cls(
            id=assessment.id,
            kind=assessment.kind,
            author_name=dossier.names.get(assessment.author_id),
            note=assessment.note,
            checklist=assessment.checklist,
            recorded_at=assessment.recorded_at,
        )


class ApprovalBody(BaseModel):
    contract_id: UUID
    amount: MoneyBody
    yearly_rate: str
    day_count: str
    term_months: int
    method: str
    fee: MoneyBody
    structure: StructureBody
    conditions: str | None
    approved_at: datetime

    @classmethod
    def of(cls, approval: Approval) -> Self:
        return cls(
            contract_id=approval.contract_id,
            amount=MoneyBody.of(approval.amount),
            yearly_rate=str(approval.yearly_rate),
            day_count=approval.day_count,
            term_months=approval.term_months,
            method=approval.method,
            fee=MoneyBody.of(approval.fee),
            structure=StructureBody.of(approval.structure),
            conditions=approval.conditions,
            approved_at=approval.approved_at,
        )


class DossierBody(BaseModel):
    application: ApplicationBody
    turn: Side
    open_moves: list[Move]
    missing: list[str]
    required_documents: list[str]
    documents: list[DocumentBody]
    wanted_collateral: list[WantedCollateralBody]
    collateral: list[CollateralItemBody]
    steps: list[StepBody]
    approval: ApprovalBody | None
    precedents: list[PrecedentBody]
    assessments: list[AssessmentBody]
    may_see_file: bool

    @classmethod
    def of(cls, dossier: Dossier) -> Self:
        approval = dossier.approval
        return cls(
            application=ApplicationBody.of(dossier.application),
            turn=dossier.turn,
            open_moves=list(dossier.open_moves),
            missing=list(dossier.missing),
            required_documents=list(dossier.required_documents),
            documents=[DocumentBody.of(document) for document in dossier.documents],
            wanted_collateral=[WantedCollateralBody.of(one) for one in dossier.wanted_collateral],
            collateral=[CollateralItemBody.of(valued) for valued in dossier.collateral],
            steps=[StepBody.of(step, dossier) for step in dossier.steps],
            approval=None if approval is None else ApprovalBody.of(approval),
            precedents=[
                PrecedentBody.of(one, whole=dossier.may_see_file) for one in dossier.precedents
            ],
            assessments=[AssessmentBody.of(one, dossier) for one in dossier.assessments],
            may_see_file=dossier.may_see_file,
        )


class GroupBasisBody(BaseModel):
    """The enterprise with its related companies; `limit` is what may still be approved."""

    members: int
    ceiling: MoneyBody
    exposure: MoneyBody
    limit: MoneyBody

    @classmethod
    def of(cls, group: GroupBasis) -> Self:
        return cls(
            members=group.members,
            ceiling=MoneyBody.of(group.ceiling),
            exposure=MoneyBody.of(group.exposure),
            limit=MoneyBody.of(group.limit),
        )


class BasisBody(BaseModel):
    """On what an approval rests."""

    limit: MoneyBody
    grade_limit: MoneyBody
    net_assets_limit: MoneyBody
    exposure: MoneyBody
    owed_elsewhere: MoneyBody
    group: GroupBasisBody
    yearly_rate: str
    day_count: str
    method: str
    fee_bps: int
    min_amount: MoneyBody
    max_amount: MoneyBody
    min_term_months: int
    max_term_months: int
    lending_value: MoneyBody | None
    structure: StructureBody
    green_discount: str

    @classmethod
    def of(cls, basis: ApprovalBasis) -> Self:
        return cls(
            limit=MoneyBody.of(basis.limit),
            grade_limit=MoneyBody.of(basis.grade_limit),
            net_assets_limit=MoneyBody.of(basis.net_assets_limit),
            exposure=MoneyBody.of(basis.exposure),
            owed_elsewhere=MoneyBody.of(basis.owed_elsewhere),
            group=GroupBasisBody.of(basis.group),
            yearly_rate=str(basis.yearly_rate),
            day_count=basis.day_count,
            method=basis.method,
            fee_bps=basis.fee_bps,
            min_amount=MoneyBody.of(basis.min_amount),
            max_amount=MoneyBody.of(basis.max_amount),
            min_term_months=basis.min_term_months,
            max_term_months=basis.max_term_months,
            lending_value=(
                None if basis.lending_value is None else MoneyBody.of(basis.lending_value)
            ),
            structure=StructureBody.of(basis.structure),
            green_discount=f"{basis.green_discount:f}",
        )


class ShelvesBody(BaseModel):
    """How many applications lie on each shelf of the actor's queue."""

    counts: dict[QueueView, int]


def _unit_of(fact: str) -> FactUnit:
    """Matching adds facts of the wish itself to the catalogue's."""
    declared = FACTS.get(fact)
    return UNITS_OF_THE_WISH.get(fact, FactUnit.CODE) if declared is None else declared.unit


def _enterprise(application: Application) -> EnterpriseRef:
    applicant = application.applicant
    return EnterpriseRef(
        id=applicant.id,
        name=applicant.name,
        region_code=applicant.region_code,
        industry_code=applicant.industry_code,
    )


def _product(application: Application) -> ProductRef:
    product = application.product
    return ProductRef(
        id=product.id,
        version=product.version,
        kind=product.kind,
        name=product.name,
        name_en=product.name_en,
        institution_id=product.institution_id,
    )


def _screening(application: Application) -> ScreeningBody | None:
    screening = application.screening
    if screening is None:
        return None
    return ScreeningBody(
        lane=screening.lane,
        score=screening.score,
        grade=screening.grade,
        missed=[MissedBody.of(missed) for missed in screening.missed],
    )
