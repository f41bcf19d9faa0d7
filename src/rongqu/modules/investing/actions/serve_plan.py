"""Order for a plan what it wants of an offering."""

from __future__ import annotations

from uuid import uuid5

from sqlalchemy import update

from rongqu.events.investing import PlanPassed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId, OrganisationId, SubscriptionId
from rongqu.modules.investing import queries, tables
from rongqu.modules.investing.actions.subscribe import place_subscription
from rongqu.modules.investing.plans.queries import lock_plan
from rongqu.modules.investing.plans.rules import compute_order, wants
from rongqu.modules.investing.types import NewSubscription
from rongqu.modules.ledger.public import Account, AccountCode, get_available


async def serve_plan(tx: Tx, investor_id: OrganisationId, offering_id: OfferingId) -> None:
    """Internal: only the job calls it. Safe to repeat: a plan orders an offering once, as its
    order's id is made of both. Everything that holds for a person's order holds for this one."""
    plan = await lock_plan(tx, investor_id)
    offering = await queries.get_offering(tx, offering_id)
    wished = SubscriptionId(uuid5(offering_id, f"plan {investor_id}"))
    if not wants(plan, offering) or await queries.find_subscription(tx, wished) is not None:
        return
    account = Account(AccountCode.CUSTODY, investor_id)
    available = await get_available(tx, account, offering.target.currency)
    amount = compute_order(plan, offering, available)
    if amount is None:
        return
    await place_subscription(
        tx,
        investor_id,
        NewSubscription(
            id=wished, offering_id=offering_id, amount=amount, plan_id=plan.investor_id
        ),
    )
    await tx.connection.execute(
        update(tables.plan)
        .where(tables.plan.c.investor_id == investor_id)
        .values(spent_minor=plan.spent.minor + amount.minor, served_at=tx.now)
    )


async def note_passed(
    tx: Tx, investor_id: OrganisationId, offering_id: OfferingId, code: str
) -> None:
    """A refusal of what a plan wanted is on record: its owner can see why nothing happened."""
    await tx.publish(
        PlanPassed(
            subject_id=investor_id, parties=(investor_id,), offering_id=offering_id, code=code
        )
    )
