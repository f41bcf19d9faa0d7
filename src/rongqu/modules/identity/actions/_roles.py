"""Roles of a member, written and told: for the actions that give them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from rongqu.events.identity import MemberRolesChanged
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between, fields_of
from rongqu.modules.identity import queries, rules, tables
from rongqu.modules.identity.types import Grant, Member, Organisation

KEPT = ("roles", "role_ends")


def check_fits(organisation: Organisation, grant: Grant, today: date) -> None:
    rules.check_roles_fit(organisation.kind, grant.roles)
    rules.check_ends(grant, today)


async def set_roles(tx: Tx, organisation: Organisation, before: Member, grant: Grant) -> Member:
    """The organisation is locked: its members change one after another."""
    check_fits(organisation, grant, tx.business_date)
    columns = tables.membership.c
    await tx.connection.execute(
        update(tables.membership)
        .where(columns.person_id == before.user_id, columns.organisation_id == organisation.id)
        .values(
            roles=sorted(set(grant.roles)),
            role_ends={role: day.isoformat() for role, day in grant.ends.items()},
        )
    )
    rules.check_manager_remains(await queries.list_members(tx, organisation.id))
    return await queries.get_member(tx, organisation.id, before.user_id)


def roles_changed(before: Member, after: Member) -> MemberRolesChanged:
    return MemberRolesChanged(
        subject_id=after.user_id,
        parties=(after.organisation_id,),
        organisation_id=after.organisation_id,
        changes=changes_between(fields_of(before, KEPT), fields_of(after, KEPT)),
    )
