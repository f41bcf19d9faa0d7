"""Register the profile of an enterprise, keyed by its unified social credit code."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.parties import EnterpriseRegistered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId
from rongqu.kernel.uscc import Uscc
from rongqu.modules.parties import permissions, queries, rules, tables
from rongqu.modules.parties.errors import AlreadyRegistered, UsccTaken
from rongqu.modules.parties.types import Enterprise, EnterpriseRegistration


async def register_enterprise(tx: Tx, registration: EnterpriseRegistration) -> Enterprise:
    tx.actor.require(permissions.REGISTER_ENTERPRISE)
    rules.check_acts_for(tx.actor, OrganisationId(registration.id))
    uscc = rules.read_uscc(registration.uscc)
    rules.check_profile(registration.profile, tx.business_date)

    if not await _insert(tx, registration, uscc):
        taken = await queries.is_uscc_taken(tx, uscc, OrganisationId(registration.id))
        raise UsccTaken(uscc=uscc) if taken else AlreadyRegistered(enterprise_id=registration.id)
    enterprise = await queries.get_enterprise(tx, registration.id)

    await tx.publish(
        EnterpriseRegistered(
            subject_id=enterprise.id,
            parties=(enterprise.id,),
            region_code=enterprise.region_code,
            industry_code=enterprise.industry_code,
        )
    )
    return enterprise


async def _insert(tx: Tx, registration: EnterpriseRegistration, uscc: Uscc) -> bool:
    """False when the organisation or the code is there already."""
    profile = registration.profile
    inserted = await tx.connection.execute(
        insert(tables.enterprise)
        .values(
            id=registration.id,
            name=profile.name,
            uscc=uscc,
            alias=registration.alias,
            industry_code=profile.industry_code,
            region_code=profile.region_code,
            founded_on=profile.founded_on,
            registered_capital_minor=profile.registered_capital.minor,
            currency=profile.registered_capital.currency,
            employees=profile.employees,
            is_test=registration.is_test,
            registered_at=tx.now,
            updated_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    return inserted.rowcount == 1
