"""What the book would cost if more of it defaulted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Numeric,
    Text,
    case,
    cast,
    func,
    literal,
    select,
    tuple_,
)

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.portfolio import permissions, queries, rules
from rongqu.modules.portfolio.exposures import (
    COLUMNS,
    CURRENCY,
    select_exposures,
    sum_minor,
    whole_minor,
)
from rongqu.modules.portfolio.types import Dimension, Stress, StressedPart, StressResult

SHOWN = (Dimension.INDUSTRY, Dimension.REGION, Dimension.GRADE)


async def try_stress(tx: Tx, stress: Stress) -> StressResult:
    """Nothing is written. Factors multiply; neither a chance nor a loss rises above 1."""
    tx.actor.require(permissions.VIEW)
    rules.check_factors(stress.factors)
    rows = select_exposures(await queries.read_assumptions(tx)).subquery("exposure")
    left_out = func.grouping(*(rows.c[each] for each in SHOWN)).label("left_out")
    wanted = (
        select(
            left_out,
            *(rows.c[each] for each in SHOWN),
            sum_minor(rows.c.expected_minor).label("before"),
            sum_minor(_stressed(rows, stress)).label("after"),
        )
        .group_by(func.grouping_sets(tuple_(), *(tuple_(rows.c[each]) for each in SHOWN)))
        .order_by(left_out.desc(), *(rows.c[each] for each in SHOWN))
    )
    whole, *parts = (await tx.connection.execute(wanted)).all()
    by = {queries.grouped_by(place, len(SHOWN)): each for place, each in enumerate(SHOWN)}
    return StressResult(
        stress=stress,
        before=Money(whole.before, CURRENCY),
        after=Money(whole.after, CURRENCY),
        parts=tuple(
            StressedPart(
                dimension=by[row.left_out],
                code=getattr(row, by[row.left_out]),
                before=Money(row.before, CURRENCY),
                after=Money(row.after, CURRENCY),
            )
            for row in parts
        ),
        reserves=await queries.read_reserves(tx),
    )


def _stressed(rows: FromClause, stress: Stress) -> ColumnElement[int]:
    """The expected loss of a row, to the cent."""
    pd: ColumnElement[Any] = rows.c.pd * _one_more(stress.rise)
    for factor in stress.factors:
        is_in = cast(rows.c[COLUMNS.get(factor.dimension, factor.dimension)], Text) == factor.code
        pd = pd * case((is_in, _one_more(factor.rise)), else_=_one_more(Decimal(0)))
    lgd = rows.c.lgd * _one_more(stress.loss_rise)
    return whole_minor(rows.c.exposure_minor * func.least(pd, 1) * func.least(lgd, 1))


def _one_more(rise: Decimal) -> ColumnElement[Decimal]:
    return literal(1 + rise, Numeric)
