"""What the ends of days have left of roll rates and vintages."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.portfolio.exposures import CURRENCY
from rongqu.modules.portfolio.quality.types import PortfolioQuality, Roll, VintagePoint
from rongqu.modules.servicing.public import latest_rolls, vintages_by_month


async def read_quality(tx: Tx) -> PortfolioQuality:
    """As of the last day's end: rolls since the month before, vintages at the end of each month."""
    rolls = (await tx.connection.execute(latest_rolls())).all()
    points = (await tx.connection.execute(vintages_by_month())).all()
    return PortfolioQuality(
        as_of=max((row.business_date for row in points), default=None),
        since=rolls[0].since if rolls else None,
        rolls=tuple(_to_roll(row) for row in rolls),
        vintages=tuple(_to_point(row) for row in points),
    )


def _to_roll(row: Row[Any]) -> Roll:
    return Roll(
        from_bucket=row.from_bucket,
        to_bucket=row.to_bucket,
        loans=row.loans,
        outstanding=Money(row.outstanding_minor, CURRENCY),
    )


def _to_point(row: Row[Any]) -> VintagePoint:
    day, opened = row.business_date, row.opened_month
    return VintagePoint(
        opened_month=opened,
        months=12 * (day.year - opened.year) + day.month - opened.month,
        loans=row.loans,
        principal=Money(row.principal_minor, CURRENCY),
        late=Money(row.late_minor, CURRENCY),
        bad=Money(row.bad_minor, CURRENCY),
    )
