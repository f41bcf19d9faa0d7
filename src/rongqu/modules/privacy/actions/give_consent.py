"""Agree to a purpose, for oneself or for one's organisation."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.privacy import ConsentGiven
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import new_id
from rongqu.modules.privacy import permissions, queries, rules, tables
from rongqu.modules.privacy.purposes import find_consent_purpose
from rongqu.modules.privacy.types import ConsentEnd, ConsentWish, Scope


async def give_consent(tx: Tx, wish: ConsentWish) -> None:
    """Safe to repeat: the same version of a text is agreed to once. Two at once: the second waits
    at the index of open consents and finds it given."""
    tx.actor.require(permissions.OWN_DATA)
    facts = find_consent_purpose(wish.purpose)
    if facts.scope is Scope.ORGANISATION:
        tx.actor.require(permissions.CONSENT_FOR_ORGANISATION)
    rules.check_is_in_force(wish.version, await queries.get_text_in_force(tx, wish.purpose))

    subject_id, columns = queries.subject_of(tx, facts), tables.consent.c
    of_it = (columns.subject_id == subject_id) & (columns.purpose == wish.purpose)
    renewed = await tx.connection.execute(
        update(tables.consent)
        .where(of_it, columns.ended_at.is_(None), columns.version < wish.version)
        .values(ended_at=tx.now, end=ConsentEnd.RENEWED)
        .returning(columns.version)
    )
    before = renewed.scalar_one_or_none()
    given = await tx.connection.execute(
        insert(tables.consent)
        .values(
            id=new_id(),
            subject_id=subject_id,
            organisation_id=tx.actor.organisation,
            purpose=wish.purpose,
            version=wish.version,
            given_by=tx.actor.id,
            given_at=tx.now,
        )
        .on_conflict_do_nothing()
    )

    if given.rowcount == 1:
        await tx.publish(
            ConsentGiven(
                subject_id=subject_id,
                parties=(tx.actor.organisation,),
                purpose=wish.purpose,
                version=wish.version,
                changes=changes_between(
                    {wish.purpose.value: before}, {wish.purpose.value: wish.version}
                ),
            )
        )
