"""An issuer promises what no quarter shall fall below, before anybody orders."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.aftercare import CovenantAgreed
from rongqu.infra.tx import Tx
from rongqu.modules.aftercare import permissions, rules, tables
from rongqu.modules.aftercare.errors import CovenantTaken, CovenantTooLate
from rongqu.modules.aftercare.types import Covenant
from rongqu.modules.investing.public import OfferingStatus, lock_own_offering


async def agree_covenant(tx: Tx, covenant: Covenant) -> None:
    """What is promised is part of what is bought: only while the offering is proposed, or open
    and without an order. The lock keeps orders out meanwhile."""
    tx.actor.require(permissions.REPORT)
    offering = await lock_own_offering(tx, covenant.offering_id)
    is_early = offering.status in (OfferingStatus.PROPOSED, OfferingStatus.OPEN)
    if not is_early or offering.orders > 0:
        raise CovenantTooLate(offering_id=offering.id)
    rules.check_currency([covenant.least], offering.target.currency)

    made = await tx.connection.execute(
        insert(tables.covenant)
        .values(
            offering_id=offering.id,
            measure=covenant.measure,
            issuer_id=offering.issuer_id,
            currency=covenant.least.currency,
            least_minor=covenant.least.minor,
            agreed_by=tx.actor.id,
            agreed_at=tx.now,
        )
        .on_conflict_do_nothing()
    )
    if made.rowcount == 0:
        raise CovenantTaken(measure=covenant.measure)

    await tx.publish(
        CovenantAgreed(
            subject_id=offering.id,
            parties=(offering.issuer_id,),
            measure=covenant.measure.value,
            least=covenant.least,
        )
    )
