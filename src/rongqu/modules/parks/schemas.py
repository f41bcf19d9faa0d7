"""Bodies of the API of parks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import MoneyBody
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.catalog.public import FACTS, FactUnit, Product
from rongqu.modules.parks.actions.decide_batch import BatchDecision
from rongqu.modules.parks.types import Batch, BatchFigures, BatchStatus, Line, LineStatus, Missed

Reason = Annotated[str, Field(min_length=2, max_length=500)]
OF_THE_WISH = {
    "amount": FactUnit.YUAN,
    "limit": FactUnit.YUAN,
    "term_months": FactUnit.MONTHS,
}


class ParkBatchBody(BaseModel):
    """One line of a list."""

    id: UUID
    park_id: UUID
    park_name: str
    institution_name: str
    product_id: UUID
    product_name: str
    product_name_en: str
    file_name: str
    lines: int
    status: BatchStatus
    put_forward_at: datetime
    decided_at: datetime | None
    note: str | None
    valid_until: date | None

    @classmethod
    def of(cls, batch: Batch, names: Mapping[OrganisationId, str]) -> Self:
        return cls(
            id=batch.id,
            park_id=batch.park_id,
            park_name=names.get(batch.park_id, ""),
            institution_name=names.get(batch.institution_id, ""),
            product_id=batch.product_id,
            product_name=batch.product_name,
            product_name_en=batch.product_name_en,
            file_name=batch.file_name,
            lines=batch.lines,
            status=batch.status,
            put_forward_at=batch.put_forward_at,
            decided_at=batch.decided_at,
            note=batch.note,
            valid_until=batch.valid_until,
        )


class ParkBatchDetailBody(BaseModel):
    """`may_decide`: the reader is of the lender. `amount`: of what is or could be approved."""

    batch: ParkBatchBody
    counts: dict[LineStatus, int]
    amount: MoneyBody
    applied: int
    may_decide: bool

    @classmethod
    def of(cls, batch: ParkBatchBody, figures: BatchFigures, *, may_decide: bool) -> Self:
        return cls(
            batch=batch,
            counts=figures.counts,
            amount=MoneyBody.of(figures.amount),
            applied=figures.applied,
            may_decide=may_decide,
        )


class ParkMissBody(BaseModel):
    """`needed` is a number in the unit, or the wanted codes with commas between them."""

    fact: str
    unit: FactUnit
    op: str
    needed: str
    actual: str | None

    @classmethod
    def of(cls, missed: Missed) -> Self:
        declared = FACTS.get(missed.fact)
        unit = OF_THE_WISH.get(missed.fact, FactUnit.CODE) if declared is None else declared.unit
        return cls(
            fact=missed.fact,
            unit=unit,
            op=missed.op,
            needed=missed.needed,
            actual=missed.actual,
        )


class ParkLineBody(BaseModel):
    """What is known of a company, its score among it, is for the lender: the park reads a state."""

    id: UUID
    number: int
    name: str
    uscc: str
    amount: MoneyBody | None
    term_months: int | None
    status: LineStatus
    fault: str | None
    note: str | None
    score: int | None
    grade: str | None
    missed: list[ParkMissBody]
    enterprise_id: UUID | None
    application_id: UUID | None
    application_stage: str | None
    invited_at: datetime | None
    invitation_refused: str | None

    @classmethod
    def of(cls, line: Line, *, whole: bool) -> Self:
        return cls(
            id=line.id,
            number=line.number,
            name=line.name,
            uscc=line.uscc,
            amount=None if line.amount is None else MoneyBody.of(line.amount),
            term_months=line.term_months,
            status=line.status,
            fault=line.fault,
            note=line.note if whole else None,
            score=line.score if whole else None,
            grade=line.grade if whole else None,
            missed=[ParkMissBody.of(each) for each in line.missed] if whole else [],
            enterprise_id=line.enterprise_id if whole else None,
            application_id=line.application_id if whole else None,
            application_stage=line.application_stage,
            invited_at=line.invited_at,
            invitation_refused=line.invitation_refused,
        )


class TakeOutBody(BaseModel):
    reason: Reason


class ParkDecisionBody(BaseModel):
    is_approved: bool
    note: Annotated[str, Field(min_length=2, max_length=2_000)]

    def to_decision(self) -> BatchDecision:
        return BatchDecision(is_approved=self.is_approved, note=self.note)


class ParkPlaceBody(BaseModel):
    """For the company itself: by what it may apply."""

    id: UUID
    park_name: str
    institution_name: str
    product_id: UUID
    product_name: str
    product_name_en: str
    amount: MoneyBody
    term_months: int
    valid_until: date
    application_id: UUID | None

    @classmethod
    def of_place(cls, line: Line, product: Product, names: Mapping[OrganisationId, str]) -> Self:
        if line.amount is None or line.term_months is None or line.valid_until is None:
            raise ValueError("what is approved is complete")
        return cls(
            id=line.id,
            park_name=names.get(line.park_id, ""),
            institution_name=names.get(line.institution_id, ""),
            product_id=line.product_id,
            product_name=product.name,
            product_name_en=product.name_en,
            amount=MoneyBody.of(line.amount),
            term_months=line.term_months,
            valid_until=line.valid_until,
            application_id=line.application_id,
        )
