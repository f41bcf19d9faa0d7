"""Take a product off the market; what was agreed on it goes on."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.catalog import ProductWithdrawn
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import ProductId
from rongqu.modules.catalog import permissions, queries, rules, tables
from rongqu.modules.catalog.types import Product, ProductStatus


async def withdraw_product(tx: Tx, product_id: ProductId, reason: str) -> Product:
    tx.actor.require(permissions.WITHDRAW)
    product = await queries.lock_own_product(tx, product_id)
    rules.check_is_offered(product)

    await tx.connection.execute(
        update(tables.product)
        .where(tables.product.c.id == product.id)
        .values(status=ProductStatus.WITHDRAWN, withdrawn_at=tx.now, withdrawal_reason=reason)
    )

    await tx.publish(
        ProductWithdrawn(
            subject_id=product.id,
            parties=(product.institution_id,),
            version=product.version,
            reason=reason,
            changes=changes_between(
                {"status": product.status}, {"status": ProductStatus.WITHDRAWN}
            ),
        )
    )
    return await queries.get_product(tx, product.id)
