"""What the book looks like: every figure is a sum over the rows of `exposures`."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import Column, ColumnElement, Row, func, select, tuple_

from rongqu.infra.keyset import read_page
from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.collateral import SECURITIES
from rongqu.kernel.dates import start_of_day
from rongqu.kernel.ids import EnterpriseId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.guarantees.public import read_coverage
from rongqu.modules.portfolio import rules
from rongqu.modules.portfolio.exposures import COLUMNS, CURRENCY, select_exposures, sum_minor
from rongqu.modules.portfolio.types import (
    UNKNOWN,
    Assumptions,
    Book,
    Cell,
    Cut,
    Dimension,
    Exposure,
    Filter,
    Moved,
    Part,
    Reserves,
    Sum,
)
from rongqu.modules.risk.public import grades_before

LARGEST = 12
"""Borrowers that are named; all of them count in the concentration."""
CODED = (Dimension.INDUSTRY, Dimension.REGION, Dimension.GRADE, Dimension.COLLATERAL)
BANDS = 4
"""Edges between the five bands of the matrix, either way."""


async def read_assumptions(tx: Tx) -> Assumptions:
    secured = {UNKNOWN: "portfolio.lgd_unsecured"} | {
        kind.value: f"portfolio.lgd_{kind}" for kind in SECURITIES
    }
    steps = range(1, BANDS + 1)
    keys = [
        *secured.values(),
        *(f"portfolio.pd_edge_{step}" for step in steps),
        *(f"portfolio.loss_edge_{step}" for step in steps),
        "portfolio.pd_unscored",
        "portfolio.credit_conversion",
        "portfolio.stress_rise",
        "portfolio.migration_days",
    ]
    value = await read_policies_on(tx, keys, tx.business_date)
    return Assumptions(
        pd_unscored=value["portfolio.pd_unscored"],
        credit_conversion=value["portfolio.credit_conversion"],
        loss_given_default={kind: value[key] for kind, key in secured.items()},
        pd_edges=tuple(value[f"portfolio.pd_edge_{step}"] for step in steps),
        loss_edges=tuple(
            Money.parse(f"{value[f'portfolio.loss_edge_{step}']:f}", CURRENCY) for step in steps
        ),
        stress_rise=value["portfolio.stress_rise"],
        migration_days=int(value["portfolio.migration_days"]),
    )


async def read_book(tx: Tx) -> Book:
    given = await read_assumptions(tx)
    since = tx.business_date - timedelta(days=given.migration_days)
    whole, cells, cuts = await _sum_up(tx, given)
    return Book(
        as_of=tx.business_date,
        assumptions=given,
        whole=whole,
        cells=cells,
        cuts=(
            *cuts,
            await _cut_by_debtor(tx, given, Dimension.BORROWER),
            await _cut_by_debtor(tx, given, Dimension.GROUP),
        ),
        migrated_since=since,
        moves=await _list_moves(tx, given),
        reserves=await read_reserves(tx),
    )


async def read_reserves(tx: Tx) -> Reserves:
    coverage = await read_coverage(tx)
    return Reserves(reserve=coverage.reserve, fund=coverage.fund)


async def list_exposures(tx: Tx, wanted: Filter, page: Page) -> Slice[Exposure]:
    """The latest first."""
    rows = select_exposures(await read_assumptions(tx), wanted).subquery("wanted")
    along = cast("Column[Any]", rows.c.id)
    return await read_page(tx, select(rows), along, page, _to_exposure)


async def sum_exposures(tx: Tx, wanted: Filter) -> Sum:
    """Of all pages together."""
    rows = select_exposures(await read_assumptions(tx), wanted).subquery("wanted")
    return _to_sum((await tx.connection.execute(select(*_sums(rows)))).one())


async def _sum_up(tx: Tx, given: Assumptions) -> tuple[Sum, tuple[Cell, ...], tuple[Cut, ...]]:
    """The whole, the matrix and the cuts by code from one reading of the book."""
    rows = select_exposures(given).subquery("exposure")
    by = {each: rows.c[each] for each in CODED}
    sets = func.grouping_sets(
        tuple_(), tuple_(rows.c.pd_band, rows.c.loss_band), *(tuple_(code) for code in by.values())
    )
    kinds = [rows.c.pd_band, *by.values()]
    wanted = select(
        func.grouping(*kinds).label("left_out"),
        rows.c.pd_band,
        rows.c.loss_band,
        *by.values(),
        *_sums(rows),
    ).group_by(sets)
    found = (await tx.connection.execute(wanted)).all()
    of = {kind.name: grouped_by(place, len(kinds)) for place, kind in enumerate(kinds)}
    whole = next(row for row in found if row.left_out == 2 ** len(kinds) - 1)
    return (
        _to_sum(whole),
        tuple(_to_cell(row) for row in found if row.left_out == of["pd_band"]),
        tuple(_to_cut(each, [row for row in found if row.left_out == of[each]]) for each in CODED),
    )


def grouped_by(place: int, count: int) -> int:
    """What GROUPING(...) answers for rows that are grouped by the argument at `place` alone."""
    return 2**count - 1 - 2 ** (count - 1 - place)


async def _cut_by_debtor(tx: Tx, given: Assumptions, dimension: Dimension) -> Cut:
    """By borrower, or by those who hang together under the name of one of them."""
    rows = select_exposures(given).subquery("exposure")
    borrower = rows.c[COLUMNS[dimension]]
    by_borrower = (
        select(
            borrower.label("code"),
            func.max(rows.c.borrower_name).label("name"),
            *_sums(rows),
        )
        .group_by(borrower)
        .subquery("borrower")
    )
    size = by_borrower.c.exposure_minor
    ranked = (
        select(
            by_borrower,
            func.count().over().label("parts"),
            func.sum(size).over().label("whole"),
            func.sum(size * size).over().label("squares"),
        )
        .order_by(size.desc(), by_borrower.c.code)
        .limit(LARGEST)
    )
    found = (await tx.connection.execute(ranked)).all()
    return Cut(
        dimension=dimension,
        parts=tuple(Part(code=str(row.code), name=row.name, sum=_to_sum(row)) for row in found),
        count=found[0].parts if found else 0,
        herfindahl=rules.compute_ratio(found[0].squares, found[0].whole ** 2)
        if found
        else Decimal(0),
    )


async def _list_moves(tx: Tx, given: Assumptions) -> tuple[Moved, ...]:
    """Of those who owe something now: the grade they had then, and the one they have."""
    since = start_of_day(tx.business_date - timedelta(days=given.migration_days))
    rows = select_exposures(given).subquery("exposure")
    then = grades_before(since).subquery("then")
    before = func.coalesce(then.c.grade, UNKNOWN)
    moved = (
        select(
            before.label("before"),
            rows.c.grade.label("after"),
            func.count(rows.c.enterprise_id.distinct()).label("borrowers"),
            sum_minor(rows.c.exposure_minor).label("exposure_minor"),
        )
        .outerjoin_from(rows, then, then.c.enterprise_id == rows.c.enterprise_id)
        .group_by(before, rows.c.grade)
        .order_by(before, rows.c.grade)
    )
    return tuple(
        Moved(
            before=row.before,
            after=row.after,
            borrowers=row.borrowers,
            exposure=Money(row.exposure_minor, CURRENCY),
        )
        for row in await tx.connection.execute(moved)
    )


def _sums(rows: Any) -> list[ColumnElement[Any]]:
    amounts = ("exposure_minor", "loss_minor", "expected_minor")
    return [func.count().label("rows"), *(sum_minor(rows.c[each]).label(each) for each in amounts)]


def _to_cell(row: Row[*tuple[Any, ...]]) -> Cell:
    return Cell(pd_band=row.pd_band, loss_band=row.loss_band, sum=_to_sum(row))


def _to_sum(row: Row[*tuple[Any, ...]]) -> Sum:
    return Sum(
        count=row.rows,
        exposure=Money(row.exposure_minor, CURRENCY),
        loss=Money(row.loss_minor, CURRENCY),
        expected=Money(row.expected_minor, CURRENCY),
    )


def _to_cut(dimension: Dimension, found: list[Row[*tuple[Any, ...]]]) -> Cut:
    largest = sorted(found, key=lambda row: (-row.exposure_minor, getattr(row, dimension)))
    return Cut(
        dimension=dimension,
        parts=tuple(
            Part(code=getattr(row, dimension), name=None, sum=_to_sum(row)) for row in largest
        ),
        count=len(found),
        herfindahl=rules.compute_herfindahl(row.exposure_minor for row in found),
    )


def _to_exposure(row: Row[*tuple[Any, ...]]) -> Exposure:
    return Exposure(
        id=row.id,
        enterprise_id=EnterpriseId(row.enterprise_id),
        borrower_name=row.borrower_name,
        institution_id=OrganisationId(row.institution_id),
        product_kind=row.product_kind,
        industry=row.industry,
        region=row.region,
        collateral=row.collateral,
        grade=row.grade,
        bucket=row.bucket,
        is_drawn=row.is_drawn,
        exposure=Money(row.exposure_minor, CURRENCY),
        pd=row.pd,
        lgd=row.lgd,
        expected=Money(row.expected_minor, CURRENCY),
    )
