"""Providers, who is vouched for by them, and who is on the way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, delete, select

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.modules.identity import tables
from rongqu.modules.identity.federation_types import Attempt, Provider
from rongqu.modules.identity.queries import is_current
from rongqu.modules.identity.tokens import digest_of_token


async def find_provider(tx: Tx, organisation_id: UUID) -> Provider | None:
    return await _one(tx, tables.provider.c.organisation_id == organisation_id)


async def find_provider_called(tx: Tx, alias: str) -> Provider | None:
    """Only one that is switched on: strangers ask."""
    columns = tables.provider.c
    return await _one(tx, (columns.alias == alias) & columns.is_on)


async def _one(tx: Tx, which: ColumnElement[bool]) -> Provider | None:
    row = (await tx.connection.execute(select(tables.provider).where(which))).one_or_none()
    return None if row is None else _to_provider(row)


async def take_attempt(tx: Tx, state: str, browser: str) -> Attempt | None:
    """Once: whoever brings the same state again, or from another browser, gets nothing."""
    columns = tables.federated_attempt.c
    taken = await tx.connection.execute(
        delete(tables.federated_attempt)
        .where(
            columns.state_digest == digest_of_token(state),
            columns.browser_digest == digest_of_token(browser),
        )
        .returning(tables.federated_attempt)
    )
    row = taken.one_or_none()
    if row is None or row.expires_at <= tx.now:
        return None
    return Attempt(
        organisation_id=OrganisationId(row.organisation_id),
        person_id=None if row.person_id is None else UserId(row.person_id),
        verifier=row.verifier.decode(),
        nonce=row.nonce,
    )


async def find_person_vouched_for(tx: Tx, provider: Provider, subject: str) -> UserId | None:
    """Whoever has left the organisation since is vouched for in vain."""
    columns, members = tables.federated_identity.c, tables.membership.c
    wanted = (
        select(columns.person_id)
        .join(tables.membership, members.person_id == columns.person_id)
        .where(
            columns.organisation_id == provider.organisation_id,
            columns.issuer == provider.issuer,
            columns.subject == subject,
            members.organisation_id == provider.organisation_id,
            is_current,
        )
    )
    found = (await tx.connection.execute(wanted)).scalar_one_or_none()
    return None if found is None else UserId(found)


async def is_known_subject(tx: Tx, provider: Provider, subject: str) -> bool:
    columns = tables.federated_identity.c
    wanted = select(columns.person_id).where(
        columns.organisation_id == provider.organisation_id,
        columns.issuer == provider.issuer,
        columns.subject == subject,
    )
    return (await tx.connection.execute(wanted)).one_or_none() is not None


def _to_provider(row: Row[Any]) -> Provider:
    return Provider(
        organisation_id=OrganisationId(row.organisation_id),
        alias=row.alias,
        issuer=row.issuer,
        client_id=row.client_id,
        client_secret=None if row.client_secret is None else row.client_secret.decode(),
        domain=row.domain,
        first_role=row.first_role,
        is_on=row.is_on,
    )
