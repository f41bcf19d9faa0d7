"""Every question to the read tables: figures, and the rows behind each of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, and_, extract, func, or_, select, tuple_

from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.insight import rules, tables
from rongqu.modules.insight.types import (
    ApplicationRow,
    Bucket,
    BucketSum,
    Filter,
    IndustrySum,
    LoanRow,
    MonthSum,
    ProvinceSum,
    StageCount,
)

CNY = "CNY"
"""The cockpit counts in one currency; others are listed with their rows."""


def _wanted(table: Table, wish: Filter) -> list[ColumnElement[bool]]:
    """The one place that says which rows a filter means, for figures and for lists."""
    columns = table.c
    conditions: list[ColumnElement[bool]] = [columns.currency == CNY]
    if wish.first_month:
        conditions.append(columns.month >= wish.first_month)
    if wish.last_month:
        conditions.append(columns.month <= wish.last_month)
    if wish.province:
        conditions.append(columns.province == wish.province)
    if wish.industry:
        conditions.append(columns.industry.startswith(wish.industry, autoescape=True))
    if wish.product_kind:
        conditions.append(columns.product_kind == wish.product_kind)
    return conditions


async def sum_loans(tx: Tx, wish: Filter) -> tuple[int, Money, Money]:
    """How many, paid out, and still outstanding."""
    columns = tables.loan.c
    sums = select(func.count(), _sum(columns.principal_minor), _sum(columns.outstanding_minor))
    row = (await tx.connection.execute(sums.where(*_wanted(tables.loan, wish)))).one()
    return row[0], _money(row[1]), _money(row[2])


async def count_stages(tx: Tx, wish: Filter) -> tuple[StageCount, ...]:
    application, reached = tables.application.c, tables.stage_reached.c
    counts = (
        select(
            reached.stage,
            func.count(),
            func.count().filter(application.stage == reached.stage),
        )
        .join(tables.application, application.id == reached.application_id)
        .where(*_wanted(tables.application, wish))
        .group_by(reached.stage)
    )
    found = {row[0]: (row[1], row[2]) for row in await tx.connection.execute(counts)}
    return tuple(StageCount(stage, *found.get(stage, (0, 0))) for stage in rules.FUNNEL)


async def measure_approvals(tx: Tx, wish: Filter) -> tuple[Decimal | None, Decimal | None]:
    """Median and shortest time from submission to approval, in hours."""
    application, reached = tables.application.c, tables.stage_reached.c
    hours = extract("epoch", reached.reached_at - application.submitted_at) / 3600
    quantiles = (
        select(func.percentile_cont(0.5).within_group(hours), func.min(hours))
        .join(tables.application, application.id == reached.application_id)
        .where(reached.stage == "contract", *_wanted(tables.application, wish))
    )
    median, best = (await tx.connection.execute(quantiles)).one()
    return _hours(median), _hours(best)


async def sum_buckets(tx: Tx, wish: Filter) -> tuple[BucketSum, ...]:
    columns = tables.loan.c
    sums = (
        select(columns.bucket, func.count(), _sum(columns.outstanding_minor))
        .where(columns.closed_on.is_(None), *_wanted(tables.loan, wish))
        .group_by(columns.bucket)
    )
    found = {row[0]: (row[1], row[2]) for row in await tx.connection.execute(sums)}
    return tuple(
        BucketSum(bucket, found.get(bucket, (0, 0))[0], _money(found.get(bucket, (0, 0))[1]))
        for bucket in Bucket
    )


async def sum_months(tx: Tx, wish: Filter) -> tuple[MonthSum, ...]:
    columns = tables.loan.c
    sums = (
        select(columns.month, func.count(), _sum(columns.principal_minor))
        .where(*_wanted(tables.loan, wish))
        .group_by(columns.month)
        .order_by(columns.month)
    )
    return tuple(
        MonthSum(row[0], row[1], _money(row[2])) for row in await tx.connection.execute(sums)
    )


async def sum_provinces(tx: Tx, wish: Filter) -> tuple[ProvinceSum, ...]:
    demand = await _sums_by(tx, tables.application, "province", "amount_minor", wish)
    financed = await _sums_by(tx, tables.loan, "province", "principal_minor", wish)
    nothing = (0, _money(0))
    return tuple(
        ProvinceSum(province, *demand.get(province, nothing), *financed.get(province, nothing))
        for province in sorted(demand.keys() | financed.keys())
    )


async def sum_industries(tx: Tx, wish: Filter) -> tuple[IndustrySum, ...]:
    sums = await _sums_by(tx, tables.loan, "industry", "principal_minor", wish)
    largest_first = sorted(sums.items(), key=lambda each: (-each[1][1].minor, each[0]))
    return tuple(IndustrySum(industry, *figures) for industry, figures in largest_first)


async def list_applications(
    tx: Tx, wish: Filter, page: Page, stages: Sequence[str]
) -> Slice[ApplicationRow]:
    """Those that ever reached one of `stages`; all without stages. Newest first."""
    columns = tables.application.c
    wanted = select(tables.application).where(*_wanted(tables.application, wish))
    if stages:
        reached = tables.stage_reached.c
        wanted = wanted.where(
            columns.id.in_(select(reached.application_id).where(reached.stage.in_(stages)))
        )
    rows = await tx.connection.execute(_paged(wanted, tables.application, page))
    return Slice[ApplicationRow].of([(row.id, _to_application(row)) for row in rows], page.limit)


async def list_loans(tx: Tx, wish: Filter, page: Page, buckets: Sequence[Bucket]) -> Slice[LoanRow]:
    """Open loans of some buckets, or all loans. Newest first."""
    columns = tables.loan.c
    wanted = select(tables.loan).where(*_wanted(tables.loan, wish))
    if buckets:
        wanted = wanted.where(and_(columns.bucket.in_(buckets), columns.closed_on.is_(None)))
    rows = await tx.connection.execute(_paged(wanted, tables.loan, page))
    return Slice[LoanRow].of([(row.id, _to_loan(row)) for row in rows], page.limit)


def _paged(wanted: Select[Any], table: Table, page: Page) -> Select[Any]:
    """By month and id: simulated history is made in one go, so that ids alone do not sort it."""
    month = func.coalesce(table.c.month, func.to_date("0001", "YYYY"))
    if page.after is not None:
        last = select(month, table.c.id).where(table.c.id == page.after).subquery()
        wanted = wanted.where(or_(tuple_(month, table.c.id) < select(*last.c).scalar_subquery()))
    return wanted.order_by(month.desc(), table.c.id.desc()).limit(page.limit + 1)


async def _sums_by(
    tx: Tx, table: Table, by: str, amount: str, wish: Filter
) -> dict[str, tuple[int, Money]]:
    sums = (
        select(table.c[by], func.count(), _sum(table.c[amount]))
        .where(*_wanted(table, wish))
        .group_by(table.c[by])
    )
    return {row[0]: (row[1], _money(row[2])) for row in await tx.connection.execute(sums)}


def _sum(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(column), 0)


def _money(minor: Decimal | int) -> Money:
    return Money(int(minor), CNY)


def _hours(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.1"))


def _to_application(row: Row[Any]) -> ApplicationRow:
    return ApplicationRow(
        id=row.id,
        enterprise_id=row.enterprise_id,
        institution_id=row.institution_id,
        product_kind=row.product_kind,
        province=row.province,
        industry=row.industry,
        amount=None if row.amount_minor is None else Money(row.amount_minor, row.currency),
        stage=row.stage,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
    )


def _to_loan(row: Row[Any]) -> LoanRow:
    return LoanRow(
        id=row.id,
        application_id=row.application_id,
        enterprise_id=row.enterprise_id,
        institution_id=row.institution_id,
        product_kind=row.product_kind,
        province=row.province,
        industry=row.industry,
        principal=Money(row.principal_minor, row.currency),
        outstanding=Money(row.outstanding_minor, row.currency),
        opened_on=row.opened_on,
        bucket=Bucket(row.bucket),
        days_past_due=row.days_past_due,
        closed_on=row.closed_on,
    )
