"""The money of an ended booking goes where it belongs: to the partner, less the platform's share,
and the rest back to the customer."""

from __future__ import annotations

from dataclasses import replace

from rongqu.events.payments import ServiceFailed, ServiceSettled
from rongqu.events.services import ServicePaid, ServicePaymentOrdered, ServicePaymentRefused
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.payments.public import (
    OrderKind,
    TransferOrder,
    hold_deposit,
    order_transfer,
    release_deposit,
)
from rongqu.modules.services import queries, rules
from rongqu.modules.services.actions._changes import change, deposit_of
from rongqu.modules.services.types import Booking, BookingId


async def settle_booking(tx: Tx, booking_id: BookingId) -> None:
    """Internal: a handler and the job call it. Safe to repeat: under the booking's lock nothing is
    held any more, or an order is under way. What cannot be ordered stays held, and says why."""
    booking = await queries.lock_booking(tx, booking_id)
    payable = booking.payable
    if payable is None or booking.payment_order_id is not None:
        return
    if payable.is_zero():
        if not booking.held.is_zero():
            await release_deposit(tx, deposit_of(booking))
            await change(tx, booking, held_minor=0)
        return
    order = await _order_of(tx, booking, payable)
    refusal = await _order(tx, booking, order)
    if refusal is not None:
        await _note_refusal(tx, booking, refusal)
        return

    await change(
        tx,
        booking,
        held_minor=0,
        payment_order_id=order.id,
        fee_minor=0 if order.fee is None else order.fee.minor,
        reason_code=None,
    )

    await tx.publish(
        ServicePaymentOrdered(
            subject_id=booking.id,
            parties=booking.parties,
            amount=payable,
            fee=order.fee or Money.zero(payable.currency),
        )
    )


async def _order_of(tx: Tx, booking: Booking, payable: Money) -> TransferOrder:
    return TransferOrder(
        id=PaymentOrderId(new_id()),
        kind=OrderKind.SERVICE,
        payer=booking.customer_id,
        payee=booking.partner_id,
        amount=payable,
        reference=booking.id,
        fee=rules.fee_of(payable, await read_policy(tx, "services.platform_share")),
    )


async def _order(tx: Tx, booking: Booking, order: TransferOrder) -> str | None:
    """The code of the refusal, which leaves everything held as it was; or None."""
    try:
        async with tx.connection.begin_nested():
            if not booking.held.is_zero():
                await release_deposit(tx, deposit_of(booking))
            await order_transfer(tx, order)
    except DomainError as refused:
        return refused.code
    return None


async def _note_refusal(tx: Tx, booking: Booking, reason_code: str) -> None:
    if reason_code == booking.reason_code:
        return
    await change(tx, booking, reason_code=reason_code)
    await tx.publish(
        ServicePaymentRefused(
            subject_id=booking.id, parties=booking.parties, reason_code=reason_code
        )
    )


async def record_payment(tx: Tx, news: ServiceSettled | ServiceFailed) -> None:
    """Internal: only the handlers call it. Safe to repeat: only news of the order that the booking
    is paid by counts. What the bank refused is held again, if it is still there, and then tried."""
    booking = await queries.lock_booking(tx, BookingId(news.subject_id))
    if booking.payment_order_id != news.order_id or booking.paid_at is not None:
        return
    if isinstance(news, ServiceSettled):
        await change(tx, booking, paid_at=tx.now)
        await tx.publish(
            ServicePaid(
                subject_id=booking.id,
                parties=booking.parties,
                partner_id=booking.partner_id,
                amount=news.amount,
                fee=booking.fee or Money.zero(news.amount.currency),
            )
        )
        return
    await change(tx, booking, payment_order_id=None, fee_minor=None)
    await _hold_again(tx, booking)
    await _note_refusal(tx, booking, news.reason_code)


async def _hold_again(tx: Tx, booking: Booking) -> None:
    payable = booking.payable or Money.zero(booking.price.currency)
    again = replace(booking, held=payable, hold_number=booking.hold_number + 1)
    try:
        async with tx.connection.begin_nested():
            await hold_deposit(tx, deposit_of(again))
    except DomainError:
        return  # spent in between, or blocked: the order itself will say so
    await change(tx, booking, held_minor=payable.minor, hold_number=again.hold_number)
