"""Organisations and people. Names of organisations are no secret; people are seen by their own.

Sessions and log-ins are read in `session_queries.py`, the record in `record_queries.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Text,
    Uuid,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from rongqu.infra.keyset import read_page
from rongqu.infra.tables import PiiText
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.kernel.paging import Page, Slice
from rongqu.kernel.pii import PersonName
from rongqu.modules.identity import permissions, rules, tables
from rongqu.modules.identity.errors import OrganisationNotFound, UserNotFound
from rongqu.modules.identity.roles import rights_of
from rongqu.modules.identity.types import (
    Account,
    ListedOrganisation,
    Locale,
    Member,
    Organisation,
    OrganisationKind,
    OrganisationSearch,
    User,
)

is_current = tables.membership.c.ended_at.is_(None)

_FOR_GOOD = literal_column("'{}'::jsonb", JSONB)


def roles_on(day: ColumnElement[date]) -> ColumnElement[Any]:
    """Without those that have ended; most people have none that ends, and pay nothing for it."""
    columns = tables.membership.c
    held = func.identity.roles_on(columns.roles, columns.role_ends, day, type_=ARRAY(Text))
    return case((columns.role_ends == _FOR_GOOD, columns.roles), else_=held)


_MEMBERS = (
    select(tables.person, tables.membership)
    .join(tables.membership, tables.membership.c.person_id == tables.person.c.id)
    .where(is_current)
)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The one place that says whose members an actor sees."""
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    return tables.membership.c.organisation_id == actor.organisation


async def get_organisation(tx: Tx, organisation_id: OrganisationId) -> Organisation:
    """Open to every room: who the other side of a contract is must be readable."""
    return await _one_organisation(tx, organisation_id, select(tables.organisation))


async def lock_own_organisation(tx: Tx, organisation_id: OrganisationId) -> Organisation:
    """For changes of its members, which happen one after another, by its own people only."""
    if not (tx.actor.is_system or tx.actor.organisation == organisation_id):
        raise OrganisationNotFound(organisation_id=organisation_id)
    return await lock_organisation(tx, organisation_id)


async def lock_organisation(tx: Tx, organisation_id: OrganisationId) -> Organisation:
    """Its caller has seen to who may change it."""
    locked = select(tables.organisation).with_for_update()
    return await _one_organisation(tx, organisation_id, locked)


async def name_organisations(
    tx: Tx, organisation_ids: Collection[UUID]
) -> Mapping[OrganisationId, str]:
    columns = tables.organisation.c
    names = select(columns.id, columns.name).where(columns.id.in_(organisation_ids))
    rows = await tx.connection.execute(names)
    return {OrganisationId(row.id): row.name for row in rows}


async def list_organisations(
    tx: Tx, search: OrganisationSearch, page: Page
) -> Slice[ListedOrganisation]:
    columns = tables.organisation.c
    members = (
        select(func.count())
        .where(tables.membership.c.organisation_id == columns.id, is_current)
        .scalar_subquery()
    )
    found = select(tables.organisation, members.label("members"))
    if search.kind is not None:
        found = found.where(columns.kind == search.kind)
    if search.name:
        found = found.where(columns.name.icontains(search.name, autoescape=True))
    return await read_page(tx, found, columns.id, page, _to_listed)


def _to_listed(row: Row[*tuple[Any, ...]]) -> ListedOrganisation:
    return ListedOrganisation(organisation=to_organisation(row), members=row.members)


