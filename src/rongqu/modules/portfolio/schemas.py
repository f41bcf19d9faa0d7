"""Bodies of the portfolio API. Rates are shares: 0.012 is 1.2 %."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from rongqu.infra.web import MoneyBody
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.portfolio import rules
from rongqu.modules.portfolio.types import (
    Assumptions,
    Book,
    Cell,
    Cut,
    Dimension,
    Exposure,
    Factor,
    Moved,
    Part,
    Reserves,
    Stress,
    StressedPart,
    StressResult,
    Sum,
)

Rise = Annotated[Decimal, Field(ge=-1, le=10, max_digits=6, decimal_places=4)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class RiskSumBody(BaseModel):
    """`exposure` is EAD, `loss` what a default of all would cost, `expected` PD x LGD x EAD."""

    count: int
    exposure: MoneyBody
    loss: MoneyBody
    expected: MoneyBody

    @classmethod
    def of(cls, found: Sum) -> Self:
        return cls(
            count=found.count,
            exposure=MoneyBody.of(found.exposure),
            loss=MoneyBody.of(found.loss),
            expected=MoneyBody.of(found.expected),
        )


class RiskCellBody(BaseModel):
    pd_band: int
    loss_band: int
    sum: RiskSumBody

    @classmethod
    def of(cls, cell: Cell) -> Self:
        return cls(pd_band=cell.pd_band, loss_band=cell.loss_band, sum=RiskSumBody.of(cell.sum))


class RiskPartBody(BaseModel):
    code: str
    name: str | None
    share: Decimal
    sum: RiskSumBody

    @classmethod
    def of(cls, part: Part, whole: Sum) -> Self:
        share = rules.compute_ratio(part.sum.exposure.minor, whole.exposure.minor)
        return cls(code=part.code, name=part.name, share=share, sum=RiskSumBody.of(part.sum))


class RiskCutBody(BaseModel):
    """The largest first; `herfindahl` is of all `count` parts."""

    dimension: Dimension
    parts: list[RiskPartBody]
    count: int
    herfindahl: Decimal

    @classmethod
    def of(cls, cut: Cut, whole: Sum) -> Self:
        return cls(
            dimension=cut.dimension,
            parts=[RiskPartBody.of(part, whole) for part in cut.parts],
            count=cut.count,
            herfindahl=cut.herfindahl,
        )


class GradeMoveBody(BaseModel):
    before: str
    after: str
    borrowers: int
    exposure: MoneyBody

    @classmethod
    def of(cls, moved: Moved) -> Self:
        return cls(
            before=moved.before,
            after=moved.after,
            borrowers=moved.borrowers,
            exposure=MoneyBody.of(moved.exposure),
        )


class RiskReservesBody(BaseModel):
    """`coverage`: how many times what is held covers the expected loss; None: nothing to cover."""

    reserve: MoneyBody
    fund: MoneyBody
    coverage: Decimal | None

    @classmethod
    def of(cls, reserves: Reserves, expected: MoneyBody) -> Self:
        return cls(
            reserve=MoneyBody.of(reserves.reserve),
            fund=MoneyBody.of(reserves.fund),
            coverage=rules.compute_coverage(reserves.held, expected.to_money()),
        )


class RiskAssumptionsBody(BaseModel):
    """What the figures rest on: each is a policy."""

    pd_unscored: Decimal
    credit_conversion: Decimal
    loss_given_default: dict[str, Decimal]
    pd_edges: list[Decimal]
    loss_edges: list[MoneyBody]
    stress_rise: Decimal

    @classmethod
    def of(cls, given: Assumptions) -> Self:
        return cls(
            pd_unscored=given.pd_unscored,
            credit_conversion=given.credit_conversion,
            loss_given_default=dict(given.loss_given_default),
            pd_edges=list(given.pd_edges),
            loss_edges=[MoneyBody.of(edge) for edge in given.loss_edges],
            stress_rise=given.stress_rise,
        )


class RiskPortfolioBody(BaseModel):
    as_of: date
    assumptions: RiskAssumptionsBody
    whole: RiskSumBody
    cells: list[RiskCellBody]
    cuts: list[RiskCutBody]
    migrated_since: date
    moves: list[GradeMoveBody]
    reserves: RiskReservesBody

    @classmethod
    def of(cls, book: Book) -> Self:
        whole = RiskSumBody.of(book.whole)
        return cls(
            as_of=book.as_of,
            assumptions=RiskAssumptionsBody.of(book.assumptions),
            whole=whole,
            cells=[RiskCellBody.of(cell) for cell in book.cells],
            cuts=[RiskCutBody.of(cut, book.whole) for cut in book.cuts],
            migrated_since=book.migrated_since,
            moves=[GradeMoveBody.of(moved) for moved in book.moves],
            reserves=RiskReservesBody.of(book.reserves, whole.expected),
        )


class ExposureBody(BaseModel):
    """`id` is the loan's; what is not drawn yet has an application only."""

    id: UUID
    enterprise_id: UUID
    borrower_name: str
    institution_name: str | None
    product_kind: str
    industry: str
    region: str
    collateral: str
    grade: str
    bucket: str
    is_drawn: bool
    exposure: MoneyBody
    pd: Decimal
    lgd: Decimal
    expected: MoneyBody

    @classmethod
    def of(cls, found: Exposure, names: Mapping[OrganisationId, str]) -> Self:
        return cls(
            id=found.id,
            enterprise_id=found.enterprise_id,
            borrower_name=found.borrower_name,
            institution_name=names.get(found.institution_id),
            product_kind=found.product_kind,
            industry=found.industry,
            region=found.region,
            collateral=found.collateral,
            grade=found.grade,
            bucket=found.bucket,
            is_drawn=found.is_drawn,
            exposure=MoneyBody.of(found.exposure),
            pd=found.pd,
            lgd=found.lgd,
            expected=MoneyBody.of(found.expected),
        )


class StressFactorBody(BaseModel):
    dimension: Dimension
    code: Code
    rise: Rise

    def to_factor(self) -> Factor:
        return Factor(dimension=self.dimension, code=self.code, rise=self.rise)


class StressWishBody(BaseModel):
    """`rise` 0.3: 30 % more defaults; factors come on top of it, for a part of the book."""

    rise: Rise
    loss_rise: Rise = Decimal(0)
    factors: list[StressFactorBody] = Field(default_factory=list[StressFactorBody], max_length=40)

    def to_stress(self) -> Stress:
        return Stress(
            rise=self.rise,
            loss_rise=self.loss_rise,
            factors=tuple(each.to_factor() for each in self.factors),
        )


class StressedPartBody(BaseModel):
    dimension: Dimension
    code: str
    before: MoneyBody
    after: MoneyBody

    @classmethod
    def of(cls, part: StressedPart) -> Self:
        return cls(
            dimension=part.dimension,
            code=part.code,
            before=MoneyBody.of(part.before),
            after=MoneyBody.of(part.after),
        )


class StressResultBody(BaseModel):
    before: MoneyBody
    after: MoneyBody
    parts: list[StressedPartBody]
    reserves_before: RiskReservesBody
    reserves_after: RiskReservesBody

    @classmethod
    def of(cls, result: StressResult) -> Self:
        before, after = MoneyBody.of(result.before), MoneyBody.of(result.after)
        return cls(
            before=before,
            after=after,
            parts=[StressedPartBody.of(part) for part in result.parts],
            reserves_before=RiskReservesBody.of(result.reserves, before),
            reserves_after=RiskReservesBody.of(result.reserves, after),
        )
