"""Bodies of a product's trial on past applicants."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel

from rongqu.kernel.grades import Grade
from rongqu.modules.origination.trying import ConditionTried, PriceTried, Trial


class PriceTriedBody(BaseModel):
    """Those of a grade who would qualify, and their average rate."""

    grade: Grade
    count: int
    yearly_rate: str

    @classmethod
    def of(cls, price: PriceTried) -> Self:
        return cls(grade=price.grade, count=price.count, yearly_rate=f"{price.yearly_rate:f}")


class ConditionTriedBody(BaseModel):
    """`refused`: how many miss it; `alone`: how many would qualify without it. `needed`: a number
    in the fact's unit, or codes with commas between them."""

    fact: str
    op: str
    needed: str
    refused: int
    alone: int

    @classmethod
    def of(cls, condition: ConditionTried) -> Self:
        return cls(
            fact=condition.fact,
            op=condition.op,
            needed=condition.needed,
            refused=condition.refused,
            alone=condition.alone,
        )


class TrialBody(BaseModel):
    """`average_rate` is weighed by amounts; null: nobody qualifies."""

    looked_at: int
    qualify: int
    average_rate: str | None
    prices: list[PriceTriedBody]
    conditions: list[ConditionTriedBody]

    @classmethod
    def of(cls, trial: Trial) -> Self:
        rate = trial.average_rate
        return cls(
            looked_at=trial.looked_at,
            qualify=trial.qualify,
            average_rate=None if rate is None else f"{rate:f}",
            prices=[PriceTriedBody.of(price) for price in trial.prices],
            conditions=[ConditionTriedBody.of(each) for each in trial.conditions],
        )
