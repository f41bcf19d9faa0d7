"""Rows of origination's tables as records, and back."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from rongqu.infra.structures import read_structure
from rongqu.kernel.files import FileType
from rongqu.kernel.ids import (
    ApplicationId,
    ContractId,
    DocumentId,
    EnterpriseId,
    OrganisationId,
    PaymentOrderId,
    ProductId,
    UserId,
)
from rongqu.kernel.money import Money
from rongqu.modules.origination.types import (
    Agreed,
    Applicant,
    Application,
    Approval,
    Assessment,
    AssessmentKind,
    CheckResult,
    Document,
    HeldReason,
    Hold,
    PinnedProduct,
    Screening,
    Side,
    Stage,
    Step,
    Wish,
)

_SCREENING = TypeAdapter(Screening)
_AGREED = TypeAdapter(Agreed)


def screening_to_json(screening: Screening) -> dict[str, Any]:
    return _SCREENING.dump_python(screening, mode="json")


def agreed_to_json(agreed: Agreed) -> dict[str, Any]:
    return _AGREED.dump_python(agreed, mode="json")


def to_application(row: Row[Any]) -> Application:
    return Application(
        id=ApplicationId(row.id),
        applicant=_to_applicant(row),
        product=_to_product(row),
        wish=_to_wish(row),
        stage=Stage(row.stage),
        version=row.version,
        assignee_id=None if row.assignee_id is None else UserId(row.assignee_id),
        deadline_at=row.deadline_at,
        late_at=row.late_at,
        screening=None if row.screening is None else _SCREENING.validate_python(row.screening),
        contract_id=None if row.contract_id is None else ContractId(row.contract_id),
        payout_order_id=(
            None if row.payout_order_id is None else PaymentOrderId(row.payout_order_id)
        ),
        hold=(
            None
            if row.hold_reason is None
            else Hold(reason=HeldReason(row.hold_reason), detail=row.hold_detail)
        ),
        outstanding=_money_or_none(row.outstanding_minor, row.currency),
        waived=_money_or_none(row.waived_minor, row.currency),
        created_at=row.created_at,
        moved_at=row.moved_at,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
        agreed=None if row.agreed is None else _AGREED.validate_python(row.agreed),
    )


def to_step(row: Row[Any]) -> Step:
    return Step(
        number=row.number,
        at=row.at,
        actor_id=UserId(row.actor_id),
        side=Side(row.side),
        what=row.what,
        from_stage=None if row.from_stage is None else Stage(row.from_stage),
        to_stage=Stage(row.to_stage),
        reason_code=row.reason_code,
        note=row.note,
    )


def to_document(row: Row[Any]) -> Document:
    return Document(
        id=DocumentId(row.id),
        application_id=ApplicationId(row.application_id),
        kind=row.kind,
        name=row.name,
        file_type=FileType(row.file_type),
        size=row.size,
        sha256=row.sha256,
        storage_key=row.storage_key,
        uploaded_at=row.uploaded_at,
    )


def to_assessment(row: Row[Any]) -> Assessment:
    return Assessment(
        id=row.id,
        kind=AssessmentKind(row.kind),
        author_id=UserId(row.author_id),
        note=row.note,
        checklist={item: CheckResult(result) for item, result in row.checklist.items()},
        recorded_at=row.recorded_at,
    )


def to_approval(row: Row[Any]) -> Approval:
    return Approval(
        contract_id=ContractId(row.contract_id),
        amount=Money(row.amount_minor, row.currency),
        yearly_rate=row.yearly_rate,
        day_count=row.day_count,
        term_months=row.term_months,
        method=row.method,
        fee=Money(row.fee_minor, row.currency),
        structure=read_structure(row.structure),
        conditions=row.conditions,
        approved_by=UserId(row.approved_by),
        approved_at=row.approved_at,
    )


def _to_applicant(row: Row[Any]) -> Applicant:
    return Applicant(
        id=EnterpriseId(row.enterprise_id),
        name=row.enterprise_name,
        region_code=row.region_code,
        industry_code=row.industry_code,
    )


def _to_product(row: Row[Any]) -> PinnedProduct:
    return PinnedProduct(
        id=ProductId(row.product_id),
        version=row.product_version,
        kind=row.product_kind,
        name=row.product_name,
        name_en=row.product_name_en,
        institution_id=OrganisationId(row.institution_id),
    )


def _to_wish(row: Row[Any]) -> Wish:
    return Wish(
        amount=_money_or_none(row.amount_minor, row.currency),
        term_months=row.term_months,
        purpose=row.purpose,
        explanation=row.explanation,
    )


def _money_or_none(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
