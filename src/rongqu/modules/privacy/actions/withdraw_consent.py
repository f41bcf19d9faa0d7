"""Take back what was agreed to: from the commit on, what depends on it is refused."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.privacy import ConsentWithdrawn
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.modules.privacy import permissions, queries, tables
from rongqu.modules.privacy.errors import ConsentMissing
from rongqu.modules.privacy.purposes import find_consent_purpose
from rongqu.modules.privacy.types import ConsentEnd, Scope, UseOfData


async def withdraw_consent(tx: Tx, purpose: UseOfData) -> None:
    """As easy as giving it (PIPL, article 15): the same people may, and nobody asks why."""
    tx.actor.require(permissions.OWN_DATA)
    facts = find_consent_purpose(purpose)
    if facts.scope is Scope.ORGANISATION:
        tx.actor.require(permissions.CONSENT_FOR_ORGANISATION)

    subject_id, columns = queries.subject_of(tx, facts), tables.consent.c
    withdrawn = await tx.connection.execute(
        update(tables.consent)
        .where(
            columns.subject_id == subject_id,
            columns.purpose == purpose,
            columns.ended_at.is_(None),
        )
        .values(ended_at=tx.now, end=ConsentEnd.WITHDRAWN)
        .returning(columns.version)
    )
    version = withdrawn.scalar_one_or_none()
    if version is None:
        raise ConsentMissing(purpose=purpose)

    await tx.publish(
        ConsentWithdrawn(
            subject_id=subject_id,
            parties=(tx.actor.organisation,),
            purpose=purpose,
            version=version,
            changes=changes_between({purpose.value: version}, {}),
        )
    )
