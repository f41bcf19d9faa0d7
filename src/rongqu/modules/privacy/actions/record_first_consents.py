"""Keep what somebody has agreed to when they signed up."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.privacy import ConsentGiven
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import OrganisationId, UserId, new_id
from rongqu.modules.privacy import queries, tables
from rongqu.modules.privacy.purposes import all_purposes
from rongqu.modules.privacy.types import Scope


async def record_first_consents(
    tx: Tx, person_id: UserId, organisation_id: OrganisationId, agreed: Mapping[str, int]
) -> None:
    """Internal: only the handler calls it. Safe to repeat. A version that was never published, or
    a purpose of the organisation's, is passed over: nobody has seen the one, and signing up is not
    where one agrees to the other."""
    for text in await queries.list_texts(tx):
        is_own = all_purposes()[text.purpose].scope is Scope.PERSON
        if not is_own or agreed.get(text.purpose) != text.version:
            continue
        given = await tx.connection.execute(
            insert(tables.consent)
            .values(
                id=new_id(),
                subject_id=person_id,
                organisation_id=organisation_id,
                purpose=text.purpose,
                version=text.version,
                given_by=person_id,
                given_at=tx.caused_at or tx.now,
            )
            .on_conflict_do_nothing()
        )
        if given.rowcount == 1:
            await tx.publish(
                ConsentGiven(
                    subject_id=person_id,
                    parties=(organisation_id,),
                    purpose=text.purpose,
                    version=text.version,
                    changes=changes_between({}, {text.purpose.value: text.version}),
                )
            )
