"""Order a part of an offering: the money is set aside, and the last yuan goes to one."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, or_, update

from rongqu.events.investing import SubscriptionPlaced
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import HoldId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.investing import permissions, queries, rules, tables
from rongqu.modules.investing.errors import AboveRemainder, NotEnoughMoney
from rongqu.modules.investing.suitability import queries as suitability
from rongqu.modules.investing.suitability.rules import check_limits, check_suitable
from rongqu.modules.investing.suitability.types import Limits, Standing
from rongqu.modules.investing.types import (
    Allotment,
    NewSubscription,
    Offering,
    OfferingStatus,
    Subscription,
    SubscriptionStatus,
)
from rongqu.modules.ledger.public import (
    Account,
    AccountCode,
    NewHold,
    lock_available,
    place_hold,
)


async def subscribe(tx: Tx, wished: NewSubscription) -> Subscription:
    """For the actor's organisation. Safe to repeat: an order with its id is placed once."""
    tx.actor.require(permissions.INVEST)
    return await place_subscription(tx, tx.actor.organisation, wished)


async def place_subscription(
    tx: Tx, investor_id: OrganisationId, wished: NewSubscription
) -> Subscription:
    """Orders of one investor come one after the other, by the lock on their money; orders of one
    offering only for the moment of the last statements, by the lock on its row."""
    offering = await queries.get_offering(tx, wished.offering_id)
    standing = await suitability.get_standing(tx, investor_id)
    limits = await suitability.read_limits(tx, offering.kind)
    available = await lock_available(
        tx, Account(AccountCode.CUSTODY, investor_id), wished.amount.currency
    )
    known = await queries.find_subscription(tx, wished.id)
    if known is not None:
        rules.check_same(wished, known, investor_id)
        return known
    rules.check_open(offering, tx.now)
    rules.check_amount(offering, wished.amount)
    check_suitable(offering, standing, limits, rules.kind_rules()[offering.kind], tx.business_date)
    invested = await suitability.read_invested(tx, investor_id, offering.id)
    check_limits(wished.amount, standing, invested, limits)
    _check_enough(available, wished.amount)

    await place_hold(tx, _hold_of(investor_id, wished))
    placed = _new(tx, standing, limits, wished)
    await _take(tx, offering, wished.amount)
    await _insert(tx, placed)

    await tx.publish(
        SubscriptionPlaced(
            subject_id=placed.id,
            parties=(investor_id, offering.issuer_id),
            offering_id=offering.id,
            amount=placed.amount,
        )
    )
    return placed


def _check_enough(available: Money, needed: Money) -> None:
    if available < needed:
        raise NotEnoughMoney(available=available, needed=needed, missing=needed - available)


def _hold_of(investor_id: OrganisationId, wished: NewSubscription) -> NewHold:
    return NewHold(
        id=HoldId(wished.id),
        account=Account(AccountCode.CUSTODY, investor_id),
        amount=wished.amount,
        reference=f"investing.subscription:{wished.id}",
    )


async def _take(tx: Tx, offering: Offering, amount: Money) -> None:
    """One statement decides: the row's lock lets orders of an offering through one by one, and
    each sees what the one before it has taken."""
    columns = tables.offering.c
    taken = await tx.connection.execute(
        update(tables.offering)
        .where(
            columns.id == offering.id,
            columns.status == OfferingStatus.OPEN,
            columns.closes_at > tx.now,
            or_(
                columns.allotment != Allotment.FIRST_COME,
                columns.taken_minor + amount.minor <= columns.target_minor,
            ),
        )
        .values(taken_minor=columns.taken_minor + amount.minor, orders=columns.orders + 1)
    )
    if taken.rowcount == 1:
        return
    now = await queries.get_offering(tx, offering.id)
    rules.check_open(now, tx.now)
    raise AboveRemainder(left=now.left(), wanted=amount)


def _new(tx: Tx, standing: Standing, limits: Limits, wished: NewSubscription) -> Subscription:
    """People may think again; a company's order binds it at once."""
    hours = limits.cooling_off_hours if standing.is_person else 0
    return Subscription(
        id=wished.id,
        offering_id=wished.offering_id,
        investor_id=standing.investor_id,
        amount=wished.amount,
        allotted=None,
        status=SubscriptionStatus.HELD,
        plan_id=wished.plan_id,
        placed_at=tx.now,
        cooling_until=tx.now + timedelta(hours=hours),
        payment_order_id=None,
        ended_at=None,
    )


async def _insert(tx: Tx, placed: Subscription) -> None:
    await tx.connection.execute(
        insert(tables.subscription).values(
            id=placed.id,
            offering_id=placed.offering_id,
            investor_id=placed.investor_id,
            amount_minor=placed.amount.minor,
            currency=placed.amount.currency,
            status=placed.status,
            plan_id=placed.plan_id,
            placed_by=tx.actor.id,
            placed_at=placed.placed_at,
            cooling_until=placed.cooling_until,
        )
    )
