"""Register a funding institution 资金方."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.parties import InstitutionRegistered
from rongqu.infra.tx import Tx
from rongqu.modules.parties import permissions, queries, rules, tables
from rongqu.modules.parties.errors import AlreadyRegistered, InstitutionNotFound, UsccTaken
from rongqu.modules.parties.types import Institution, InstitutionRegistration


async def register_institution(tx: Tx, registration: InstitutionRegistration) -> Institution:
    tx.actor.require(permissions.REGISTER_INSTITUTION)
    rules.check_acts_for(tx.actor, registration.id)
    uscc = rules.read_uscc(registration.uscc)
    rules.check_region(registration.region_code)

    inserted = await tx.connection.execute(
        insert(tables.institution)
        .values(
            id=registration.id,
            name=registration.name,
            kind=registration.kind,
            uscc=uscc,
            region_code=registration.region_code,
            registered_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if inserted.rowcount == 0:
        raise await _why_not(tx, registration)

    await tx.publish(InstitutionRegistered(subject_id=registration.id, parties=(registration.id,)))
    return await queries.get_institution(tx, registration.id)


async def _why_not(tx: Tx, registration: InstitutionRegistration) -> AlreadyRegistered | UsccTaken:
    try:
        await queries.get_institution(tx, registration.id)
    except InstitutionNotFound:
        return UsccTaken(uscc=registration.uscc)
    return AlreadyRegistered(institution_id=registration.id)
