"""Bodies of the API about the quality of the book."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import BaseModel

from rongqu.infra.web import MoneyBody
from rongqu.modules.portfolio.quality.types import PortfolioQuality, Roll, VintagePoint


class RollBody(BaseModel):
    from_bucket: str
    to_bucket: str
    loans: int
    outstanding: MoneyBody

    @classmethod
    def of(cls, roll: Roll) -> Self:
        return cls(
            from_bucket=roll.from_bucket,
            to_bucket=roll.to_bucket,
            loans=roll.loans,
            outstanding=MoneyBody.of(roll.outstanding),
        )


class VintagePointBody(BaseModel):
    opened_month: date
    months: int
    loans: int
    principal: MoneyBody
    late: MoneyBody
    bad: MoneyBody

    @classmethod
    def of(cls, point: VintagePoint) -> Self:
        return cls(
            opened_month=point.opened_month,
            months=point.months,
            loans=point.loans,
            principal=MoneyBody.of(point.principal),
            late=MoneyBody.of(point.late),
            bad=MoneyBody.of(point.bad),
        )


class QualityBody(BaseModel):
    as_of: date | None
    since: date | None
    rolls: list[RollBody]
    vintages: list[VintagePointBody]

    @classmethod
    def of(cls, quality: PortfolioQuality) -> Self:
        return cls(
            as_of=quality.as_of,
            since=quality.since,
            rolls=[RollBody.of(each) for each in quality.rolls],
            vintages=[VintagePointBody.of(each) for each in quality.vintages],
        )
