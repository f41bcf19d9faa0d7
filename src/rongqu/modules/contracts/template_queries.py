"""Every SELECT of the template library: what is in force anybody sees, drafts who may edit them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, true
from sqlalchemy.dialects.postgresql import distinct_on

from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.modules.contracts import permissions
from rongqu.modules.contracts import template_tables as t
from rongqu.modules.contracts.errors import TemplateMissing, TemplateNotFound
from rongqu.modules.contracts.library.types import (
    Template,
    TemplateKind,
    TemplateVersion,
    TemplateVersionId,
    VersionStatus,
)
from rongqu.modules.contracts.library.wording import from_json

TEMPLATE, VERSION = t.template.c, t.template_version.c
_VERSIONS = select(
    t.template_version, TEMPLATE.kind, TEMPLATE.jurisdiction, TEMPLATE.owner_id
).join(t.template, TEMPLATE.key == VERSION.key)


def may_edit(actor: Actor, template: Template) -> bool:
    """The platform's own people edit every template, others those that were entrusted to them."""
    if not actor.may(permissions.EDIT_TEMPLATES):
        return False
    return actor.may(permissions.VIEW_EVERYWHERE) or template.owner_id == actor.organisation


def visible_to(actor: Actor) -> ColumnElement[bool]:
    if actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    return or_(VERSION.status == VersionStatus.APPROVED, TEMPLATE.owner_id == actor.organisation)


async def list_templates(tx: Tx) -> tuple[Template, ...]:
    rows = await tx.connection.execute(select(t.template).order_by(TEMPLATE.key))
    return tuple(to_template(row) for row in rows)


async def list_in_force(tx: Tx) -> dict[str, TemplateVersion]:
    newest = (
        _in_force(tx.business_date)
        .ext(distinct_on(VERSION.key))
        .order_by(None)
        .order_by(VERSION.key, VERSION.valid_from.desc(), VERSION.number.desc())
    )
    rows = await tx.connection.execute(newest)
    return {row.key: to_version(row) for row in rows}


async def read_in_force(tx: Tx, key: str) -> TemplateVersion:
    """Raises TemplateMissing."""
    wanted = _in_force(tx.business_date).where(VERSION.key == key).limit(1)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise TemplateMissing(template=key)
    return to_version(row)


def _in_force(day: date) -> Select[Any]:
    return _VERSIONS.where(
        VERSION.status == VersionStatus.APPROVED,
        VERSION.valid_from <= day,
        or_(VERSION.valid_until.is_(None), VERSION.valid_until >= day),
    ).order_by(VERSION.valid_from.desc(), VERSION.number.desc())


async def list_versions(tx: Tx, key: str) -> tuple[TemplateVersion, ...]:
    """Newest first. Raises TemplateNotFound."""
    await get_template(tx, key)
    wanted = _VERSIONS.where(VERSION.key == key, visible_to(tx.actor))
    rows = await tx.connection.execute(wanted.order_by(VERSION.number.desc()))
    return tuple(to_version(row) for row in rows)


async def get_template(tx: Tx, key: str) -> Template:
    return await _template(tx, key, select(t.template))


async def lock_template(tx: Tx, key: str) -> Template:
    """Before a version is added, so that numbers stay in order."""
    return await _template(tx, key, select(t.template).with_for_update())


async def get_version(tx: Tx, version_id: TemplateVersionId) -> TemplateVersion:
    return await _one(tx, _VERSIONS, version_id)


async def lock_version(tx: Tx, version_id: TemplateVersionId) -> TemplateVersion:
    return await _one(tx, _VERSIONS.with_for_update(of=t.template_version), version_id)


async def next_number(tx: Tx, key: str) -> int:
    highest = select(func.coalesce(func.max(VERSION.number), 0)).where(VERSION.key == key)
    return 1 + (await tx.connection.execute(highest)).scalar_one()


async def _template(tx: Tx, key: str, statement: Select[Any]) -> Template:
    row = (await tx.connection.execute(statement.where(TEMPLATE.key == key))).one_or_none()
    if row is None:
        raise TemplateNotFound(template=key)
    return to_template(row)


async def _one(tx: Tx, statement: Select[Any], version_id: TemplateVersionId) -> TemplateVersion:
    wanted = statement.where(VERSION.id == version_id, visible_to(tx.actor))
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise TemplateNotFound(version_id=version_id)
    return to_version(row)


def to_template(row: Row[Any]) -> Template:
    return Template(
        key=row.key,
        kind=TemplateKind(row.kind),
        jurisdiction=row.jurisdiction,
        owner_id=None if row.owner_id is None else OrganisationId(row.owner_id),
    )


def to_version(row: Row[Any]) -> TemplateVersion:
    return TemplateVersion(
        id=TemplateVersionId(row.id),
        template=to_template(row),
        number=row.number,
        status=VersionStatus(row.status),
        text=from_json(row.text),
        sha256=row.sha256,
        variables=tuple(row.variables),
        note=row.note,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        author_id=UserId(row.author_id),
        changed_at=row.changed_at,
        approver_id=None if row.approver_id is None else UserId(row.approver_id),
        approved_at=row.approved_at,
    )
