"""What several actions do to a booking they have locked."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from rongqu.events.services import BookingEnded
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.payments.public import Deposit
from rongqu.modules.services import tables
from rongqu.modules.services.types import Booking, BookingStatus


async def change(tx: Tx, booking: Booking, **values: object) -> None:
    this_one = update(tables.booking).where(tables.booking.c.id == booking.id)
    await tx.connection.execute(this_one.values(**values))


async def end(tx: Tx, booking: Booking, outcome: BookingStatus, payable: Money) -> BookingEnded:
    """Returns the news, for the action to publish: by them the money goes where it belongs, with
    the platform's hand, since neither side may touch the other's account."""
    await change(
        tx,
        booking,
        status=outcome,
        due_at=None,
        ended_at=tx.now,
        payable_minor=payable.minor,
    )
    return BookingEnded(
        subject_id=booking.id,
        parties=booking.parties,
        customer_id=booking.customer_id,
        partner_id=booking.partner_id,
        outcome=outcome,
        payable=payable,
        returned=booking.price - payable,
    )


async def in_days(tx: Tx, policy: str) -> datetime:
    return tx.now + timedelta(days=int(await read_policy(tx, policy)))


def deposit_of(booking: Booking) -> Deposit:
    """What is held for it now."""
    return Deposit(
        reference=booking.id,
        owner=booking.customer_id,
        secures=booking.partner_id,
        amount=booking.held,
        number=booking.hold_number,
    )
