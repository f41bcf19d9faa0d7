"""What other rooms may hold of payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.ids import AccountId, OrganisationId, PaymentOrderId
from rongqu.kernel.money import Money

CURRENCY = "CNY"
"""Custody accounts hold yuan."""


class AccountStatus(StrEnum):
    OPENING = "opening"
    OPEN = "open"
    REFUSED = "refused"


class OrderKind(StrEnum):
    PAYOUT = "payout"
    COLLECTION = "collection"
    TOP_UP = "top_up"
    WITHDRAWAL = "withdrawal"


class OrderStatus(StrEnum):
    """README.md draws the life cycle. `UNKNOWN`: the bank was told and did not answer."""

    ORDERED = "ordered"
    SENT = "sent"
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    SETTLED = "settled"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        return self in (OrderStatus.SETTLED, OrderStatus.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyAccount:
    """`available` can be spent; `frozen` is set aside for orders under way."""

    id: AccountId
    organisation_id: OrganisationId
    name: str
    status: AccountStatus
    account_no: str | None
    reason_code: str | None
    opened_at: datetime | None
    available: Money
    frozen: Money

    @property
    def balance(self) -> Money:
        return self.available + self.frozen


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutOrder:
    """Pay a loan out: `amount` to the payee, who gives `fee` of it to the platform at once.

    The caller makes the id: ordering again with it is harmless. `reference` is what it is for.
    """

    id: PaymentOrderId
    payer: OrganisationId
    payee: OrganisationId
    amount: Money
    fee: Money
    reference: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionOrder:
    """Collect a repayment from the payer for the payee."""

    id: PaymentOrderId
    payer: OrganisationId
    payee: OrganisationId
    amount: Money
    reference: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrder:
    """What every order has in common. A top-up has no payer and a withdrawal no payee: the other
    side is a bank account outside."""

    id: PaymentOrderId
    kind: OrderKind
    payer: OrganisationId | None
    payee: OrganisationId | None
    amount: Money
    fee: Money
    reference: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentOrder:
    id: PaymentOrderId
    kind: OrderKind
    payer: OrganisationId | None
    payee: OrganisationId | None
    payer_name: str | None
    payee_name: str | None
    amount: Money
    fee: Money
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
    contradicted_at: datetime | None

    @property
    def parties(self) -> tuple[OrganisationId, ...]:
        return tuple(side for side in (self.payer, self.payee) if side is not None)


class Resolution(StrEnum):
    """What a person has found out at the bank."""

    SETTLED = "settled"
    FAILED = "failed"


class NoteKind(StrEnum):
    """One line of an order's trace."""

    SENT = "sent"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    ASKED = "asked"
    NOT_KNOWN = "not_known"
    CALLED_BACK = "called_back"
    RESOLVED = "resolved"


class Effect(StrEnum):
    """What a line of the trace did to its order."""

    MOVED = "moved"
    NOTHING_NEW = "nothing_new"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNote:
    id: UUID
    kind: NoteKind
    effect: Effect
    says: str | None
    reason_code: str | None
    remark: str | None
    noted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """`None`: any. `is_open`: those that have not ended."""

    kind: OrderKind | None = None
    status: OrderStatus | None = None
    reference: UUID | None = None
    is_open: bool | None = None
    is_contradicted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOrders:
    """What is under way at the bank, and what of it needs a person."""

    count: int
    amount: Money
    unknown: int
    contradicted: int
    oldest_at: datetime | None
