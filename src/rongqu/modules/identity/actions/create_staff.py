"""Take somebody in who works for the platform itself."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.identity import MemberAdded, OrganisationCreated
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.identity import permissions, queries, rules, tables
from rongqu.modules.identity.actions._people import insert_member
from rongqu.modules.identity.types import NewMember, OrganisationKind, Staff, User

PLATFORM = OrganisationId(UUID(int=2))
"""The organisation of all staff; made with the first of them."""
PLATFORM_NAME = "融渠平台"


async def create_staff(tx: Tx, staff: Staff) -> User:
    tx.actor.require(permissions.CREATE_STAFF)
    rules.check_roles_fit(OrganisationKind.OPERATIONS, staff.roles)

    await _ensure_platform(tx)
    new = NewMember(
        organisation_id=PLATFORM,
        display_name=staff.display_name,
        login=staff.login,
        password_hash=staff.password_hash,
        roles=staff.roles,
        locale=staff.locale,
    )
    user_id = await insert_member(tx, new)

    await tx.publish(
        MemberAdded(
            subject_id=user_id,
            parties=(PLATFORM,),
            organisation_id=PLATFORM,
            roles=tuple(sorted(staff.roles)),
            changes=changes_between({}, {"roles": sorted(staff.roles)}),
        )
    )
    return (await queries.get_account(tx, user_id)).user


async def _ensure_platform(tx: Tx) -> None:
    kind = OrganisationKind.OPERATIONS
    made = await tx.connection.execute(
        insert(tables.organisation)
        .values(id=PLATFORM, name=PLATFORM_NAME, kind=kind, created_at=tx.now)
        .on_conflict_do_nothing()
    )
    if made.rowcount:
        await tx.publish(OrganisationCreated(subject_id=PLATFORM, parties=(PLATFORM,), kind=kind))
