"""What events mean for an enterprise: which figure they are compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parties.public import (
    Direction,
    Purpose,
    list_figures,
    list_invoice_months,
    list_party_names,
)
from rongqu.modules.servicing.public import loans_under_way
from rongqu.modules.warnings import tables
from rongqu.modules.warnings.actions._drops import Change, compare_drop
from rongqu.modules.warnings.rules import QUARTER, expect_sales, list_by_month
from rongqu.modules.warnings.types import Sign


def _when(tx: Tx) -> datetime:
    return tx.caused_at or tx.now


def cause_of(tx: Tx) -> UUID:
    """Handlers have one; a signal is kept under it."""
    if tx.cause is None:
        raise LookupError("a signal is noted for an event")
    return tx.cause


async def is_enterprise(tx: Tx, party_id: UUID) -> bool:
    return any(each.kind == "enterprise" for each in await list_party_names(tx, [party_id]))


async def find_owing(tx: Tx, enterprises: Collection[EnterpriseId]) -> frozenset[EnterpriseId]:
    """Those of them of whom a loan is under way."""
    loan = loans_under_way().subquery()
    wanted = select(loan.c.enterprise_id).where(loan.c.enterprise_id.in_(enterprises)).distinct()
    return frozenset((await tx.connection.execute(wanted)).scalars())


async def compare_score(tx: Tx, enterprise_id: EnterpriseId, score: int) -> None:
    before = await _remember(tx, enterprise_id, "score", Decimal(score))
    await _compare(tx, enterprise_id, Sign.SCORE_DROP, before, Decimal(score))


async def compare_figures(tx: Tx, enterprise_id: EnterpriseId) -> None:
    """Net assets of the latest year that is stated."""
    figures = await list_figures(tx, enterprise_id)
    if figures:
        now = Decimal(figures[0].net_assets.amount)
        before = await _remember(tx, enterprise_id, "net_assets", now)
        await _compare(tx, enterprise_id, Sign.FIGURES_DROP, before, now)


async def compare_sales(tx: Tx, enterprise_id: EnterpriseId) -> None:
    """Sales of the last three months against what was to be expected; months that are over only."""
    rows = await list_invoice_months(tx, enterprise_id, purpose=Purpose.OVERVIEW)
    this_month = tx.business_date.replace(day=1)
    sold: defaultdict[date, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.direction is Direction.OUTPUT and row.month < this_month:
            sold[row.month] += Decimal(row.net.amount)
    sales = list_by_month(sold)
    if len(sales) >= 2 * QUARTER:
        expected, latest = expect_sales(sales), sum(sales[-QUARTER:], Decimal(0))
        await _compare(tx, enterprise_id, Sign.SALES_DROP, expected, latest)


async def _compare(
    tx: Tx, enterprise_id: EnterpriseId, sign: Sign, before: Decimal | None, after: Decimal
) -> None:
    if before is None:
        return
    change = Change(
        event_id=cause_of(tx),
        enterprise_id=enterprise_id,
        sign=sign,
        before=before,
        after=after,
        at=_when(tx),
    )
    await compare_drop(tx, change)


async def _remember(
    tx: Tx, enterprise_id: EnterpriseId, figure: str, value: Decimal
) -> Decimal | None:
    """The figure from before, with the new one in its place."""
    columns = tables.watched.c
    wanted = select(columns[figure]).where(columns.enterprise_id == enterprise_id)
    before = (await tx.connection.execute(wanted.with_for_update())).scalar_one_or_none()
    await tx.connection.execute(
        insert(tables.watched)
        .values({"enterprise_id": enterprise_id, figure: value})
        .on_conflict_do_update(index_elements=[columns.enterprise_id], set_={figure: value})
    )
    return before
