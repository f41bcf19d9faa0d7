"""What other rooms may hold of payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid5

from rongqu.kernel.ids import (
    AccountId,
    BatchId,
    BreakId,
    EntryId,
    HoldId,
    OrganisationId,
    PaymentOrderId,
    StatementId,
    UserId,
)
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
    SUBSCRIPTION = "subscription"
    """An investor pays an issuer for what was allotted."""
    DISTRIBUTION = "distribution"
    """An issuer pays the holders of what it has issued."""
    TRADE = "trade"
    """One investor pays another for a holding."""
    SHARE = "share"
    """A lender pays a co-funder its part of what came back of a loan."""
    SERVICE = "service"
    """A company pays a partner for what it has booked; the partner gives a part to the platform."""


INVESTMENTS = frozenset({OrderKind.SUBSCRIPTION, OrderKind.DISTRIBUTION, OrderKind.TRADE})
"""What investors pay and are paid."""


WITH_FEE = frozenset({OrderKind.PAYOUT, OrderKind.DISTRIBUTION, OrderKind.SERVICE})
"""Kinds whose payee gives a part to the platform at once."""

LIMITED = frozenset(
    {OrderKind.PAYOUT, OrderKind.COLLECTION, OrderKind.TOP_UP, OrderKind.WITHDRAWAL}
)
"""Kinds whose amounts are limited by policy; investments are limited where they are made."""

CUT_OFF = frozenset({OrderKind.PAYOUT, OrderKind.WITHDRAWAL})
"""What the bank executes on the next business day when it is ordered too late. A repayment counts
for the day on which it was ordered, so it never waits."""


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
class Limits:
    """Of one kind of order: the most that one may be, and all of a day by one account."""

    order: Money
    day: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    """What an order has to know of an account, besides what is in it."""

    organisation_id: OrganisationId
    status: AccountStatus
    account_no: str | None
    is_blocked: bool


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
    is_blocked: bool
    """By order of compliance: nothing is paid out of it or into it."""
    available: Money
    frozen: Money

    @property
    def balance(self) -> Money:
        return self.available + self.frozen


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutOrder:
    """Pay a loan out: `amount` to the payee, who gives `fee` of it to the platform at once.

    The caller makes the id: ordering again with it is harmless. `reference` is what it is for,
    `product` the kind of product that the fee is revenue of.
    """

    id: PaymentOrderId
    payer: OrganisationId
    payee: OrganisationId
    amount: Money
    fee: Money
    reference: UUID
    product: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOrder:
    """From one custody account to another: a repayment, a co-funder's part of one, or money of an
    investment, or the price of a service. `kind`: `COLLECTION`, `SHARE`, `SERVICE`, or one of
    `INVESTMENTS`. The payee of a distribution or service gives `fee` of it to the platform at once;
    `product`: the kind of product it is revenue of."""

    id: PaymentOrderId
    kind: OrderKind
    payer: OrganisationId
    payee: OrganisationId
    amount: Money
    reference: UUID
    fee: Money | None = None
    product: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """Of the agreement `reference`: it stays in its owner's account, out of the owner's reach, for
    as long as it secures the other side."""

    reference: UUID
    owner: OrganisationId
    secures: OrganisationId
    amount: Money
    number: int = 0
    """What is held of an agreement changes: each hold of it has its own."""

    @property
    def hold_id(self) -> HoldId:
        return HoldId(uuid5(self.reference, f"deposit {self.number}"))


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
    product: str | None = None


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
    product: str | None
    status: OrderStatus
    reason_code: str | None
    value_date: date
    attempts: int
    asks: int
    bank_order_no: str | None
    batch_id: BatchId | None
    ordered_at: datetime
    sent_at: datetime | None
    ask_at: datetime | None
    ended_at: datetime | None
    settled_on: date | None
    contradicted_at: datetime | None

    @property
    def parties(self) -> tuple[OrganisationId, ...]:
        return tuple(side for side in (self.payer, self.payee) if side is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentBatch:
    """Orders that were told in one message; `settled`, `failed` and `open` are counted now."""

    id: BatchId
    orders: int
    amount: Money
    sent_at: datetime
    answered_at: datetime | None
    settled: int
    failed: int

    @property
    def open(self) -> int:
        return self.orders - self.settled - self.failed


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
    STATEMENT = "statement"
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
    batch_id: BatchId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOrders:
    """What is under way at the bank, and what of it needs a person."""

    count: int
    amount: Money
    unknown: int
    contradicted: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """One booked movement of a bank statement; credits are positive."""

    number: int
    amount: Money
    booked_on: date
    value_on: date
    bank_reference: str | None
    end_to_end: str | None
    sub_account: str | None
    kind: str | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BankStatementDocument:
    """A statement as the bank has written it."""

    number: str
    account_no: str
    from_on: date
    to_on: date
    opening: Money
    closing: Money
    lines: tuple[BankLine, ...]


class StatementSource(StrEnum):
    UPLOAD = "upload"
    COMMAND = "command"
    BANK = "bank"


class BreakReason(StrEnum):
    """Why a line of the bank or an order of ours has no counterpart; see README.md."""

    UNKNOWN_LINE = "unknown_line"
    NOT_SETTLED = "not_settled"
    AMOUNT_DIFFERS = "amount_differs"
    WRONG_ACCOUNT = "wrong_account"
    LINE_TWICE = "line_twice"
    MISSING_AT_BANK = "missing_at_bank"
    BALANCE_DIFFERS = "balance_differs"


class BreakStatus(StrEnum):
    OPEN = "open"
    EXPLAINED = "explained"
    WRITTEN_OFF = "written_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`ledger` is what our books had at the end of its last day, when it was imported;
    `open_breaks` counts what still waits of it."""

    id: StatementId
    number: str
    account_no: str
    from_on: date
    to_on: date
    opening: Money
    closing: Money
    ledger: Money
    lines: int
    matched: int
    open_breaks: int
    source: StatementSource
    imported_by: UserId
    imported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLineRecord:
    line: BankLine
    order_id: PaymentOrderId | None
    break_id: BreakId | None

    @property
    def is_matched(self) -> bool:
        return self.break_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """`effect` is by how much the bank has more than the books because of it."""

    id: BreakId
    statement_id: StatementId
    statement_number: str
    reason: BreakReason
    order_id: PaymentOrderId | None
    effect: Money
    status: BreakStatus
    opened_on: date
    opened_at: datetime
    assigned_to: UserId | None
    closed_at: datetime | None
    closed_by: UserId | None
    remark: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakFilter:
    """`None`: any. `is_mine`: assigned to the actor."""

    status: BreakStatus | None = None
    reason: BreakReason | None = None
    statement_id: StatementId | None = None
    is_mine: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBreaks:
    """The queue at a glance, by age in days since the statement was imported."""

    count: int
    amount: Money
    unassigned: int
    today: int
    days_1_to_3: int
    days_over_3: int
    last_statement_on: date | None


WRITE_OFF = "payments.write_off_break"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOff:
    """The content of the stored command: what is booked when a second person agrees."""

    break_id: BreakId
    effect_minor: int
    remark: str


REVERSAL = "payments.reverse_entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class WishedReversal:
    """The content of the stored command: the entry that is taken back."""

    entry_id: EntryId
