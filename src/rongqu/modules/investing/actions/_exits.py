"""The payments of an exit: what is held ends with them, at a price of its own."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import update

from rongqu.events.investing import DistributionOrdered
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.investing import tables
from rongqu.modules.investing.actions._paying import Part, note_distribution, pay_part
from rongqu.modules.investing.actions.record_distribution_payment import (
    record_distribution_payment,
)
from rongqu.modules.investing.types import Offering

Exits = Mapping[OrganisationId, tuple[Money, Money]]
"""Of each holder: principal that ends, and what is paid for it."""


async def order_exit(
    tx: Tx, exit_id: UUID, offering: Offering, exits: Exits
) -> DistributionOrdered:
    """Of an offering that is locked. What ends cannot be sold meanwhile; whose part is worth
    nothing is closed at once. Returns the news, for the action to publish."""
    zero = Money.zero(offering.target.currency)
    parts = [Part(new_id(), who, units, paid - units, zero) for who, (units, paid) in exits.items()]
    await note_distribution(tx, exit_id, offering, parts, is_exit=True)
    columns = tables.holding.c
    for part in parts:
        await tx.connection.execute(
            update(tables.holding)
            .where(columns.offering_id == offering.id, columns.investor_id == part.investor_id)
            .values(listed_minor=columns.listed_minor + part.principal.minor)
        )
        if part.amount.is_zero():
            await record_distribution_payment(tx, part.id, None)
        else:
            await pay_part(tx, offering, part)
    return DistributionOrdered(
        subject_id=exit_id,
        parties=(offering.issuer_id, *exits),
        offering_id=offering.id,
        principal=sum((part.principal for part in parts), start=zero),
        interest=sum((part.interest for part in parts), start=zero),
        fee=zero,
        holders=len(parts),
    )
