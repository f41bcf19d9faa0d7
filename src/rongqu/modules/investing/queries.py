"""Every SELECT about offerings and orders. What is on offer is seen by all who may invest; orders
by whoever placed them, and by the issuer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select, true

from rongqu.infra.keyset import read_page
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import (
    OfferingId,
    OrganisationId,
    PaymentOrderId,
    SubscriptionId,
    UserId,
)
from rongqu.kernel.money import Money
from rongqu.kernel.paging import Page, Slice
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.investing import permissions, tables
from rongqu.modules.investing.errors import OfferingNotFound, SubscriptionNotFound
from rongqu.modules.investing.types import (
    Allotment,
    InvestmentKind,
    Offering,
    OfferingStatus,
    OfferPolicy,
    Subscription,
    SubscriptionStatus,
)

HIDDEN = (OfferingStatus.PROPOSED,)
SECRET = (OfferingStatus.PROPOSED, OfferingStatus.OPEN, OfferingStatus.SETTLING)
"""While an offering is in one of these, nobody sees the seed of its lottery."""

LIVE = tuple(each for each in SubscriptionStatus if not each.has_ended)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingFilter:
    """`highest_class` and `longest` in months; `issuer_id`: of one's own desk."""

    kind: InvestmentKind | None = None
    status: OfferingStatus | None = None
    highest_class: int | None = None
    longest: int | None = None
    region: str | None = None
    issuer_id: OrganisationId | None = None


async def read_offer_policy(tx: Tx) -> OfferPolicy:
    return OfferPolicy(
        rate_cap=await read_policy(tx, "investing.yearly_rate_cap"),
        fee_floor=await read_policy(tx, "investing.management_fee_floor"),
        fee_cap=await read_policy(tx, "investing.management_fee_cap"),
    )


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """What is only proposed is seen by its issuer and by staff."""
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    actor.require(permissions.VIEW)
    columns = tables.offering.c
    return or_(columns.status.not_in(HIDDEN), columns.issuer_id == actor.organisation)


async def get_offering(tx: Tx, offering_id: OfferingId) -> Offering:
    """Not scoped: for actions and jobs, with the seed."""
    return await _one_offering(tx, tables.offering.c.id == offering_id, reveal=True)


async def get_visible_offering(tx: Tx, offering_id: OfferingId) -> Offering:
    wanted = and_(tables.offering.c.id == offering_id, visible_to(tx.actor))
    return await _one_offering(tx, wanted, reveal=False)


async def lock_offering(tx: Tx, offering_id: OfferingId) -> Offering:
    row = (
        await tx.connection.execute(
            select(tables.offering).where(tables.offering.c.id == offering_id).with_for_update()
        )
    ).one_or_none()
    if row is None:
        raise OfferingNotFound(offering_id=offering_id)
    return to_offering(row, reveal=True)


async def lock_own_offering(tx: Tx, offering_id: OfferingId) -> Offering:
    """For its issuer; another's looks like none."""
    offering = await lock_offering(tx, offering_id)
    if offering.issuer_id != tx.actor.organisation:
        raise OfferingNotFound(offering_id=offering_id)
    return offering


async def list_offerings(tx: Tx, only: OfferingFilter, page: Page) -> Slice[Offering]:
    """Newest first."""
    wanted = select(tables.offering).where(visible_to(tx.actor), *_conditions(only))
    return await read_page(tx, wanted, tables.offering.c.id, page, to_offering)


async def list_open_offerings(tx: Tx) -> tuple[Offering, ...]:
    """What can be ordered now, for plans and proposals; the one that closes first comes first."""
    columns = tables.offering.c
    wanted = select(tables.offering).where(
        columns.status == OfferingStatus.OPEN, columns.closes_at > tx.now
    )
    rows = await tx.connection.execute(wanted.order_by(columns.closes_at, columns.id))
    return tuple(to_offering(row) for row in rows)


