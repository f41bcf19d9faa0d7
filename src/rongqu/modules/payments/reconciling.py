"""Which line of a statement is which leg of which order, and why not: pure.

Every order that is settled moves money in a known way: from an account, to an account, and its fee
to the platform's. These are its legs. A line takes one leg, once. What is left over on either side
is a break with a reason, so that each line and each order is accounted for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid5

from rongqu.kernel.ids import PaymentOrderId
from rongqu.kernel.money import Money
from rongqu.modules.payments.errors import (
    StatementDoesNotFollow,
    StatementOutOfBalance,
)
from rongqu.modules.payments.types import (
    WITH_FEE,
    BankLine,
    BankStatementDocument,
    BreakReason,
    PaymentOrder,
)

CREDITS = UUID("0d1f0f5e-6a1c-5b0e-9d0e-7b6a5c4d3e2f")
"""Name space of the ids made from the bank's references: one credit, one order."""

Leg = tuple[str | None, int]
"""An account and what moved on it, in minor units: negative when money went."""


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """`legs`: what it moves when it is settled; `settled_on` is None until then."""

    id: PaymentOrderId
    legs: tuple[Leg, ...]
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line is. Without a reason it is matched."""

    line: BankLine
    order_id: PaymentOrderId | None
    reason: BreakReason | None
    effect_minor: int = 0
    """By how much the bank has more than the books because of it."""


@dataclass(slots=True)
class Finding:
    """A break to be: its lines, and by how much the bank has more than the books because of it."""

    reason: BreakReason
    order_id: PaymentOrderId | None
    effect_minor: int
    lines: list[BankLine] = field(default_factory=list[BankLine])


def order_id_of(line: BankLine) -> PaymentOrderId | None:
    """The order that the line names: our own id comes back, or the bank's reference stands for the
    order that its call-back has made."""
    for reference in (line.end_to_end, line.bank_reference):
        if reference is None:
            continue
        try:
            return PaymentOrderId(UUID(reference))
        except ValueError:
            return PaymentOrderId(uuid5(CREDITS, reference))
    return None


def legs_of(order: PaymentOrder, accounts: Mapping[UUID, str], fee_account: str) -> tuple[Leg, ...]:
    legs: list[Leg] = []
    if order.payer is not None:
        legs.append((accounts.get(order.payer), -order.amount.minor))
    if order.payee is not None:
        legs.append((accounts.get(order.payee), order.amount.minor))
    if order.kind in WITH_FEE and not order.fee.is_zero() and order.payee is not None:
        legs.append((accounts.get(order.payee), -order.fee.minor))
        legs.append((fee_account, order.fee.minor))
    return tuple(legs)


def match_lines(
    lines: Iterable[BankLine],
    orders: Mapping[PaymentOrderId, KnownOrder],
    taken: Mapping[PaymentOrderId, Sequence[Leg]],
) -> tuple[list[Verdict], dict[PaymentOrderId, Counter[Leg]]]:
    """A verdict on each line, and what is left of each order's legs. `taken`: by earlier lines."""
    left = {
        order_id: Counter(order.legs) - Counter(taken.get(order_id, ()))
        for order_id, order in orders.items()
    }
    return [_judge(line, orders, left) for line in lines], left


def _judge(
    line: BankLine,
    orders: Mapping[PaymentOrderId, KnownOrder],
    left: Mapping[PaymentOrderId, Counter[Leg]],
) -> Verdict:
    order_id, moved = order_id_of(line), line.amount.minor
    order = None if order_id is None else orders.get(order_id)
    if order is None:
        return Verdict(line, None, BreakReason.UNKNOWN_LINE, moved)
    if order.settled_on is None:
        return Verdict(line, order.id, BreakReason.NOT_SETTLED, moved)
    leg, remaining = (line.sub_account, moved), left[order.id]
    if remaining[leg] > 0:
        remaining[leg] -= 1
        return Verdict(line, order.id, None)
    if leg in order.legs:
        return Verdict(line, order.id, BreakReason.LINE_TWICE, moved)
    for other, count in remaining.items():
        is_like_it = other[0] == leg[0] and (other[1] < 0) is (moved < 0)
        if count > 0 and is_like_it:
            remaining[other] -= 1
            return Verdict(line, order.id, BreakReason.AMOUNT_DIFFERS, moved - other[1])
    return Verdict(line, order.id, BreakReason.WRONG_ACCOUNT, moved)


def find_breaks(
    verdicts: Iterable[Verdict],
    orders: Mapping[PaymentOrderId, KnownOrder],
    left: Mapping[PaymentOrderId, Counter[Leg]],
    period: tuple[date, date],
) -> list[Finding]:
    """One for each order and reason; each line that names no order is one of its own."""
    findings: list[Finding] = []
    of_order: dict[tuple[PaymentOrderId, BreakReason], Finding] = {}
    for verdict in verdicts:
        if verdict.reason is None:
            continue
        finding = Finding(verdict.reason, verdict.order_id, 0)
        if verdict.order_id is not None:
            finding = of_order.setdefault((verdict.order_id, verdict.reason), finding)
        if not finding.lines:
            findings.append(finding)
        finding.lines.append(verdict.line)
        finding.effect_minor += verdict.effect_minor
    return findings + _find_missing(orders, left, period)


def _find_missing(
    orders: Mapping[PaymentOrderId, KnownOrder],
    left: Mapping[PaymentOrderId, Counter[Leg]],
    period: tuple[date, date],
) -> list[Finding]:
    """Orders that our books have settled in the period, and the bank has not, or not wholly."""
    missing: list[Finding] = []
    for order in orders.values():
        is_due = order.settled_on is not None and period[0] <= order.settled_on <= period[1]
        remaining = +left[order.id]
        if is_due and remaining:
            moved = sum(leg[1] * count for leg, count in remaining.items())
            missing.append(Finding(BreakReason.MISSING_AT_BANK, order.id, -moved))
    return missing


def check_adds_up(document: BankStatementDocument) -> None:
    """Opening and lines make the closing balance: the bank's own arithmetic, checked."""
    moved = sum((line.amount for line in document.lines), Money.zero(document.opening.currency))
    if document.opening + moved != document.closing:
        raise StatementOutOfBalance(
            opening=document.opening,
            moved=moved,
            closing=document.closing,
            difference=document.closing - document.opening - moved,
        )


def check_follows(
    document: BankStatementDocument, last_on: date | None, last_closing: Money | None
) -> None:
    """It begins after the day, and with the balance, that the one before it ended with."""
    if document.from_on > document.to_on:
        raise StatementDoesNotFollow(from_on=document.from_on, last_on=document.to_on)
    if last_on is None or last_closing is None:
        return
    if document.from_on <= last_on or document.opening != last_closing:
        raise StatementDoesNotFollow(
            from_on=document.from_on,
            last_on=last_on,
            opening=document.opening,
            last_closing=last_closing,
        )


def group_by_order(rows: Iterable[tuple[PaymentOrderId, Leg]]) -> dict[PaymentOrderId, list[Leg]]:
    grouped: dict[PaymentOrderId, list[Leg]] = defaultdict(list)
    for order_id, leg in rows:
        grouped[order_id].append(leg)
    return grouped
