"""The product version that an application is pinned to, and what it allows."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.catalog.public import Product, Terms, get_product, get_product_version
from rongqu.modules.origination import rules
from rongqu.modules.origination.errors import ProductNotOffered
from rongqu.modules.origination.types import Application, Wish


async def get_pinned(tx: Tx, application: Application) -> Product:
    return await get_product_version(tx, application.product.id, application.product.version)


async def check_still_offered(tx: Tx, application: Application) -> None:
    """An older version stays good for those who started with it; a withdrawn product does not."""
    current = await get_product(tx, application.product.id)
    check_offered(tx, current)


def check_offered(tx: Tx, product: Product) -> None:
    if not product.is_offered_on(tx.business_date):
        raise ProductNotOffered(product_id=product.id)


def check_wish(wish: Wish, product: Terms) -> None:
    rules.check_within(wish.amount, wish.term_months, bounds_of(product))
    rules.check_purpose(wish.purpose, product.purposes)


def bounds_of(product: Terms) -> rules.Bounds:
    return rules.Bounds(
        min_amount=product.min_amount,
        max_amount=product.max_amount,
        min_term_months=product.min_term_months,
        max_term_months=product.max_term_months,
    )
