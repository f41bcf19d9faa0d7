"""Write down that a borrower promises to pay."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert, update

from rongqu.events.collections import PromiseMade
from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.modules.collections import permissions, queries, rules, tables
from rongqu.modules.collections.types import NewPromise, PromiseState

DAYS, BROKEN = "collections.promise_days", "collections.promises_broken"


async def make_promise(tx: Tx, wish: NewPromise) -> None:
    """Whether it is kept is decided at the ends of the days until then."""
    tx.actor.require(permissions.COLLECT)
    found = await queries.lock_case(tx, wish.case_id)
    policies = await read_policies_on(tx, [DAYS, BROKEN], tx.business_date)
    latest = tx.business_date + timedelta(days=int(policies[DAYS]))
    rules.check_promises_left(found, int(policies[BROKEN]))
    rules.check_promise(
        found, wish.amount, wish.promised_for, today=tx.business_date, latest=latest
    )

    await tx.connection.execute(
        insert(tables.promise).values(
            id=wish.id,
            case_id=found.id,
            amount_minor=wish.amount.minor,
            currency=wish.amount.currency,
            promised_for=wish.promised_for,
            state=PromiseState.OPEN,
            made_on=tx.business_date,
            made_at=tx.now,
            made_by=tx.actor.id,
        )
    )
    await tx.connection.execute(
        update(tables.collection_case)
        .where(tables.collection_case.c.id == found.id)
        .values(promised_for=wish.promised_for)
    )

    await tx.publish(
        PromiseMade(
            subject_id=found.loan_id,
            parties=(tx.actor.organisation,),
            case_id=found.id,
            promise_id=wish.id,
            amount=wish.amount,
            promised_for=wish.promised_for,
        )
    )
