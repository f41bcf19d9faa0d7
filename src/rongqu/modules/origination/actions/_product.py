"""The product version that an application is pinned to, and what it allows."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.catalog.public import Product, Terms, get_product, get_product_version
from rongqu.modules.origination import rules
from rongqu.modules.origination.basis import bounds_of
from rongqu.modules.origination.errors import ProductNotOffered
from rongqu.modules.origination.types import Agreed, Application, Wish


async def get_pinned(tx: Tx, application: Application) -> Product:
    return await get_product_version(tx, application.product.id, application.product.version)


async def check_still_offered(tx: Tx, application: Application) -> None:
    """An older version stays good for those who started with it; a withdrawn product does not."""
    current = await get_product(tx, application.product.id)
    check_offered(tx, current)


def check_offered(tx: Tx, product: Product) -> None:
    if not product.is_offered_on(tx.business_date):
        raise ProductNotOffered(product_id=product.id)


def check_wish(wish: Wish, product: Terms, agreed: Agreed | None) -> None:
    rules.check_within(wish.amount, wish.term_months, bounds_of(product, agreed))
    rules.check_purpose(wish.purpose, product.purposes)
