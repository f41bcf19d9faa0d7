"""Bodies about what is to secure an application."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from rongqu.infra.web import MoneyBody
from rongqu.kernel.collateral import CollateralKind
from rongqu.modules.catalog.public import CollateralTerms
from rongqu.modules.collateral.public import ItemWish, Opinion, Valued, Verdict

Line = Annotated[str, StringConstraints(max_length=200)]
Lines = Annotated[list[Line], Field(max_length=500)]
FieldName = Annotated[str, StringConstraints(max_length=40)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class CollateralRecordBody(BaseModel):
    """`record` by field: numbers, amounts, shares and days as text; several lines as a list."""

    kind: CollateralKind
    record: Annotated[dict[FieldName, Line | Lines], Field(max_length=30)]

    def to_wish(self, item_id: UUID) -> ItemWish:
        return ItemWish(id=item_id, kind=self.kind, record=self.record)


class CollateralJudgementBody(BaseModel):
    """`value`: lower than the computed one, or none."""

    verdict: Verdict
    value: MoneyBody | None = None
    note: Note | None = None

    def to_opinion(self) -> Opinion:
        value = None if self.value is None else self.value.to_money()
        return Opinion(verdict=self.verdict, value=value, note=self.note)


class CollateralItemBody(BaseModel):
    """A thing as it stands today. `failing`: codes of checks that do not hold."""

    id: UUID
    kind: CollateralKind
    record: dict[str, str | list[str]]
    failing: list[str]
    value: MoneyBody
    lending_share: str
    lending_value: MoneyBody
    verdict: Verdict | None
    note: str | None
    is_pledged: bool
    is_released: bool

    @classmethod
    def of(cls, valued: Valued) -> Self:
        item = valued.item
        judgement = item.judgement
        return cls(
            id=item.id,
            kind=item.kind,
            record=dict(item.record),
            failing=list(valued.failing),
            value=MoneyBody.of(valued.value),
            lending_share=f"{item.lending_share:f}",
            lending_value=MoneyBody.of(valued.lending_value),
            verdict=None if judgement is None else judgement.verdict,
            note=None if judgement is None else judgement.note,
            is_pledged=item.pledged_at is not None and item.released_at is None,
            is_released=item.released_at is not None,
        )


class WantedCollateralBody(BaseModel):
    """A kind of security that the product asks for; `lending_share` of its value is lent."""

    kind: CollateralKind
    lending_share: str

    @classmethod
    def of(cls, terms: CollateralTerms) -> Self:
        return cls(kind=terms.kind, lending_share=f"{terms.lending_share:f}")
