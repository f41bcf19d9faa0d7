"""What payments tells the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.ids import AccountId, EntryId, PaymentOrderId, UserId
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyAccountRequested(Event):
    """Subject: the organisation. The bank is asked to open an account for it."""

    name = "payments.custody_account_requested.v1"
    account_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyAccountOpened(Event):
    """Subject: the organisation. From now on it can hold money."""

    name = "payments.custody_account_opened.v1"
    account_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyAccountRefused(Event):
    """Subject: the organisation. The bank does not open an account for it."""

    name = "payments.custody_account_refused.v1"
    account_id: AccountId
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentOrdered(Event):
    """Subject: the order. What it pays out is frozen, and the bank will be told.

    `kind`: payout, collection, top_up, withdrawal, share, service, subscription, distribution or
    trade.
    """

    name = "payments.payment_ordered.v1"
    kind: str
    reference: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSent(Event):
    """Subject: the order. The bank is being told, for the `attempt`th time."""

    name = "payments.payment_sent.v1"
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAccepted(Event):
    """Subject: the order. The bank has taken it and will execute it."""

    name = "payments.payment_accepted.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentUnanswered(Event):
    """Subject: the order. The bank did not answer: what became of it has to be asked."""

    name = "payments.payment_unanswered.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentContradicted(Event):
    """Subject: the order. The bank says what cannot be after what it said: a person must look."""

    name = "payments.payment_contradicted.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRetried(Event):
    """Subject: the order. Somebody wants the bank to be asked, or told again, now."""

    name = "payments.payment_retried.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentResolved(Event):
    """Subject: the order. Somebody has found out at the bank what became of it."""

    name = "payments.payment_resolved.v1"
    outcome: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutSettled(Event):
    """Subject: what was paid out for, such as a contract."""

    name = "payments.payout_settled.v1"
    order_id: PaymentOrderId
    amount: Money
    settled_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutFailed(Event):
    """Subject: what should have been paid out for. The money is the payer's again."""

    name = "payments.payout_failed.v1"
    order_id: PaymentOrderId
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionSettled(Event):
    """Subject: what was collected for, such as a contract."""

    name = "payments.collection_settled.v1"
    order_id: PaymentOrderId
    amount: Money
    settled_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionFailed(Event):
    """Subject: what should have been collected for. The money is the payer's again."""

    name = "payments.collection_failed.v1"
    order_id: PaymentOrderId
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUpSettled(Event):
    """Subject: the organisation that has the money now."""

    name = "payments.top_up_settled.v1"
    order_id: PaymentOrderId
    amount: Money
    settled_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TopUpFailed(Event):
    """Subject: the organisation."""

    name = "payments.top_up_failed.v1"
    order_id: PaymentOrderId
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalSettled(Event):
    """Subject: the organisation that has taken its money out."""

    name = "payments.withdrawal_settled.v1"
    order_id: PaymentOrderId
    amount: Money
    settled_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalFailed(Event):
    """Subject: the organisation. The money is in its account again."""

    name = "payments.withdrawal_failed.v1"
    order_id: PaymentOrderId
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestmentSettled(Event):
    """Subject: what was paid for: a subscription, a part of a distribution, a trade."""

    name = "payments.investment_settled.v1"
    order_id: PaymentOrderId
    amount: Money
    settled_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestmentFailed(Event):
    """Subject: what should have been paid for. The money is the payer's again."""

    name = "payments.investment_failed.v1"
    order_id: PaymentOrderId
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareSettled(Event):
    """Subject: a co-funder's part of a repayment. It is in the co-funder's account."""

    name = "payments.share_settled.v1"
    order_id: PaymentOrderId
    amount: Money
    settled_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareFailed(Event):
    """Subject: a co-funder's part of a repayment. The money is the lender's again."""

    name = "payments.share_failed.v1"
    order_id: PaymentOrderId
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettled(Event):
    """Subject: the order of a service. Its price is in the partner's account, less the fee."""

    name = "payments.service_settled.v1"
    order_id: PaymentOrderId
    amount: Money
    settled_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFailed(Event):
    """Subject: the order of a service. The money is the customer's again."""

    name = "payments.service_failed.v1"
    order_id: PaymentOrderId
    reason_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositHeld(Event):
    """Money of its owner was set aside for an agreement, which is the subject."""

    name = "payments.deposit_held.v1"
    owner_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositReleased(Event):
    """Its owner may dispose of it again, or pays with it."""

    name = "payments.deposit_released.v1"
    owner_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementImported(Event):
    """Subject: the statement. `until` is its last day; `breaks` of it wait for somebody."""

    name = "payments.statement_imported.v1"
    number: str
    until: date
    lines: int
    breaks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsAsked(Event):
    """Subject: the organisation of whoever wants the bank to be asked for its statements."""

    name = "payments.statements_asked.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRefused(Event):
    """Subject: the platform. The bank's own statement was not taken: `code` says why."""

    name = "payments.statement_refused.v1"
    day: date
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakOpened(Event):
    """Subject: the break. A line of the bank, or an order of ours, has no counterpart."""

    name = "payments.break_opened.v1"
    reason: str
    order_id: PaymentOrderId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakExplained(Event):
    """Subject: the break. Its counterpart has come."""

    name = "payments.break_explained.v1"
    order_id: PaymentOrderId


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakAssigned(Event):
    """Subject: the break. Without an assignee it is back in the queue."""

    name = "payments.break_assigned.v1"
    assignee: UserId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakWriteOffAsked(Event):
    """Subject: the break. A second person has to agree."""

    name = "payments.break_write_off_asked.v1"
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakWrittenOff(Event):
    """Subject: the break. `amount` is in the suspense account now; positive: the bank had more."""

    name = "payments.break_written_off.v1"
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversalAsked(Event):
    """An entry of the ledger shall be taken back, if a second person agrees."""

    name = "payments.reversal_asked.v1"
    subject_id: EntryId
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSent(Event):
    """Subject: the batch. The bank is being told of its orders in one message."""

    name = "payments.batch_sent.v1"
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReported(Event):
    """Subject: the batch. The bank has said which of its orders it has; `accepted` wait there."""

    name = "payments.batch_reported.v1"
    accepted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFrozen(Event):
    """Subject: the organisation, which is not told. No order of it or to it is taken."""

    name = "payments.account_frozen.v1"
    freeze_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockConfirmed(Event):
    """Subject: the organisation, which is not told. The bank has blocked its account by the order
    to freeze, or has lifted the block."""

    name = "payments.block_confirmed.v1"
    freeze_id: UUID
    is_blocked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountReleased(Event):
    """Subject: the organisation. Its orders are taken again."""

    name = "payments.account_released.v1"
    freeze_id: UUID
