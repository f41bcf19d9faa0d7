"""Record that a borrower was contacted; refused where it would have disturbed too much."""

from __future__ import annotations

from sqlalchemy import insert, update

from rongqu.events.collections import ContactRecorded
from rongqu.infra.tx import Tx
from rongqu.modules.collections import permissions, queries, rules, tables
from rongqu.modules.collections.types import NewContact


async def record_contact(tx: Tx, wish: NewContact) -> None:
    """A borrower is contacted at certain hours and so often only, over all its loans together. The
    desk asks before it dials: what is refused here must not be done."""
    tx.actor.require(permissions.COLLECT)
    found = await queries.lock_case(tx, wish.case_id)
    rules.check_open(found)
    recent = await queries.list_disturbances(tx, found)
    rules.check_contact(wish.channel, tx.now, await queries.read_limits(tx), recent)

    await tx.connection.execute(
        insert(tables.contact).values(
            id=wish.id,
            case_id=found.id,
            enterprise_id=found.enterprise_id,
            channel=wish.channel,
            result=wish.result,
            note=wish.note,
            at=tx.now,
            made_by=tx.actor.id,
        )
    )
    await tx.connection.execute(
        update(tables.collection_case)
        .where(tables.collection_case.c.id == found.id)
        .values(last_contact_at=tx.now)
    )

    await tx.publish(
        ContactRecorded(
            subject_id=found.loan_id,
            parties=(tx.actor.organisation,),
            case_id=found.id,
            contact_id=wish.id,
            channel=wish.channel,
            result=wish.result,
        )
    )
