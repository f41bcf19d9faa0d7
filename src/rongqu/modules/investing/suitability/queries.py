"""Every SELECT about who may buy what."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select

from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.investing import tables
from rongqu.modules.investing.errors import NotAnInvestor
from rongqu.modules.investing.market.queries import UNSETTLED
from rongqu.modules.investing.queries import LIVE
from rongqu.modules.investing.suitability.types import (
    Assessment,
    Individuals,
    Invested,
    Level,
    Limits,
    Standing,
)
from rongqu.modules.investing.types import InvestmentKind
from rongqu.modules.parties.public import InvestorKind, InvestorNotFound, get_investor
from rongqu.modules.payments.public import AccountNotFound, AccountStatus, get_custody_account

CURRENCY = "CNY"
INDIVIDUALS = tuple(Individuals)
PROJECT_LIMIT, TOTAL_LIMIT = "investing.person_project_limit", "investing.person_total_limit"
COOLING_OFF = "investing.cooling_off_hours"


async def get_standing(tx: Tx, investor_id: OrganisationId) -> Standing:
    """Not scoped: for one's own organisation, and for jobs that act for it."""
    try:
        investor = await get_investor(tx, investor_id)
    except InvestorNotFound:
        raise NotAnInvestor(organisation_id=investor_id) from None
    assessed = await find_assessment(tx, investor_id)
    qualified_until = await _find_qualified_until(tx, investor_id)
    is_qualified = qualified_until is not None and tx.business_date <= qualified_until
    level = Level.VERIFIED if await _has_open_account(tx, investor_id) else Level.REGISTERED
    return Standing(
        investor_id=investor_id,
        is_person=investor.kind is InvestorKind.PERSON,
        level=Level.QUALIFIED if is_qualified and level is Level.VERIFIED else level,
        assessment=assessed,
        qualified_until=qualified_until,
    )


async def find_assessment(tx: Tx, investor_id: OrganisationId) -> Assessment | None:
    """The latest; also one that has expired."""
    columns = tables.assessment.c
    latest = (
        select(tables.assessment)
        .where(columns.investor_id == investor_id)
        .order_by(columns.assessed_at.desc(), columns.id.desc())
        .limit(1)
    )
    row = (await tx.connection.execute(latest)).one_or_none()
    return None if row is None else _to_assessment(row)


async def count_assessments_on(tx: Tx, investor_id: OrganisationId, day: date) -> int:
    columns = tables.assessment.c
    own = select(columns.assessed_at).where(columns.investor_id == investor_id).subquery()
    local = func.timezone("Asia/Shanghai", own.c.assessed_at)
    counted = select(func.count()).select_from(own).where(func.date(local) == day)
    return (await tx.connection.execute(counted)).scalar_one()


async def read_limits(tx: Tx, kind: InvestmentKind) -> Limits:
    return (await read_limits_of(tx, {kind}))[kind]


async def read_limits_of(tx: Tx, kinds: Collection[InvestmentKind]) -> dict[InvestmentKind, Limits]:
    """Of all of them by one statement."""
    of_kind = {kind: f"investing.individuals_{kind}" for kind in kinds}
    wanted = (PROJECT_LIMIT, TOTAL_LIMIT, COOLING_OFF, *of_kind.values())
    values = await read_policies_on(tx, wanted, tx.business_date)
    return {
        kind: Limits(
            individuals=INDIVIDUALS[int(values[key])],
            project=Money.parse(f"{values[PROJECT_LIMIT]:f}", CURRENCY),
            total=Money.parse(f"{values[TOTAL_LIMIT]:f}", CURRENCY),
            cooling_off_hours=int(values[COOLING_OFF]),
        )
        for kind, key in of_kind.items()
    }


async def read_invested(tx: Tx, investor_id: OrganisationId, offering_id: OfferingId) -> Invested:
    """Live orders, purchases that are not settled yet, and holdings; for a limit, so the caller has
    locked the investor's money."""
    ordered, held, trade = tables.subscription.c, tables.holding.c, tables.trade.c
    orders = select(ordered.offering_id, ordered.amount_minor.label("minor")).where(
        ordered.investor_id == investor_id, ordered.status.in_(LIVE)
    )
    holdings = select(held.offering_id, held.units_minor.label("minor")).where(
        held.investor_id == investor_id
    )
    bought = select(trade.offering_id, trade.units_minor.label("minor")).where(
        trade.buyer_id == investor_id, trade.status.in_(UNSETTLED)
    )
    every = orders.union_all(holdings, bought).subquery()
    of_project = func.sum(every.c.minor).filter(every.c.offering_id == offering_id)
    sums = select(
        func.coalesce(of_project, 0).label("project"),
        func.coalesce(func.sum(every.c.minor), 0).label("total"),
    )
    row = (await tx.connection.execute(sums)).one()
    return Invested(
        project=Money(int(row.project), CURRENCY), total=Money(int(row.total), CURRENCY)
    )


async def _find_qualified_until(tx: Tx, investor_id: OrganisationId) -> date | None:
    columns = tables.qualification.c
    until = select(columns.qualified_until).where(columns.investor_id == investor_id)
    return (await tx.connection.execute(until)).scalar_one_or_none()


async def _has_open_account(tx: Tx, investor_id: OrganisationId) -> bool:
    """The custody bank opens accounts under checked names only."""
    try:
        account = await get_custody_account(tx, investor_id)
    except AccountNotFound:
        return False
    return account.status is AccountStatus.OPEN


def _to_assessment(row: Row[Any]) -> Assessment:
    return Assessment(
        id=row.id,
        investor_id=OrganisationId(row.investor_id),
        version=row.version,
        answers=row.answers,
        score=row.score,
        risk_class=row.risk_class,
        assessed_at=row.assessed_at,
        expires_on=row.expires_on,
    )
