"""What payments needs of a custody bank 存管银行; `rongqu.adapters.custody_bank` gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from rongqu.kernel.ids import AccountId, BatchId, OrganisationId, PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.modules.payments.types import OrderKind


class BankUnreachable(Exception):
    """No answer in time: whether the bank has done it is not known."""


class BankRefused(Exception):
    """The bank has answered no, and has done nothing."""

    def __init__(self, reason_code: str) -> None:
        super().__init__(reason_code)
        self.reason_code = reason_code


class CallbackRefused(Exception):
    """A call-back that the bank has not signed, or long ago."""


class CallbackUnreadable(Exception):
    """Signed by the bank, and not understood."""


class BankStatus(StrEnum):
    ACCEPTED = "accepted"
    SETTLED = "settled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRequest:
    """`id` makes asking again harmless."""

    id: AccountId
    owner: OrganisationId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRequest:
    """Block an account, or lift the block. `id` makes asking again harmless, however late."""

    id: UUID
    account_no: str
    blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BankOrder:
    """`id` makes telling again harmless. The bank checks that the payee's account has its name."""

    id: PaymentOrderId
    kind: OrderKind
    debit_account: str | None
    credit_account: str | None
    credit_name: str | None
    amount: Money
    fee: Money
    value_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNews:
    """What the bank says about an order."""

    order_id: PaymentOrderId
    status: BankStatus
    amount: Money
    fee: Money
    bank_order_no: str
    reason_code: str | None
    settled_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNews:
    """Somebody outside has paid into an account without an order of ours."""

    reference: str
    account_no: str
    amount: Money
    booked_on: date


@dataclass(frozen=True, slots=True)
class Agreement:
    """The accounts that the custody agreement names: the one that holds all custody money, and
    within it the platform's own, for fees."""

    settlement_account: str
    fee_account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """One call-back. It may come late, twice or out of order: `id` is the same each time."""

    id: UUID
    news: OrderNews | CreditNews


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCallback:
    """As it came over the wire: the signature is about these very bytes."""

    method: str
    path: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class CustodyBank(Protocol):
    """Every call ends in an answer, BankRefused, or BankUnreachable."""

    async def open_account(self, request: AccountRequest) -> str:
        """The account's number."""
        ...

    async def block_account(self, request: BlockRequest) -> None:
        """From now on the bank pays nothing out of the account or into it, or does again."""
        ...

    async def place_order(self, order: BankOrder) -> OrderNews: ...

    async def place_batch(self, message: bytes) -> bytes:
        """Many payments in one message: pain.001 out, pain.002 back. What the answer leaves out is
        as if the bank had not been told of it."""
        ...

    async def ask_batch(self, batch_id: BatchId) -> bytes | None:
        """pain.002; None: the bank has never heard of it."""
        ...

    async def ask_order(self, order_id: PaymentOrderId) -> OrderNews | None:
        """None: the bank has never heard of it."""
        ...

    async def fetch_statement(self, day: date) -> bytes | None:
        """The camt.053 of a day; None while the bank has not closed it."""
        ...

    agreement: Agreement

    def read_callback(self, raw: RawCallback) -> Callback:
        """Raises CallbackRefused or CallbackUnreadable."""
        ...