async def get_offerings(tx: Tx, ids: Collection[UUID]) -> dict[UUID, Offering]:
    """Not scoped: of orders and holdings that the reader has."""
    wanted = select(tables.offering).where(tables.offering.c.id.in_(ids))
    return {row.id: to_offering(row) for row in await tx.connection.execute(wanted)}


async def list_offerings_to_settle(tx: Tx) -> list[OfferingId]:
    """Those over by the clock or full, and those that a settlement has been begun of."""
    columns = tables.offering.c
    is_full = and_(
        columns.allotment == Allotment.FIRST_COME, columns.taken_minor == columns.target_minor
    )
    is_over = and_(columns.status == OfferingStatus.OPEN, or_(columns.closes_at <= tx.now, is_full))
    is_undecided = and_(columns.status == OfferingStatus.SETTLING, columns.settled_at.is_(None))
    orders = tables.subscription.c
    is_unpaid = exists().where(
        orders.offering_id == columns.id, orders.status == SubscriptionStatus.ALLOTTED
    )
    wanted = select(columns.id).where(or_(is_over, is_undecided, is_unpaid))
    rows = await tx.connection.execute(wanted.order_by(columns.id))
    return [OfferingId(each) for each in rows.scalars()]


async def find_latest_cooling(tx: Tx, offering_id: OfferingId) -> datetime | None:
    """Until when somebody may still take an order back."""
    columns = tables.subscription.c
    latest = (
        select(columns.cooling_until)
        .where(columns.offering_id == offering_id, columns.status == SubscriptionStatus.HELD)
        .order_by(columns.cooling_until.desc())
        .limit(1)
    )
    return (await tx.connection.execute(latest)).scalar_one_or_none()


