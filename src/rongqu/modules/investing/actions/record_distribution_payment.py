"""The bank has paid one holder's part of a distribution, or not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update

from rongqu.events.investing import DistributionPaid, DistributionRefused, OfferingRepaid
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId, OrganisationId
from rongqu.kernel.money import Money
from rongqu.modules.investing import queries, tables
from rongqu.modules.investing.actions._changes import Move, change_offering, move_holding
from rongqu.modules.investing.types import LineKind, Offering, OfferingStatus


async def record_distribution_payment(tx: Tx, part_id: UUID, reason_code: str | None) -> None:
    """Internal: only the handlers call it. Safe to repeat. What the bank has refused stays the
    issuer's debt: principal is outstanding until it has been paid."""
    part = await _lock(tx, part_id)
    if part is None or part.status != "paying":
        return
    status = "paid" if reason_code is None else "refused"
    columns = tables.distribution_part.c
    await tx.connection.execute(
        update(tables.distribution_part).where(columns.id == part_id).values(status=status)
    )
    offering = await queries.lock_offering(tx, OfferingId(part.offering_id))
    parties = (OrganisationId(part.investor_id), offering.issuer_id)
    principal = Money(part.principal_minor, part.currency)
    interest = Money(part.interest_minor, part.currency)
    fee = Money(part.fee_minor, part.currency)
    if reason_code is not None:
        if part.is_exit:
            await _free(tx, offering.id, parties[0], principal)
        refused = DistributionRefused(
            subject_id=part_id, parties=parties, offering_id=offering.id, reason_code=reason_code
        )
        await tx.publish(refused)
        return

    await _reduce(
        tx,
        offering,
        unlist=principal.minor if part.is_exit else 0,
        paid=Move(
            offering_id=offering.id,
            investor_id=parties[0],
            kind=LineKind.EXITED if part.is_exit else LineKind.REPAID,
            units=-principal,
            cash=principal + interest - fee,
            income=interest - fee,
            line_id=part_id,
            fee=fee,
        ),
    )

    await tx.publish(
        DistributionPaid(
            subject_id=part_id,
            parties=parties,
            offering_id=offering.id,
            principal=principal,
            interest=interest,
            fee=fee,
        )
    )


async def _lock(tx: Tx, part_id: UUID) -> Row[Any] | None:
    part, whole = tables.distribution_part, tables.distribution
    wanted = (
        select(part, whole.c.offering_id, whole.c.is_exit)
        .join(whole, whole.c.id == part.c.distribution_id)
        .where(part.c.id == part_id)
        .with_for_update(of=part)
    )
    return (await tx.connection.execute(wanted)).one_or_none()


async def _free(tx: Tx, offering_id: OfferingId, holder: OrganisationId, units: Money) -> None:
    """It stays held, and can be sold again."""
    columns = tables.holding.c
    await tx.connection.execute(
        update(tables.holding)
        .where(columns.offering_id == offering_id, columns.investor_id == holder)
        .values(listed_minor=columns.listed_minor - units.minor)
    )


async def _reduce(tx: Tx, offering: Offering, paid: Move, unlist: int) -> None:
    await move_holding(tx, paid, unlist=unlist)
    left = offering.outstanding + paid.units
    if not left.is_zero():
        await change_offering(tx, offering.id, outstanding_minor=left.minor)
        return
    await change_offering(tx, offering.id, outstanding_minor=0, status=OfferingStatus.REPAID)
    await tx.publish(OfferingRepaid(subject_id=offering.id, parties=(offering.issuer_id,)))
