"""Which lenders could be asked: those with a product that passes its hard rules and is secured by
what the enterprise can pledge."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, OrganisationId
from rongqu.modules.bidding import rules
from rongqu.modules.bidding.types import Asked, Fitting, FittingLender
from rongqu.modules.matching.public import Wish, match_products


async def find_fitting(tx: Tx, asked: Asked) -> tuple[FittingLender, ...]:
    """By matching's own judgement, as a part of the wish too; that somebody asked goes on record
    there. In a fixed order."""
    wish = Wish(amount=asked.amount, term_months=asked.term_months, purpose=asked.purpose)
    found = await match_products(tx, EnterpriseId(tx.actor.organisation), wish)
    lenders: dict[OrganisationId, list[Fitting]] = {}
    for offer in found.eligible:
        product = found.products[offer.product_id]
        wanted = (each.kind for each in product.collateral)
        if rules.is_secured_by(wanted, asked.pledges):
            fitting = Fitting(
                product_id=product.id,
                name=product.name,
                name_en=product.name_en,
                most=offer.amount,
            )
            lenders.setdefault(offer.institution_id, []).append(fitting)
    return tuple(
        FittingLender(institution_id=lender, products=tuple(lenders[lender]))
        for lender in sorted(lenders)
    )
