"""Change the profile of an enterprise. The code stays: another code is another company."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import update

from rongqu.events.parties import EnterpriseUpdated
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between, fields_of
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parties import permissions, queries, rules, tables
from rongqu.modules.parties.types import Enterprise, EnterpriseProfile

KEPT = tuple(field.name for field in fields(EnterpriseProfile))


async def update_enterprise(
    tx: Tx, enterprise_id: EnterpriseId, profile: EnterpriseProfile
) -> Enterprise:
    tx.actor.require(permissions.UPDATE_ENTERPRISE)
    known = await queries.lock_enterprise(tx, enterprise_id)
    rules.check_profile(profile, tx.business_date)
    changes = changes_between(fields_of(known, KEPT), fields_of(profile, KEPT))
    if not changes:
        return known

    await tx.connection.execute(
        update(tables.enterprise)
        .where(tables.enterprise.c.id == enterprise_id)
        .values(
            name=profile.name,
            industry_code=profile.industry_code,
            region_code=profile.region_code,
            founded_on=profile.founded_on,
            registered_capital_minor=profile.registered_capital.minor,
            currency=profile.registered_capital.currency,
            employees=profile.employees,
            updated_at=tx.now,
        )
    )

    await tx.publish(
        EnterpriseUpdated(subject_id=enterprise_id, parties=(enterprise_id,), changes=changes)
    )
    return await queries.get_enterprise(tx, enterprise_id)