async def find_subscription(tx: Tx, subscription_id: SubscriptionId) -> Subscription | None:
    """Not scoped: for actions."""
    wanted = select(tables.subscription).where(tables.subscription.c.id == subscription_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    return None if row is None else to_subscription(row)


async def lock_subscription(tx: Tx, subscription_id: SubscriptionId) -> Subscription:
    """Not scoped: the action checks whose it is."""
    row = (
        await tx.connection.execute(
            select(tables.subscription)
            .where(tables.subscription.c.id == subscription_id)
            .with_for_update()
        )
    ).one_or_none()
    if row is None:
        raise SubscriptionNotFound(subscription_id=subscription_id)
    return to_subscription(row)


async def lock_subscriptions(
    tx: Tx, offering_id: OfferingId, status: SubscriptionStatus, limit: int | None = None
) -> list[Subscription]:
    columns = tables.subscription.c
    wanted = (
        select(tables.subscription)
        .where(columns.offering_id == offering_id, columns.status == status)
        .order_by(columns.id)
        .limit(limit)
        .with_for_update()
    )
    return [to_subscription(row) for row in await tx.connection.execute(wanted)]


async def has_live_subscriptions(tx: Tx, offering_id: OfferingId) -> bool:
    columns = tables.subscription.c
    wanted = exists().where(columns.offering_id == offering_id, columns.status.in_(LIVE))
    return bool((await tx.connection.execute(select(wanted))).scalar_one())


async def list_concerned(tx: Tx, offering_id: OfferingId) -> tuple[OrganisationId, ...]:
    """Not scoped: whoever holds some of it, or has an order that has not ended."""
    held, ordered = tables.holding.c, tables.subscription.c
    holders = select(held.investor_id).where(held.offering_id == offering_id, held.units_minor > 0)
    orderers = select(ordered.investor_id).where(
        ordered.offering_id == offering_id, ordered.status.in_(LIVE)
    )
    found = (await tx.connection.execute(holders.union(orderers))).scalars()
    return tuple(sorted(OrganisationId(each) for each in found))


async def list_own_subscriptions(
    tx: Tx, page: Page, offering_id: OfferingId | None = None
) -> Slice[Subscription]:
    """Newest first."""
    tx.actor.require(permissions.VIEW)
    columns = tables.subscription.c
    wanted = select(tables.subscription).where(columns.investor_id == tx.actor.organisation)
    if offering_id is not None:
        wanted = wanted.where(columns.offering_id == offering_id)
    return await read_page(tx, wanted, columns.id, page, to_subscription)


async def list_drawn(tx: Tx, offering_id: OfferingId) -> list[Subscription]:
    """Every order that took part in the allotment: what a draw can be repeated with."""
    columns = tables.subscription.c
    wanted = select(tables.subscription).where(
        columns.offering_id == offering_id, columns.allotted_minor.is_not(None)
    )
    rows = await tx.connection.execute(wanted.order_by(columns.id))
    return [to_subscription(row) for row in rows]


async def _one_offering(tx: Tx, wanted: ColumnElement[bool], *, reveal: bool) -> Offering:
    row = (await tx.connection.execute(select(tables.offering).where(wanted))).one_or_none()
    if row is None:
        raise OfferingNotFound
    return to_offering(row, reveal=reveal)


def _conditions(only: OfferingFilter) -> list[ColumnElement[bool]]:
    columns = tables.offering.c
    wanted: list[ColumnElement[bool]] = []
    if only.kind is not None:
        wanted.append(columns.kind == only.kind)
    if only.status is not None:
        wanted.append(columns.status == only.status)
    if only.highest_class is not None:
        wanted.append(columns.risk_class <= only.highest_class)
    if only.longest is not None:
        wanted.append(columns.term_months <= only.longest)
    if only.region is not None:
        wanted.append(columns.region_code.startswith(only.region, autoescape=True))
    if only.issuer_id is not None:
        wanted.append(columns.issuer_id == only.issuer_id)
    return wanted


def to_offering(row: Row[Any], *, reveal: bool = False) -> Offering:
    status = OfferingStatus(row.status)

    def money(minor: int) -> Money:
        return Money(minor, row.currency)

    return Offering(
        id=OfferingId(row.id),
        issuer_id=OrganisationId(row.issuer_id),
        kind=InvestmentKind(row.kind),
        title=row.title,
        summary=row.summary,
        risk_class=row.risk_class,
        grade=None if row.grade is None else Grade(row.grade),
        target=money(row.target_minor),
        minimum=money(row.minimum_minor),
        ticket=money(row.ticket_minor),
        step=money(row.step_minor),
        most_each=None if row.most_each_minor is None else money(row.most_each_minor),
        yearly_rate=row.yearly_rate,
        management_fee_rate=row.management_fee_rate,
        term_months=row.term_months,
        method=RepaymentMethod(row.method),
        allotment=Allotment(row.allotment),
        region_code=row.region_code,
        industry=row.industry,
        closes_at=row.closes_at,
        disclosure=row.disclosure,
        status=status,
        taken=money(row.taken_minor),
        orders=row.orders,
        outstanding=money(row.outstanding_minor),
        commitment=row.commitment,
        seed=None if status in SECRET and not reveal else row.seed,
        proposed_by=UserId(row.proposed_by),
        proposed_at=row.proposed_at,
        opened_at=row.opened_at,
        settled_at=row.settled_at,
        starts_on=row.starts_on,
        fee_through=row.fee_through,
    )


def to_subscription(row: Row[Any]) -> Subscription:
    allotted, order = row.allotted_minor, row.payment_order_id
    return Subscription(
        id=SubscriptionId(row.id),
        offering_id=OfferingId(row.offering_id),
        investor_id=OrganisationId(row.investor_id),
        amount=Money(row.amount_minor, row.currency),
        allotted=None if allotted is None else Money(allotted, row.currency),
        status=SubscriptionStatus(row.status),
        plan_id=row.plan_id,
        placed_at=row.placed_at,
        cooling_until=row.cooling_until,
        payment_order_id=None if order is None else PaymentOrderId(order),
        ended_at=row.ended_at,
    )
