"""Pure decisions of pitches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from rongqu.modules.pitches.errors import PlanNotRead, PlanPromises
from rongqu.modules.pitches.types import (
    OF_A_YEAR,
    FigureKind,
    Flag,
    FlagSource,
    Plan,
    PlanFigure,
)

TEXT_RULES = frozenset({"guaranteed_return", "exaggeration"})
"""Of the rules for texts, those that speak of a plan; the others are about contracts."""
PROMISE = "guaranteed_return"
ONE = Decimal(1)
PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What the company has declared: by year, in yuan; the latest year is its present."""

    revenue: Mapping[int, Decimal] = field(default_factory=dict[int, Decimal])
    net_profit: Mapping[int, Decimal] = field(default_factory=dict[int, Decimal])
    employees: Decimal | None = None
    asked: Decimal | None = None


def find_flags(
    figures: Iterable[PlanFigure], declared: Declared, tolerance: Decimal
) -> tuple[Flag, ...]:
    """Where the plan says something else than the company has declared, or than itself.

    What is expected of the future contradicts nothing. A figure of a year that nothing was declared
    for is not compared; one without a year is of the latest.
    """
    present = [each for each in figures if not each.is_forecast]
    found = [
        *(_against(each, declared, tolerance) for each in present),
        *(_among(one, other, tolerance) for one, other in _pairs(present)),
    ]
    unlike = {
        (each.kind, each.source, each.stated, each.other, each.year): each
        for each in reversed([flag for flag in found if flag is not None])
    }
    return tuple(sorted(unlike.values(), key=lambda each: (each.place, each.kind, each.source)))


def check_can_show(plan: Plan) -> None:
    if plan.digest is None:
        raise PlanNotRead(status=plan.status.value)
    if any(remark.rule == PROMISE for remark in plan.digest.remarks):
        raise PlanPromises


def _against(figure: PlanFigure, declared: Declared, tolerance: Decimal) -> Flag | None:
    other, year = _declared_for(figure, declared)
    gap = None if other is None else _gap(figure.value, other)
    if other is None or gap is None or gap <= tolerance:
        return None
    return Flag(
        kind=figure.kind,
        source=FlagSource.DECLARED,
        stated=figure.value,
        other=other,
        gap=gap,
        year=year,
        place=figure.place,
    )


def _declared_for(figure: PlanFigure, declared: Declared) -> tuple[Decimal | None, int | None]:
    match figure.kind:
        case FigureKind.EMPLOYEES:
            return declared.employees, None
        case FigureKind.AMOUNT_ASKED:
            return declared.asked, None
        case FigureKind.REVENUE:
            by_year = declared.revenue
        case FigureKind.NET_PROFIT:
            by_year = declared.net_profit
        case FigureKind.EQUITY_OFFERED:
            return None, None
    year = max(by_year, default=None) if figure.year is None else figure.year
    return (None, None) if year is None else (by_year.get(year), year)


def _among(one: PlanFigure, other: PlanFigure, tolerance: Decimal) -> Flag | None:
    gap = _gap(one.value, other.value)
    if gap is None or gap <= tolerance:
        return None
    return Flag(
        kind=one.kind,
        source=FlagSource.PLAN,
        stated=one.value,
        other=other.value,
        gap=gap,
        year=one.year,
        place=one.place,
        other_place=other.place,
    )


def _pairs(figures: list[PlanFigure]) -> Iterator[tuple[PlanFigure, PlanFigure]]:
    """Of the same kind and year. Without a year only what is of today: staff and what is asked."""
    for one, other in combinations(figures, 2):
        is_dated = one.year is not None or one.kind not in OF_A_YEAR
        if one.kind is other.kind and one.year == other.year and is_dated:
            yield one, other


def _gap(stated: Decimal, other: Decimal) -> Decimal | None:
    """As a fraction of the other; against nothing, the whole."""
    if stated == other:
        return None
    return (abs(stated - other) / abs(other) if other else ONE).quantize(PLACES)
