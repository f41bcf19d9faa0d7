"""An issuer buys parts of an offering back, of those holders who want it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.investing import queries
from rongqu.modules.investing.actions._exits import order_exit
from rongqu.modules.investing.errors import DistributionUnderWay, NotActive
from rongqu.modules.investing.market.queries import has_unpaid_parts, lock_free_units
from rongqu.modules.investing.market.rules import compute_price
from rongqu.modules.investing.types import OfferingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyBack:
    """The command. `price`: of 1 yuan of principal, everything included."""

    id: UUID
    offering_id: OfferingId
    price: Decimal
    wanted: Mapping[OrganisationId, Money]


async def buy_back(tx: Tx, wished: BuyBack) -> Money:
    """Internal: as `close_holdings`. Of nobody more than they hold and do not sell already. Returns
    how much principal is bought back."""
    offering = await queries.lock_offering(tx, wished.offering_id)
    if offering.status is not OfferingStatus.ACTIVE:
        raise NotActive(status=offering.status)
    if await has_unpaid_parts(tx, offering.id):
        raise DistributionUnderWay(offering_id=offering.id)
    currency = offering.target.currency
    free = await lock_free_units(tx, offering.id)
    taken = {
        who: min(units, Money(free.get(who, 0), currency)) for who, units in wished.wanted.items()
    }
    exits = {
        who: (units, compute_price(units, wished.price))
        for who, units in taken.items()
        if not units.is_zero()
    }
    if exits:
        await tx.publish(await order_exit(tx, wished.id, offering, exits))
    return sum((units for units, _ in exits.values()), start=Money.zero(currency))
