"""Every SELECT of catalog. What was ever on offer is public; histories are the owner's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, Select, bindparam, select, true

from rongqu.infra.keyset import read_page
from rongqu.infra.policies import read_policies_on, read_policy_on
from rongqu.infra.recent import Recent
from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.collateral import SECURITIES
from rongqu.kernel.ids import OrganisationId, ProductId
from rongqu.kernel.paging import Page, Slice
from rongqu.modules.catalog import permissions, tables
from rongqu.modules.catalog.errors import ProductNotFound, VersionNotFound
from rongqu.modules.catalog.types import (
    Market,
    PricePolicy,
    Product,
    ProductStatus,
    Proposal,
    Terms,
)
from rongqu.modules.compliance.public import Approval

_TERMS = TypeAdapter(Terms)
_PROPOSAL = TypeAdapter(Proposal)
_known: Recent[tuple[ProductId, int], Product] = Recent(1000)


async def get_product(tx: Tx, product_id: ProductId) -> Product:
    """The current version, also of a withdrawn product: agreements live longer than offers."""
    found = _current().where(tables.product.c.id == product_id)
    row = (await tx.connection.execute(found)).one_or_none()
    if row is None:
        raise ProductNotFound(product_id=product_id)
    return to_product(row)


def recall_terms(product_id: ProductId, version: int) -> Terms | None:
    """Of a version that this process has read before: a version is written once and never changes.
    Whether its product is still offered is another question, which only the database answers."""
    return _known.recall((product_id, version))


async def get_product_version(tx: Tx, product_id: ProductId, version: int) -> Product:
    wanted = {"product_id": product_id, "version": version}
    found = await tx.connection.execute(_ONE_VERSION, wanted)
    row = found.one_or_none()
    if row is None:
        raise VersionNotFound(product_id=product_id, version=version)
    return _known.see((product_id, version), to_product(row))


async def lock_own_product(tx: Tx, product_id: ProductId) -> Product:
    """For a change: only the institution that owns it, and one change at a time."""
    owned = (
        _current()
        .where(tables.product.c.id == product_id, owned_by(tx.actor))
        .with_for_update(of=tables.product)
    )
    row = (await tx.connection.execute(owned)).one_or_none()
    if row is None:
        raise ProductNotFound(product_id=product_id)
    return to_product(row)


async def read_offered_rows(tx: Tx) -> Sequence[Row[Any]]:
    """Newest product first. Whoever wants the products asks `offered.py`, which keeps them."""
    offered = (
        _current()
        .where(tables.product.c.status == ProductStatus.OFFERED)
        .order_by(tables.product.c.id.desc())
    )
    return (await tx.connection.execute(offered)).all()


async def list_own_products(tx: Tx, page: Page) -> Slice[Product]:
    """For the desk of an institution; staff who may see everything see every institution's."""
    wanted = _current().where(visible_to(tx.actor))
    return await read_page(tx, wanted, tables.product.c.id, page, to_product)


async def list_versions(tx: Tx, product_id: ProductId) -> list[Product]:
    """Newest first; an unknown product and another institution's look the same."""
    history = (
        _versions()
        .where(tables.product.c.id == product_id, visible_to(tx.actor))
        .order_by(tables.product_version.c.version.desc())
    )
    versions = [to_product(row) for row in await tx.connection.execute(history)]
    if not versions:
        raise ProductNotFound(product_id=product_id)
    return versions


MARKET = ("catalog.base_rate", "catalog.yearly_rate_cap", "catalog.green_mark_up")


async def read_market(tx: Tx) -> Market:
    values = await read_policies_on(tx, MARKET, tx.business_date)
    return Market(**{key.removeprefix("catalog."): value for key, value in values.items()})


async def read_base_rate(tx: Tx, day: date) -> Decimal:
    """The one-year LPR that is in force on a day."""
    return await read_policy_on(tx, "catalog.base_rate", day)


async def read_price_policy(tx: Tx) -> PricePolicy:
    fees = ("catalog.fee_floor", "catalog.fee_cap", "catalog.lease_share_cap")
    caps = {kind: f"catalog.lending_cap_{kind}" for kind in SECURITIES}
    values = await read_policies_on(tx, (*MARKET, *fees, *caps.values()), tx.business_date)
    return PricePolicy(
        **{key.removeprefix("catalog."): values[key] for key in (*MARKET, *fees)},
        lending_caps={kind: values[key] for kind, key in caps.items()},
    )


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The one place that says whose products an actor sees at the desk."""
    if actor.is_system or actor.may(permissions.VIEW_EVERYWHERE):
        return true()
    return owned_by(actor)


def owned_by(actor: Actor) -> ColumnElement[bool]:
    return tables.product.c.institution_id == actor.organisation


def terms_to_json(terms: Terms) -> dict[str, Any]:
    return _TERMS.dump_python(terms, mode="json")


def to_proposal(approval: Approval) -> Proposal:
    return _PROPOSAL.validate_python(approval.content)


def as_product(approval: Approval, proposal: Proposal) -> Product:
    """As it would be from the moment of the approval on."""
    return Product(
        id=proposal.product_id,
        version=(proposal.based_on or 0) + 1,
        institution_id=approval.organisation_id,
        status=ProductStatus.OFFERED,
        published_at=approval.asked_at,
        **{field.name: getattr(proposal.terms, field.name) for field in fields(Terms)},
    )


def _versions() -> Select[*tuple[Any, ...]]:
    return select(
        tables.product.c.id,
        tables.product.c.institution_id,
        tables.product.c.status,
        tables.product_version.c.version,
        tables.product_version.c.terms,
        tables.product_version.c.published_at,
    ).join(tables.product_version, tables.product_version.c.product_id == tables.product.c.id)


_ONE_VERSION = _versions().where(
    tables.product.c.id == bindparam("product_id"),
    tables.product_version.c.version == bindparam("version"),
)


def _current() -> Select[*tuple[Any, ...]]:
    return _versions().where(tables.product_version.c.version == tables.product.c.version)


def to_product(row: Row[Any]) -> Product:
    terms = _TERMS.validate_python(row.terms)
    return Product(
        id=ProductId(row.id),
        version=row.version,
        institution_id=OrganisationId(row.institution_id),
        status=ProductStatus(row.status),
        published_at=row.published_at,
        **{field.name: getattr(terms, field.name) for field in fields(Terms)},
    )
