"""The bank has paid what was allotted, or not."""

from __future__ import annotations

from rongqu.events.investing import OfferingFailed, OfferingStarted, SubscriptionPaid
from rongqu.events.investing import SubscriptionRefused as Refused
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OfferingId, SubscriptionId
from rongqu.kernel.money import Money
from rongqu.modules.investing import queries
from rongqu.modules.investing.actions._changes import (
    Move,
    change_offering,
    change_subscription,
    move_holding,
)
from rongqu.modules.investing.types import (
    LineKind,
    Offering,
    OfferingStatus,
    Subscription,
    SubscriptionStatus,
)


async def record_subscription_payment(
    tx: Tx, subscription_id: SubscriptionId, reason_code: str | None
) -> None:
    """Internal: only the handlers call it. Safe to repeat. `reason_code`: why the bank refused.

    With the last order of an offering its term begins.
    """
    known = await queries.lock_subscription(tx, subscription_id)
    if known.status is not SubscriptionStatus.PAYING:
        return
    if reason_code is None:
        await _note_paid(tx, known)
    else:
        await change_subscription(tx, known, status=SubscriptionStatus.REFUSED, ended_at=tx.now)
    offering = await queries.lock_offering(tx, known.offering_id)
    raised = await _count(tx, offering, known, is_paid=reason_code is None)

    parties = (known.investor_id, offering.issuer_id)
    if reason_code is None:
        assert known.allotted is not None
        await tx.publish(
            SubscriptionPaid(
                subject_id=known.id,
                parties=parties,
                offering_id=offering.id,
                amount=known.allotted,
            )
        )
    else:
        await tx.publish(
            Refused(
                subject_id=known.id,
                parties=parties,
                offering_id=offering.id,
                reason_code=reason_code,
            )
        )
    await _start(tx, offering, raised)


async def _note_paid(tx: Tx, known: Subscription) -> None:
    assert known.allotted is not None
    await change_subscription(tx, known, status=SubscriptionStatus.PAID, ended_at=tx.now)
    await move_holding(
        tx,
        Move(
            offering_id=known.offering_id,
            investor_id=known.investor_id,
            kind=LineKind.SUBSCRIBED,
            units=known.allotted,
            cash=-known.allotted,
            income=Money.zero(known.amount.currency),
            line_id=known.id,
        ),
    )


async def _count(tx: Tx, offering: Offering, known: Subscription, *, is_paid: bool) -> Money:
    """`outstanding` grows with each payment; `taken` shrinks with each that was refused."""
    assert known.allotted is not None
    if is_paid:
        raised = offering.outstanding + known.allotted
        await change_offering(tx, offering.id, outstanding_minor=raised.minor)
        return raised
    left = offering.taken - known.allotted
    await change_offering(tx, offering.id, taken_minor=left.minor)
    return offering.outstanding


async def _start(tx: Tx, offering: Offering, raised: Money) -> None:
    if await queries.has_live_subscriptions(tx, offering.id):
        return
    parties = (offering.issuer_id,)
    if raised.is_zero():
        await change_offering(tx, offering.id, status=OfferingStatus.FAILED)
        await tx.publish(
            OfferingFailed(subject_id=offering.id, parties=parties, ordered=offering.taken)
        )
        return
    await change_offering(
        tx,
        offering.id,
        status=OfferingStatus.ACTIVE,
        starts_on=tx.business_date,
        fee_through=tx.business_date,
    )
    await tx.publish(
        OfferingStarted(
            subject_id=OfferingId(offering.id),
            parties=parties,
            raised=raised,
            starts_on=tx.business_date,
        )
    )
