"""What offers with and without a second person share: the checks, and the row."""

from __future__ import annotations

from sqlalchemy import insert, update

from rongqu.events.bidding import OfferMade
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.bidding import queries, rules, tables
from rongqu.modules.bidding.bounds import read_bounds
from rongqu.modules.bidding.types import Invitation, NewOffer, OfferStatus
from rongqu.modules.catalog.public import Product


async def lock_and_check(tx: Tx, new: NewOffer) -> tuple[Invitation, Product]:
    """Everything that could have changed since the page was opened, or since a colleague asked."""
    invitation = await queries.lock_invitation(tx, new.invitation_id)
    rules.check_in_time(invitation, tx.now)
    product, bounds = await read_bounds(tx, invitation, new.bid.product_id, new.bid.term_months)
    rules.check_bid(new.bid, bounds, tx.now)
    return invitation, product


async def record_offer(
    tx: Tx,
    new: NewOffer,
    place: tuple[Invitation, Product],
    made_by: UserId,
    confirmed_by: UserId | None = None,
) -> None:
    """A lender has one offer on the table: a newer one takes the place of the older."""
    invitation, product = place
    bid = new.bid
    await tx.connection.execute(
        update(tables.offer)
        .where(
            tables.offer.c.invitation_id == invitation.id,
            tables.offer.c.status == OfferStatus.OPEN,
        )
        .values(status=OfferStatus.REPLACED, settled_at=tx.now)
    )
    await tx.connection.execute(
        insert(tables.offer).values(
            id=new.id,
            invitation_id=invitation.id,
            request_id=invitation.request_id,
            enterprise_id=invitation.enterprise_id,
            institution_id=invitation.institution_id,
            product_id=product.id,
            product_version=product.version,
            amount_minor=bid.amount.minor,
            currency=bid.amount.currency,
            term_months=bid.term_months,
            yearly_rate=bid.yearly_rate,
            fee_bps=bid.fee_bps,
            days_to_money=bid.days_to_money,
            conditions=bid.conditions,
            valid_until=bid.valid_until,
            status=OfferStatus.OPEN,
            made_by=made_by,
            made_at=tx.now,
            confirmed_by=confirmed_by,
        )
    )
    await tx.publish(
        OfferMade(
            subject_id=invitation.request_id,
            parties=(invitation.enterprise_id, invitation.institution_id),
            enterprise_id=invitation.enterprise_id,
            offer_id=new.id,
            institution_id=invitation.institution_id,
            amount=bid.amount,
            term_months=bid.term_months,
            yearly_rate=f"{bid.yearly_rate:f}",
            fee_bps=bid.fee_bps,
            valid_until=bid.valid_until,
            confirmed_by=confirmed_by,
        )
    )
