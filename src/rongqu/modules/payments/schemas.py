"""Bodies of the payments API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

import msgspec
from pydantic import BaseModel, Field

from rongqu.infra.web import MoneyBody
from rongqu.kernel.ids import BatchId
from rongqu.kernel.money import Money
from rongqu.modules.payments.types import (
    AccountStatus,
    CustodyAccount,
    Effect,
    NoteKind,
    OpenOrders,
    OrderFilter,
    OrderKind,
    OrderNote,
    OrderStatus,
    PaymentBatch,
    PaymentOrder,
    Resolution,
)


class CustodyAccountBody(BaseModel):
    """`balance` is `available` and `frozen` together."""

    id: UUID
    organisation_id: UUID
    name: str
    status: AccountStatus
    account_no: str | None
    reason_code: str | None
    opened_at: datetime | None
    balance: MoneyBody
    available: MoneyBody
    frozen: MoneyBody

    @classmethod
    def of(cls, account: CustodyAccount) -> Self:
        return cls(
            id=account.id,
            organisation_id=account.organisation_id,
            name=account.name,
            status=account.status,
            account_no=account.account_no,
            reason_code=account.reason_code,
            opened_at=account.opened_at,
            balance=MoneyBody.of(account.balance),
            available=MoneyBody.of(account.available),
            frozen=MoneyBody.of(account.frozen),
        )


class AmountBody(BaseModel):
    amount: MoneyBody


class ResolutionBody(BaseModel):
    """`remark`: how it was found out, such as the number of the bank's receipt."""

    outcome: Resolution
    remark: str = Field(min_length=5, max_length=500)


class PaymentOrderBody(BaseModel):
    id: UUID
    kind: OrderKind
    payer_id: UUID | None
    payer_name: str | None
    payee_id: UUID | None
    payee_name: str | None
    amount: MoneyBody
    fee: MoneyBody
    reference: UUID
    status: OrderStatus
    reason_code: str | None
    value_date: date
    attempts: int
    asks: int
    bank_order_no: str | None
    ordered_at: datetime
    sent_at: datetime | None
    ask_at: datetime | None
    ended_at: datetime | None
    settled_on: date | None
    is_contradicted: bool

    @classmethod
    def of(cls, order: PaymentOrder) -> Self:
        return cls(
            id=order.id,
            kind=order.kind,
            payer_id=order.payer,
            payer_name=order.payer_name,
            payee_id=order.payee,
            payee_name=order.payee_name,
            amount=MoneyBody.of(order.amount),
            fee=MoneyBody.of(order.fee),
            reference=order.reference,
            status=order.status,
            reason_code=order.reason_code,
            value_date=order.value_date,
            attempts=order.attempts,
            asks=order.asks,
            bank_order_no=order.bank_order_no,
            ordered_at=order.ordered_at,
            sent_at=order.sent_at,
            ask_at=order.ask_at,
            ended_at=order.ended_at,
            settled_on=order.settled_on,
            is_contradicted=order.contradicted_at is not None,
        )


_encode = msgspec.json.Encoder().encode


def encode_order(order: PaymentOrder) -> bytes:
    """What `PaymentOrderBody.of` says, as ready bytes for the hot read: a test compares the two."""
    return _encode(
        {
            "id": order.id,
            "kind": order.kind,
            "payer_id": order.payer,
            "payer_name": order.payer_name,
            "payee_id": order.payee,
            "payee_name": order.payee_name,
            "amount": _money(order.amount),
            "fee": _money(order.fee),
            "reference": order.reference,
            "status": order.status,
            "reason_code": order.reason_code,
            "value_date": order.value_date,
            "attempts": order.attempts,
            "asks": order.asks,
            "bank_order_no": order.bank_order_no,
            "ordered_at": order.ordered_at,
            "sent_at": order.sent_at,
            "ask_at": order.ask_at,
            "ended_at": order.ended_at,
            "settled_on": order.settled_on,
            "is_contradicted": order.contradicted_at is not None,
        }
    )


def _money(money: Money) -> dict[str, str]:
    return {"amount": money.amount, "currency": money.currency}


class OrderFilterQuery(BaseModel):
    """`is_open`: not settled and not failed. `is_contradicted`: a person has to look at it."""

    kind: OrderKind | None = None
    status: OrderStatus | None = None
    reference: UUID | None = None
    is_open: bool | None = None
    is_contradicted: bool | None = None
    batch_id: UUID | None = None

    def to_filter(self) -> OrderFilter:
        return OrderFilter(
            kind=self.kind,
            status=self.status,
            reference=self.reference,
            is_open=self.is_open,
            is_contradicted=self.is_contradicted,
            batch_id=None if self.batch_id is None else BatchId(self.batch_id),
        )


class OrderNoteBody(BaseModel):
    """One line of the trace: what was said, and what it did to the order."""

    id: UUID
    kind: NoteKind
    effect: Effect
    says: str | None
    reason_code: str | None
    remark: str | None
    noted_at: datetime

    @classmethod
    def of(cls, note: OrderNote) -> Self:
        return cls(
            id=note.id,
            kind=note.kind,
            effect=note.effect,
            says=note.says,
            reason_code=note.reason_code,
            remark=note.remark,
            noted_at=note.noted_at,
        )


class OpenOrdersBody(BaseModel):
    count: int
    amount: MoneyBody
    unknown: int
    contradicted: int
    oldest_at: datetime | None

    @classmethod
    def of(cls, figures: OpenOrders) -> Self:
        return cls(
            count=figures.count,
            amount=MoneyBody.of(figures.amount),
            unknown=figures.unknown,
            contradicted=figures.contradicted,
            oldest_at=figures.oldest_at,
        )


class PaymentBatchBody(BaseModel):
    """Orders told in one message; `open` have not ended yet."""

    id: UUID
    orders: int
    amount: MoneyBody
    sent_at: datetime
    answered_at: datetime | None
    settled: int
    failed: int
    open: int

    @classmethod
    def of(cls, batch: PaymentBatch) -> Self:
        return cls(
            id=batch.id,
            orders=batch.orders,
            amount=MoneyBody.of(batch.amount),
            sent_at=batch.sent_at,
            answered_at=batch.answered_at,
            settled=batch.settled,
            failed=batch.failed,
            open=batch.open,
        )


class OrderTraceBody(BaseModel):
    items: list[OrderNoteBody]


class BankMessageTakenBody(BaseModel):
    id: UUID
