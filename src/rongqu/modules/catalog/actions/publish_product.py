"""Offer a new product, as its version 1."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.catalog import ProductPublished
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import ProductId
from rongqu.modules.catalog import permissions, queries, rules, tables
from rongqu.modules.catalog.types import Product, ProductStatus, Terms

FIRST = 1


async def publish_product(tx: Tx, product_id: ProductId, terms: Terms) -> Product:
    """The acting person's institution owns it."""
    tx.actor.require(permissions.PUBLISH)
    rules.check_terms(terms, await queries.read_price_policy(tx))

    await tx.connection.execute(
        insert(tables.product).values(
            id=product_id,
            institution_id=tx.actor.organisation,
            version=FIRST,
            status=ProductStatus.OFFERED,
        )
    )
    await tx.connection.execute(
        insert(tables.product_version).values(
            product_id=product_id,
            version=FIRST,
            terms=queries.terms_to_json(terms),
            published_by=tx.actor.id,
            published_at=tx.now,
        )
    )

    await tx.publish(
        ProductPublished(
            subject_id=product_id,
            parties=(tx.actor.organisation,),
            version=FIRST,
            changes=changes_between({}, queries.terms_to_json(terms)),
        )
    )
    return await queries.get_product(tx, product_id)
