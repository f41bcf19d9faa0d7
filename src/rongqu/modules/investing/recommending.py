"""Which open offerings fit an investor best, and how many investors an offering fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.investing import permissions, queries
from rongqu.modules.investing.errors import OfferingNotFound
from rongqu.modules.investing.market.queries import list_own_holdings
from rongqu.modules.investing.plans.queries import find_plan
from rongqu.modules.investing.suitability import queries as suitability
from rongqu.modules.investing.suitability.buying import list_buyable
from rongqu.modules.investing.types import Allotment, Holding, Offering
from rongqu.modules.ledger.public import Account, AccountCode, get_available
from rongqu.modules.matching.public import Appetite, Hall, Match, Project
from rongqu.modules.pitches.public import likeness_of

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Recommended:
    offering: Offering
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """How many investors could buy by their class of risk, and how many plans want it."""

    investors: int
    plans: int


async def recommend(tx: Tx) -> list[Recommended]:
    """For the actor's organisation; only what it may buy, with what speaks most for each."""
    tx.actor.require(permissions.VIEW)
    standing = await suitability.get_standing(tx, tx.actor.organisation)
    offered = await list_buyable(tx, standing)
    risk_class = standing.class_on(tx.business_date)
    if risk_class is None or not offered:
        return []
    hall = Hall([to_project(each) for each in offered])
    by_id = {each.id: each for each in offered}
    issuers = frozenset(each.issuer_id for each in offered)
    ranked = hall.rank(await _read_appetite(tx, risk_class, issuers), SHOWN)
    return [Recommended(by_id[OfferingId(match.project)], match) for match in ranked]


async def read_audience(tx: Tx, offering_id: OfferingId) -> Audience:
    """For the issuer: counts, and never who. Whom they are of it may not see, so the database's
    owner counts, by `plans.rules.wants`."""
    offering = await queries.get_visible_offering(tx, offering_id)
    if offering.issuer_id != tx.actor.organisation and not tx.actor.may(
        permissions.VIEW_EVERYWHERE
    ):
        raise OfferingNotFound(offering_id=offering_id)
    counts = func.investing.audience_of(offering_id, tx.business_date).table_valued(
        "investors", "plans"
    )
    row = (await tx.connection.execute(select(counts))).one()
    return Audience(investors=row.investors, plans=row.plans)


async def _read_appetite(tx: Tx, risk_class: int, issuers: frozenset[OrganisationId]) -> Appetite:
    """What is held says what is liked, in what business plans speak of too; a plan of investment
    says how long and for how much."""
    own = tx.actor.organisation
    plan = await find_plan(tx, own)
    held = [each for each in await list_own_holdings(tx) if not each.units.is_zero()]
    of_held = await queries.get_offerings(tx, {each.offering_id for each in held})
    money = await get_available(tx, Account(AccountCode.CUSTODY, own), "CNY")
    of_issuers = frozenset(each.issuer_id for each in of_held.values())
    return Appetite(
        investor=own,
        risk_class=risk_class,
        money=whole_yuan(money),
        months=None if plan is None else plan.most_months,
        least_rate=None,
        held_industries=_by_industry(held, of_held),
        held_issuers=of_issuers,
        alike=await likeness_of(tx, of_issuers, issuers) if of_issuers else {},
    )


def _by_industry(held: Sequence[Holding], of_held: dict[UUID, Offering]) -> dict[str, int]:
    sums = dict[str, int]()
    for each in held:
        industry = of_held[each.offering_id].industry[:1]
        sums[industry] = sums.get(industry, 0) + whole_yuan(each.units)
    return sums


def to_project(offering: Offering) -> Project:
    """What is left of one that is allotted at the end is all of it."""
    is_first_come = offering.allotment is Allotment.FIRST_COME
    return Project(
        id=offering.id,
        issuer=offering.issuer_id,
        risk_class=offering.risk_class,
        months=offering.term_months,
        yearly_rate=offering.yearly_rate,
        industry=offering.industry[:1],
        region=offering.region_code[:2],
        ticket=whole_yuan(offering.ticket),
        left=whole_yuan(offering.left() if is_first_come else offering.target),
    )


def whole_yuan(money: Money) -> int:
    return int(Decimal(money.amount))
