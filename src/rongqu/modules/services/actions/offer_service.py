"""A partner says what it does at which price."""

from __future__ import annotations

from sqlalchemy import insert, update

from rongqu.events.services import ServiceOffered, ServiceOfferWithdrawn
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.parties.public import InstitutionKind, InstitutionNotFound, get_institution
from rongqu.modules.services import permissions, queries, rules, tables
from rongqu.modules.services.errors import KindNotOffered
from rongqu.modules.services.types import NewServiceOffer, OfferId, ServiceKind, ServiceOffer

DOES = {
    InstitutionKind.LAW_FIRM: frozenset({ServiceKind.LEGAL}),
    InstitutionKind.ACCOUNTING_FIRM: frozenset({ServiceKind.TAX, ServiceKind.ACCOUNTING}),
    InstitutionKind.APPRAISER: frozenset({ServiceKind.VALUATION}),
}


async def offer_service(tx: Tx, new: NewServiceOffer) -> ServiceOffer:
    tx.actor.require(permissions.OFFER)
    try:
        partner = await get_institution(tx, tx.actor.organisation)
    except InstitutionNotFound as error:
        raise KindNotOffered from error
    most = await read_policy(tx, "services.most_price")
    does = DOES.get(partner.kind, frozenset())
    rules.check_can_offer(new, does, Money.parse(f"{most:f}", new.price.currency))

    await tx.connection.execute(
        insert(tables.offer).values(
            id=new.id,
            partner_id=tx.actor.organisation,
            kind=new.kind,
            title=new.title,
            description=new.description,
            amount_minor=new.price.minor,
            currency=new.price.currency,
            delivery_days=new.delivery_days,
            valid_from=new.valid_from,
            valid_until=new.valid_until,
            created_by=tx.actor.id,
            created_at=tx.now,
        )
    )

    await tx.publish(
        ServiceOffered(
            subject_id=new.id, parties=(tx.actor.organisation,), kind=new.kind, price=new.price
        )
    )
    return await queries.get_offer(tx, new.id)


async def withdraw_offer(tx: Tx, offer_id: OfferId) -> None:
    """Of twice the second does nothing."""
    tx.actor.require(permissions.OFFER)
    offer = await queries.lock_own_offer(tx, offer_id)
    if offer.withdrawn_at is not None:
        return

    this_one = update(tables.offer).where(tables.offer.c.id == offer_id)
    await tx.connection.execute(this_one.values(withdrawn_at=tx.now))

    await tx.publish(ServiceOfferWithdrawn(subject_id=offer_id, parties=(offer.partner_id,)))
