"""An issuer pays the holders of an offering: each pro rata, to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from rongqu.events.investing import DistributionOrdered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId, OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.sharing import share_out
from rongqu.modules.investing import permissions, queries, tables
from rongqu.modules.investing.actions._changes import change_offering
from rongqu.modules.investing.actions._listings import lock_for_sale, make_room
from rongqu.modules.investing.actions._paying import (
    Part,
    note_distribution,
    pay_part,
)
from rongqu.modules.investing.errors import (
    AboveOutstanding,
    DistributionIdTaken,
    DistributionUnderWay,
    NotActive,
    NotEnoughMoney,
    OfferingNotFound,
    TradesUnderWay,
)
from rongqu.modules.investing.market.queries import (
    has_unpaid_parts,
    has_unsettled_trades,
    lock_holders,
)
from rongqu.modules.investing.market.rules import compute_fee_of_part
from rongqu.modules.investing.types import Offering, OfferingStatus
from rongqu.modules.ledger.public import Account, AccountCode, lock_available


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDistribution:
    """The command. The caller makes the id: the same again is harmless."""

    id: UUID
    offering_id: OfferingId
    principal: Money
    interest: Money

    @property
    def amount(self) -> Money:
        return self.principal + self.interest


async def distribute(tx: Tx, wished: NewDistribution) -> int:
    """Of the actor's own offering. Returns how many holders are paid.

    What is offered for sale is taken off the market where principal is paid back, as less is there;
    redemptions keep their place.
    The management fee since the last payment of interest is taken out of each holder's interest.
    """
    tx.actor.require(permissions.OFFER)
    available = await lock_available(
        tx, Account(AccountCode.CUSTODY, tx.actor.organisation), wished.amount.currency
    )
    offering = await queries.lock_offering(tx, wished.offering_id)
    if offering.issuer_id != tx.actor.organisation:
        raise OfferingNotFound(offering_id=wished.offering_id)
    if (known := await _count_known(tx, wished)) is not None:
        return known
    for_sale = await lock_for_sale(tx, offering.id)  # whoever buys just now is seen afterwards
    await _check(tx, offering, wished)
    if available < wished.amount:
        missing = wished.amount - available
        raise NotEnoughMoney(available=available, needed=wished.amount, missing=missing)

    held = await lock_holders(tx, offering.id)
    parts = _share(offering, held, wished, tx.business_date)
    await note_distribution(tx, wished.id, offering, parts, is_exit=False)
    if not wished.interest.is_zero():
        await change_offering(tx, offering.id, fee_through=tx.business_date)
    if not wished.principal.is_zero():
        paid = {part.investor_id: part.principal.minor for part in parts}
        left = {who: units - paid.get(who, 0) for who, units in held.items()}
        await make_room(tx, offering.id, for_sale, left)
    for part in parts:
        await pay_part(tx, offering, part)

    await tx.publish(
        DistributionOrdered(
            subject_id=wished.id,
            parties=(offering.issuer_id, *(part.investor_id for part in parts)),
            offering_id=offering.id,
            principal=wished.principal,
            interest=wished.interest,
            fee=sum((part.fee for part in parts), start=Money.zero(wished.amount.currency)),
            holders=len(parts),
        )
    )
    return len(parts)


async def _count_known(tx: Tx, wished: NewDistribution) -> int | None:
    columns, part = tables.distribution.c, tables.distribution_part.c
    known = (
        await tx.connection.execute(select(tables.distribution).where(columns.id == wished.id))
    ).one_or_none()
    if known is None:
        return None
    same = (known.offering_id, known.principal_minor, known.interest_minor)
    if same != (wished.offering_id, wished.principal.minor, wished.interest.minor):
        raise DistributionIdTaken(distribution_id=wished.id)
    counted = select(func.count()).where(part.distribution_id == wished.id)
    return (await tx.connection.execute(counted)).scalar_one()


async def _check(tx: Tx, offering: Offering, wished: NewDistribution) -> None:
    if offering.status is not OfferingStatus.ACTIVE:
        raise NotActive(status=offering.status)
    is_sound = wished.principal.minor >= 0 and wished.interest.minor >= 0
    if not is_sound or wished.amount.is_zero() or offering.outstanding < wished.principal:
        raise AboveOutstanding(outstanding=offering.outstanding)
    if await has_unpaid_parts(tx, offering.id):
        raise DistributionUnderWay(offering_id=offering.id)
    if await has_unsettled_trades(tx, offering.id):
        raise TradesUnderWay(offering_id=offering.id)


def _share(
    offering: Offering, holders: dict[OrganisationId, int], wished: NewDistribution, day: date
) -> list[Part]:
    principal, interest = (
        share_out(amount, holders) for amount in (wished.principal, wished.interest)
    )
    currency = wished.amount.currency
    parts = [
        Part(
            id=new_id(),
            investor_id=who,
            principal=principal[who],
            interest=interest[who],
            fee=compute_fee_of_part(offering, Money(units, currency), interest[who], day),
        )
        for who, units in holders.items()
    ]
    return [part for part in parts if not part.amount.is_zero()]
