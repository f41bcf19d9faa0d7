"""What a lender may bid with a product, as policy, product and request leave it."""

from __future__ import annotations

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ProductId
from rongqu.modules.bidding.errors import NotAmongFitting
from rongqu.modules.bidding.rules import BidBounds
from rongqu.modules.bidding.types import Invitation
from rongqu.modules.catalog.public import Product, find_offered


async def read_bounds(
    tx: Tx, invitation: Invitation, product_id: ProductId, term_months: int
) -> tuple[Product, BidBounds]:
    """For a product that the lender was invited with and still offers, at the prices of the day."""
    fitting = next((each for each in invitation.products if each.product_id == product_id), None)
    offered = (await find_offered(tx)).products
    product = next((each for each in offered if each.id == product_id), None)
    price = product and product.rate_of(invitation.picture.grade, term_months)
    if fitting is None or product is None or price is None:
        raise NotAmongFitting(product_id=product_id)
    return product, BidBounds(
        min_amount=product.min_amount,
        max_amount=min(fitting.most, invitation.asked.amount, product.max_amount),
        min_term_months=product.min_term_months,
        max_term_months=product.max_term_months,
        max_days_to_money=product.days_to_money,
        list_rate=price.yearly,
        most_below=await read_policy(tx, "bidding.most_below_price"),
        fee_floor=await read_policy(tx, "catalog.fee_floor"),
        fee_bps=product.fee_bps,
        valid_hours=await read_policy(tx, "bidding.offer_hours"),
        valid_days=await read_policy(tx, "bidding.offer_days"),
    )
