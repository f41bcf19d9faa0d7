"""The life of a payment order, as a table; what news of the bank mean for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from rongqu.kernel.dates import SHANGHAI
from rongqu.kernel.ids import StatementId
from rongqu.kernel.money import Money
from rongqu.modules.payments.errors import (
    AccountNotOpen,
    AmountNotPayable,
    BreakClosed,
    BreakHasWay,
    DayLimitReached,
    InsufficientFunds,
    OrderEnded,
    OrderIdTaken,
    OrderTooLarge,
    StatementAccountUnknown,
    StatementDiffers,
    StatementKnown,
)
from rongqu.modules.payments.ports import BankStatus, OrderNews
from rongqu.modules.payments.types import (
    CURRENCY,
    AccountState,
    AccountStatus,
    Break,
    BreakReason,
    BreakStatus,
    Effect,
    Limits,
    NewOrder,
    PaymentOrder,
)
from rongqu.modules.payments.types import OrderStatus as S

MOVES: dict[S, frozenset[S]] = {
    S.ORDERED: frozenset({S.SENT, S.ACCEPTED, S.SETTLED, S.FAILED}),
    S.SENT: frozenset({S.SENT, S.UNKNOWN, S.ACCEPTED, S.SETTLED, S.FAILED}),
    S.UNKNOWN: frozenset({S.SENT, S.ACCEPTED, S.SETTLED, S.FAILED}),
    S.ACCEPTED: frozenset({S.SETTLED, S.FAILED}),
    S.SETTLED: frozenset(),
    S.FAILED: frozenset(),
}
"""The bank's word is taken in every state that has not ended, also before its own answer."""

SAYS: dict[BankStatus, S] = {
    BankStatus.ACCEPTED: S.ACCEPTED,
    BankStatus.SETTLED: S.SETTLED,
    BankStatus.FAILED: S.FAILED,
}

LONGEST_DOUBLING = 6
"""After six doublings the pause between two questions stays the same: 64 times the first."""


def judge_news(order: PaymentOrder, news: OrderNews) -> Effect:
    """What the bank says, against what is known.

    Late and repeated messages are nothing new; another amount, or another end than the one that
    is booked, is a contradiction that a person has to look at.
    """
    if (news.amount, news.fee) != (order.amount, order.fee):
        return Effect.CONTRADICTION
    said = SAYS[news.status]
    if said in MOVES[order.status]:
        return Effect.MOVED
    if order.status.is_final and said.is_final and said is not order.status:
        return Effect.CONTRADICTION
    return Effect.NOTHING_NEW


def is_to_be_told(order: PaymentOrder) -> bool:
    """Whether the bank may be told, again: it has not said that it knows the order."""
    return S.SENT in MOVES[order.status]


def compute_pause(first_seconds: int, asks: int) -> timedelta:
    """How long to wait before asking the bank again: twice as long each time."""
    return timedelta(seconds=first_seconds * 2 ** min(asks, LONGEST_DOUBLING))


def check_not_ended(order: PaymentOrder) -> None:
    if order.status.is_final:
        raise OrderEnded(order_id=order.id, status=order.status)


def check_payable(amount: Money, fee: Money) -> None:
    currencies = {amount.currency, fee.currency}
    if currencies != {CURRENCY} or amount.minor <= 0 or not 0 <= fee.minor < amount.minor:
        raise AmountNotPayable(amount=amount, fee=fee)


def check_limits(amount: Money, limits: Limits, ordered: Money) -> None:
    """`ordered`: what was ordered on the day before, of the same kind by the same account."""
    if limits.order < amount:
        raise OrderTooLarge(limit=limits.order)
    if limits.day < ordered + amount:
        left = max(limits.day - ordered, Money.zero(amount.currency))
        raise DayLimitReached(limit=limits.day, left=left)


def is_after_cut_off(now: datetime, cut_off_hour: int) -> bool:
    """In Shanghai; 24 means never."""
    return now.astimezone(SHANGHAI).hour >= cut_off_hour


def check_open(account: AccountState) -> None:
    if account.status is not AccountStatus.OPEN:
        raise AccountNotOpen(organisation_id=account.organisation_id, status=account.status)
    if account.is_blocked:
        raise AccountNotOpen(organisation_id=account.organisation_id, status="blocked")


def check_enough(available: Money, needed: Money) -> None:
    if available < needed:
        raise InsufficientFunds(available=available, needed=needed, missing=needed - available)


def check_same_order(wished: NewOrder, known: PaymentOrder) -> None:
    same = NewOrder(
        id=known.id,
        kind=known.kind,
        payer=known.payer,
        payee=known.payee,
        amount=known.amount,
        fee=known.fee,
        reference=known.reference,
        product=known.product,
    )
    if wished != same:
        raise OrderIdTaken(order_id=known.id)


def check_own_account(account_no: str, settlement_account: str) -> None:
    if account_no != settlement_account:
        raise StatementAccountUnknown(account_no=account_no[:40], expected=settlement_account)


def check_sent_again(
    statement_id: StatementId, sha256: str, known: tuple[StatementId, str]
) -> None:
    """The same under the same id is a retry whose answer was lost."""
    known_id, known_sha256 = known
    if sha256 != known_sha256:
        raise StatementDiffers(known_id=known_id)
    if statement_id != known_id:
        raise StatementKnown(known_id=known_id)


def check_break_open(item: Break) -> None:
    if item.status is not BreakStatus.OPEN:
        raise BreakClosed(break_id=item.id, status=item.status)


def check_may_write_off(item: Break) -> None:
    """An order that has not ended explains its lines when it does: writing it off too would book
    the money twice."""
    check_break_open(item)
    if item.reason is BreakReason.NOT_SETTLED:
        raise BreakHasWay(break_id=item.id, order_id=item.order_id)
