"""Service accounts and their keys: an organisation sees its own; a request finds its caller."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, func, select

from rongqu.infra.database import Connection
from rongqu.infra.quotas import Quota
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApiKeyId, OrganisationId, ServiceAccountId, UserId
from rongqu.modules.identity import tables
from rongqu.modules.identity.errors import ServiceAccountNotFound
from rongqu.modules.identity.program_types import ApiKey, Caller, ServiceAccount
from rongqu.modules.identity.tokens import ACCESS_TOKEN, digest_of_token
from rongqu.modules.identity.types import OrganisationKind


def _own(tx: Tx) -> Select[Any]:
    """The one place that says whose service accounts an actor sees."""
    columns = tables.service_account.c
    return select(tables.service_account).where(
        columns.organisation_id == tx.actor.organisation, columns.closed_at.is_(None)
    )


async def list_service_accounts(tx: Tx) -> tuple[ServiceAccount, ...]:
    rows = (await tx.connection.execute(_own(tx).order_by(tables.service_account.c.id))).all()
    keys = await _list_keys(tx, [row.id for row in rows])
    return tuple(_to_account(row, keys[row.id]) for row in rows)


async def get_service_account(tx: Tx, account_id: ServiceAccountId) -> ServiceAccount:
    return await _one(tx, account_id, _own(tx))


async def lock_service_account(tx: Tx, account_id: ServiceAccountId) -> ServiceAccount:
    """For changes of it and of its keys, which happen one after another."""
    return await _one(tx, account_id, _own(tx).with_for_update())


async def count_service_accounts(tx: Tx) -> int:
    counted = select(func.count()).select_from(_own(tx).subquery())
    return (await tx.connection.execute(counted)).scalar_one()


async def _one(tx: Tx, account_id: ServiceAccountId, statement: Select[Any]) -> ServiceAccount:
    wanted = statement.where(tables.service_account.c.id == account_id)
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        raise ServiceAccountNotFound(service_account_id=account_id)
    return _to_account(row, (await _list_keys(tx, [account_id]))[account_id])


async def _list_keys(tx: Tx, account_ids: list[UUID]) -> dict[UUID, list[ApiKey]]:
    columns = tables.api_key.c
    wanted = (
        select(tables.api_key)
        .where(columns.service_account_id.in_(account_ids))
        .order_by(columns.id.desc())
    )
    keys: dict[UUID, list[ApiKey]] = defaultdict(list)
    for row in await tx.connection.execute(wanted):
        keys[row.service_account_id].append(to_key(row))
    return keys


_CALLER = (
    select(
        tables.service_account.c.id,
        tables.service_account.c.organisation_id,
        tables.service_account.c.scopes,
        tables.service_account.c.requests_a_minute,
        tables.service_account.c.requests_a_day,
        tables.organisation.c.kind,
        tables.api_key.c.id.label("key_id"),
        tables.api_key.c.used_at,
    )
    .join(tables.api_key, tables.api_key.c.service_account_id == tables.service_account.c.id)
    .join(tables.organisation, tables.organisation.c.id == tables.service_account.c.organisation_id)
    .where(
        tables.service_account.c.closed_at.is_(None),
        tables.api_key.c.revoked_at.is_(None),
        tables.api_key.c.expires_at > bindparam("now"),
    )
)
_CALLER_BY_KEY = _CALLER.where(tables.api_key.c.digest == bindparam("digest"))
_CALLER_BY_TOKEN = (
    _CALLER.join(tables.access_token, tables.access_token.c.api_key_id == tables.api_key.c.id)
    .add_columns(tables.access_token.c.scopes.label("token_scopes"))
    .where(
        tables.access_token.c.digest == bindparam("digest"),
        tables.access_token.c.expires_at > bindparam("now"),
    )
)


async def find_caller(connection: Connection, secret: str, now: datetime) -> Caller | None:
    """Asked by every request of a program: one statement by unique indexes. A revoked key, and
    every token of it, is nobody's from that moment on."""
    is_token = secret.startswith(ACCESS_TOKEN)
    found = await connection.execute(
        _CALLER_BY_TOKEN if is_token else _CALLER_BY_KEY,
        {"digest": digest_of_token(secret), "now": now},
    )
    row = found.one_or_none()
    if row is None:
        return None
    scopes = frozenset(row.scopes)
    return Caller(
        account_id=ServiceAccountId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        kind=OrganisationKind(row.kind),
        scopes=scopes & frozenset(row.token_scopes) if is_token else scopes,
        quota=Quota(row.requests_a_minute, row.requests_a_day),
        key_id=ApiKeyId(row.key_id),
        key_used_at=row.used_at,
    )


async def find_organisation_of(tx: Tx, account_id: ServiceAccountId) -> OrganisationId | None:
    columns = tables.service_account.c
    wanted = select(columns.organisation_id).where(columns.id == account_id)
    found = (await tx.connection.execute(wanted)).scalar_one_or_none()
    return None if found is None else OrganisationId(found)


def to_key(row: Row[Any]) -> ApiKey:
    return ApiKey(
        id=ApiKeyId(row.id),
        prefix=row.prefix,
        issued_at=row.issued_at,
        issued_by=UserId(row.issued_by),
        expires_at=row.expires_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )


def _to_account(row: Row[Any], keys: list[ApiKey]) -> ServiceAccount:
    return ServiceAccount(
        id=ServiceAccountId(row.id),
        organisation_id=OrganisationId(row.organisation_id),
        name=row.name,
        scopes=tuple(row.scopes),
        quota=Quota(row.requests_a_minute, row.requests_a_day),
        created_at=row.created_at,
        created_by=UserId(row.created_by),
        closed_at=row.closed_at,
        keys=tuple(keys),
    )
