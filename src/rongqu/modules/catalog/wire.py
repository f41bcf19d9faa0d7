"""The body of all that a version says; other rooms take terms in it too."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field

from rongqu.infra.web import MoneyBody
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.grades import Grade
from rongqu.kernel.rates import DayCount
from rongqu.kernel.schedule import RepaymentMethod, Repricing
from rongqu.modules.catalog.types import (
    CollateralTerms,
    Condition,
    DocumentKind,
    GradePrice,
    GreenStep,
    LeaseTerms,
    Operator,
    ProductKind,
    Purpose,
    RateBase,
    TenorStep,
    Terms,
)

Name = Annotated[str, Field(min_length=2, max_length=60)]
Summary = Annotated[str, Field(min_length=2, max_length=300)]
Months = Annotated[int, Field(ge=1, le=360)]
DecimalText = Annotated[str, Field(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,8})?$")]


class ConditionBody(BaseModel):
    """`value` is a number as text in the fact's unit, or a list of codes."""

    fact: Annotated[str, Field(max_length=60)]
    op: Operator
    value: DecimalText | Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=99)]

    @classmethod
    def of(cls, condition: Condition) -> Self:
        value = condition.value
        shown = f"{value:f}" if isinstance(value, Decimal) else list(value)
        return cls(fact=condition.fact, op=condition.op, value=shown)

    def to_condition(self) -> Condition:
        value = Decimal(self.value) if isinstance(self.value, str) else tuple(self.value)
        return Condition(fact=self.fact, op=self.op, value=value)


class GradePriceBody(BaseModel):
    """`yearly_rate` as a fraction: "0.0485" is 4.85 %."""

    grade: Grade
    yearly_rate: DecimalText


class TenorStepBody(BaseModel):
    """For more than so many months so much dearer: "0.003" is 0.3 %."""

    over_months: Annotated[int, Field(ge=1, le=360)]
    more: DecimalText

    @classmethod
    def of(cls, step: TenorStep) -> Self:
        return cls(over_months=step.over_months, more=f"{step.more:f}")

    def to_step(self) -> TenorStep:
        return TenorStep(over_months=self.over_months, more=Decimal(self.more))


class GreenStepBody(BaseModel):
    """From that share of the carbon baseline saved, so much cheaper."""

    saving: DecimalText
    less: DecimalText

    @classmethod
    def of(cls, step: GreenStep) -> Self:
        return cls(saving=f"{step.saving:f}", less=f"{step.less:f}")

    def to_step(self) -> GreenStep:
        return GreenStep(saving=Decimal(self.saving), less=Decimal(self.less))


class CollateralTermsBody(BaseModel):
    """`lending_share` as a fraction: "0.5" lends half of the value."""

    kind: CollateralKind
    lending_share: Annotated[str, Field(pattern=r"^[01](\.[0-9]{1,4})?$")]

    @classmethod
    def of(cls, terms: CollateralTerms) -> Self:
        return cls(kind=terms.kind, lending_share=f"{terms.lending_share:f}")

    def to_terms(self) -> CollateralTerms:
        return CollateralTerms(kind=self.kind, lending_share=Decimal(self.lending_share))


class LeaseTermsBody(BaseModel):
    """Shares of what is financed: "0.05" is 5 %."""

    in_advance: bool
    deposit_share: Annotated[str, Field(pattern=r"^[01](\.[0-9]{1,4})?$")]
    residual_share: Annotated[str, Field(pattern=r"^[01](\.[0-9]{1,4})?$")]

    @classmethod
    def of(cls, lease: LeaseTerms) -> Self:
        return cls(
            in_advance=lease.in_advance,
            deposit_share=f"{lease.deposit_share:f}",
            residual_share=f"{lease.residual_share:f}",
        )

    def to_terms(self) -> LeaseTerms:
        return LeaseTerms(
            in_advance=self.in_advance,
            deposit_share=Decimal(self.deposit_share),
            residual_share=Decimal(self.residual_share),
        )


class TermsBody(BaseModel):
    kind: ProductKind
    name: Name
    name_en: Name
    summary: Summary
    summary_en: Summary
    min_amount: MoneyBody
    max_amount: MoneyBody
    min_term_months: Months
    max_term_months: Months
    method: RepaymentMethod
    day_count: DayCount
    rate_base: RateBase = RateBase.FIXED
    pricing: Annotated[list[GradePriceBody], Field(max_length=10)]
    tenor_steps: Annotated[list[TenorStepBody], Field(max_length=10)] = []
    green_steps: Annotated[list[GreenStepBody], Field(max_length=10)] = []
    fee_bps: Annotated[int, Field(ge=0, le=10_000)]
    days_to_money: Annotated[int, Field(ge=0, le=365)]
    purposes: Annotated[list[Purpose], Field(max_length=len(Purpose))]
    conditions: Annotated[list[ConditionBody], Field(max_length=40)]
    pilot_regions: Annotated[list[Annotated[str, Field(max_length=6)]], Field(max_length=40)] = []
    required_documents: Annotated[list[DocumentKind], Field(max_length=len(DocumentKind))]
    collateral: Annotated[list[CollateralTermsBody], Field(max_length=len(CollateralKind))]
    valid_from: date
    valid_to: date | None
    lease: LeaseTermsBody | None = None
    repricing: Repricing | None = None

    @classmethod
    def of(cls, terms: Terms) -> Self:
        return cls(**shown(terms))

    def to_terms(self) -> Terms:
        plain = {name: getattr(self, name) for name in _AS_THEY_ARE}
        return Terms(
            **plain,
            min_amount=self.min_amount.to_money(),
            max_amount=self.max_amount.to_money(),
            pricing=tuple(
                GradePrice(grade=price.grade, yearly_rate=Decimal(price.yearly_rate))
                for price in self.pricing
            ),
            tenor_steps=tuple(step.to_step() for step in self.tenor_steps),
            green_steps=tuple(step.to_step() for step in self.green_steps),
            pilot_regions=tuple(self.pilot_regions),
            purposes=tuple(self.purposes),
            conditions=tuple(condition.to_condition() for condition in self.conditions),
            required_documents=tuple(self.required_documents),
            collateral=tuple(each.to_terms() for each in self.collateral),
            lease=None if self.lease is None else self.lease.to_terms(),
        )


_CONVERTED = frozenset(
    {
        *("min_amount", "max_amount", "pricing", "purposes", "conditions", "required_documents"),
        *("collateral", "tenor_steps", "green_steps", "pilot_regions", "lease"),
    }
)
_AS_THEY_ARE = [field.name for field in fields(Terms) if field.name not in _CONVERTED]


def shown(terms: Terms) -> dict[str, Any]:
    return {name: getattr(terms, name) for name in _AS_THEY_ARE} | {
        "min_amount": MoneyBody.of(terms.min_amount),
        "max_amount": MoneyBody.of(terms.max_amount),
        "pricing": [
            GradePriceBody(grade=price.grade, yearly_rate=f"{price.yearly_rate:f}")
            for price in terms.pricing
        ],
        "tenor_steps": [TenorStepBody.of(step) for step in terms.tenor_steps],
        "green_steps": [GreenStepBody.of(step) for step in terms.green_steps],
        "pilot_regions": list(terms.pilot_regions),
        "purposes": list(terms.purposes),
        "conditions": [ConditionBody.of(condition) for condition in terms.conditions],
        "required_documents": list(terms.required_documents),
        "collateral": [CollateralTermsBody.of(each) for each in terms.collateral],
        "lease": None if terms.lease is None else LeaseTermsBody.of(terms.lease),
    }