async def _one_organisation(
    tx: Tx, organisation_id: OrganisationId, statement: Select[Any]
) -> Organisation:
    wanted = statement.where(tables.organisation.c.id == organisation_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise OrganisationNotFound(organisation_id=organisation_id)
    return to_organisation(row)


async def get_user(tx: Tx, user_id: UserId) -> User:
    """Also somebody who has left, for those who saw them before."""
    columns = tables.membership.c
    wanted = (
        select(tables.person)
        .join(tables.membership, columns.person_id == tables.person.c.id)
        .where(tables.person.c.id == user_id, visible_to(tx.actor))
        .limit(1)
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise UserNotFound(user_id=user_id)
    return to_user(row)


async def name_people(tx: Tx, user_ids: Collection[UUID]) -> Mapping[UserId, PersonName]:
    """For "approved by …" under things the actor sees anyway. Shown masked, as every Pii is.
    Programs are named too, because they do things as people do.

    Who acted is often of the other side, whose rows one does not see: the database's owner names
    them."""
    people = func.identity.people_named(_ids(user_ids)).table_valued(
        column("id", Uuid), column("display_name", PiiText(PersonName))
    )
    found = await tx.connection.execute(select(people))
    named = {UserId(row.id): row.display_name for row in found}
    if missing := set(user_ids) - named.keys():
        programs = func.identity.programs_named(_ids(missing)).table_valued(
            column("id", Uuid), column("name", Text)
        )
        rows = await tx.connection.execute(select(programs))
        named |= {UserId(row.id): PersonName(row.name) for row in rows}
    return named


def _ids(ids: Collection[UUID]) -> ColumnElement[Any]:
    return cast(literal(list(ids), ARRAY(Uuid)), ARRAY(Uuid))


async def name_everybody(tx: Tx) -> Mapping[UserId, PersonName]:
    """Internal: for a room that compares names with lists."""
    columns = tables.person.c
    rows = await tx.connection.execute(select(columns.id, columns.display_name))
    return {UserId(row.id): row.display_name for row in rows}


async def list_members(tx: Tx, organisation_id: OrganisationId) -> tuple[Member, ...]:
    columns = tables.membership.c
    wanted = _MEMBERS.where(columns.organisation_id == organisation_id, visible_to(tx.actor))
    rows = await tx.connection.execute(wanted.order_by(columns.joined_at, columns.person_id))
    return tuple(to_member(row) for row in rows)


async def get_member(tx: Tx, organisation_id: OrganisationId, user_id: UserId) -> Member:
    wanted = _MEMBERS.where(
        tables.membership.c.organisation_id == organisation_id,
        tables.membership.c.person_id == user_id,
        visible_to(tx.actor),
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise UserNotFound(user_id=user_id)
    return to_member(row)


async def get_account(tx: Tx, user_id: UserId) -> Account:
    """What a person is told about themself."""
    wanted = (
        select(
            tables.person,
            roles_on(literal(tx.business_date)).label("roles"),
            tables.organisation.c.id.label("organisation_id"),
            tables.organisation.c.name.label("organisation_name"),
            tables.organisation.c.kind.label("organisation_kind"),
            tables.organisation.c.created_at.label("organisation_created_at"),
        )
        .join(tables.membership, tables.membership.c.person_id == tables.person.c.id)
        .join(tables.organisation, tables.organisation.c.id == tables.membership.c.organisation_id)
        .where(tables.person.c.id == user_id, is_current)
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None or not row.roles:
        raise UserNotFound(user_id=user_id)
    return Account(
        user=to_user(row),
        organisation=Organisation(
            id=OrganisationId(row.organisation_id),
            name=row.organisation_name,
            kind=OrganisationKind(row.organisation_kind),
            created_at=row.organisation_created_at,
        ),
        roles=tuple(row.roles),
        password_change_due=row.password_change_due,
        second_factor_due_at=row.second_factor_due_at,
        is_limited=rules.is_limited(
            password_change_due=row.password_change_due,
            factor_due_at=row.second_factor_due_at,
            now=tx.now,
        ),
    )


async def get_actor(tx: Tx, user_id: UserId) -> Actor:
    """For programs that act as somebody, as the demo does."""
    return to_actor(await get_account(tx, user_id))


def to_actor(account: Account) -> Actor:
    """The person with the rights of their roles."""
    rights = rights_of(account.roles)
    return Actor(
        id=account.user.id,
        organisation=account.organisation.id,
        portal=rights.portal,
        permissions=rights.permissions,
        roles=account.roles,
    )


def to_organisation(row: Row[Any]) -> Organisation:
    return Organisation(
        id=OrganisationId(row.id),
        name=row.name,
        kind=OrganisationKind(row.kind),
        created_at=row.created_at,
    )


def to_user(row: Row[Any]) -> User:
    return User(
        id=UserId(row.id),
        display_name=row.display_name,
        email=row.email,
        mobile=row.mobile,
        locale=Locale(row.locale),
    )


def to_member(row: Row[Any]) -> Member:
    return Member(
        user_id=UserId(row.person_id),
        organisation_id=OrganisationId(row.organisation_id),
        display_name=row.display_name,
        email=row.email,
        mobile=row.mobile,
        locale=Locale(row.locale),
        roles=tuple(row.roles),
        role_ends={role: date.fromisoformat(day) for role, day in row.role_ends.items()},
        joined_at=row.joined_at,
    )
