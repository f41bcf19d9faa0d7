"""Offer a product on new terms; what was agreed on older ones stays as it was."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, update

from rongqu.events.catalog import ProductPublished
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import ProductId
from rongqu.modules.catalog import permissions, queries, rules, tables
from rongqu.modules.catalog.types import Product, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """`based_on` is the version its author was looking at."""

    product_id: ProductId
    based_on: int
    terms: Terms


async def publish_version(tx: Tx, new: NewVersion) -> Product:
    tx.actor.require(permissions.PUBLISH)
    product = await queries.lock_own_product(tx, new.product_id)
    rules.check_can_change(product, new.based_on, new.terms)
    rules.check_terms(new.terms, await queries.read_price_policy(tx))

    version = product.version + 1
    await tx.connection.execute(
        insert(tables.product_version).values(
            product_id=product.id,
            version=version,
            terms=queries.terms_to_json(new.terms),
            published_by=tx.actor.id,
            published_at=tx.now,
        )
    )
    await tx.connection.execute(
        update(tables.product).where(tables.product.c.id == product.id).values(version=version)
    )

    await tx.publish(
        ProductPublished(
            subject_id=product.id,
            parties=(product.institution_id,),
            version=version,
            changes=changes_between(
                queries.terms_to_json(product), queries.terms_to_json(new.terms)
            ),
        )
    )
    return await queries.get_product(tx, product.id)
