"""Say where the people of one's organisation sign in."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from rongqu.events.identity import ProviderChanged
from rongqu.infra.safe_fetch import AddressRefused, check_url, trusted_hosts
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between, fields_of
from rongqu.modules.identity import federation_queries, permissions, queries, rules, tables
from rongqu.modules.identity.errors import ProviderRefused
from rongqu.modules.identity.federation_types import Provider, ProviderWish

KEPT = ("issuer", "client_id", "domain", "first_role", "is_on")


async def set_provider(tx: Tx, wish: ProviderWish) -> Provider:
    """Links hold for an issuer: with another one people link, or are taken in, anew."""
    tx.actor.require(permissions.MANAGE_PROVIDER)
    organisation = await queries.lock_own_organisation(tx, tx.actor.organisation)
    rules.check_roles_fit(organisation.kind, [wish.first_role])
    rules.check_first_role(wish.first_role)
    _check_address(wish.issuer)
    before = await federation_queries.find_provider(tx, organisation.id)

    values: dict[str, Any] = {
        "alias": wish.alias,
        "issuer": wish.issuer,
        "client_id": wish.client_id,
        "domain": wish.domain,
        "first_role": wish.first_role,
        "is_on": wish.is_on,
        "changed_at": tx.now,
    }
    if wish.client_secret is not None:
        values["client_secret"] = wish.client_secret.encode()
    try:
        await tx.connection.execute(
            insert(tables.provider)
            .values(organisation_id=organisation.id, **values)
            .on_conflict_do_update(index_elements=[tables.provider.c.organisation_id], set_=values)
        )
    except IntegrityError as taken:
        raise ProviderRefused(reason="alias") from taken
    provider = await federation_queries.find_provider(tx, organisation.id)
    assert provider is not None, "it was just written"

    await tx.publish(
        ProviderChanged(
            subject_id=organisation.id,
            parties=(organisation.id,),
            issuer=provider.issuer,
            is_on=provider.is_on,
            changes=changes_between(fields_of(before, KEPT), fields_of(provider, KEPT)),
        )
    )
    return provider


def _check_address(issuer: str) -> None:
    try:
        check_url(issuer, trusted_hosts())
    except AddressRefused as refused:
        raise ProviderRefused(reason="address") from refused
