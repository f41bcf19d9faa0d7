"""The ledger entries of an order: how money is set aside, and where it goes at the end.

Positive debits, negative credits. Money in custody is a debt of the platform to its owner, so a
debit takes from it and a credit gives to it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import EntryId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting
from rongqu.modules.payments.types import Break, OrderKind, PaymentOrder

BANK = Account(AccountCode.BANK_SETTLEMENT)
FEES = {
    OrderKind.PAYOUT: Account(AccountCode.FEE_INCOME),
    OrderKind.DISTRIBUTION: Account(AccountCode.MANAGEMENT_FEE_INCOME),
    OrderKind.SERVICE: Account(AccountCode.FEE_INCOME),
}
"""What the payee gives to the platform of what it is paid, by kind of order."""
SUSPENSE = Account(AccountCode.SUSPENSE)


def make_freezing(order: PaymentOrder) -> Entry | None:
    """None for a top-up: nobody here pays it."""
    if order.payer is None:
        return None
    return _move(
        order,
        "frozen",
        _custody(order.payer),
        _frozen(order.payer),
        business_date_at(order.ordered_at),
    )


def make_release(order: PaymentOrder, day: date) -> Entry | None:
    """What was set aside is the payer's again."""
    if order.payer is None:
        return None
    return _move(order, "released", _frozen(order.payer), _custody(order.payer), day)


def make_settlement(order: PaymentOrder, day: date) -> list[Entry]:
    source = BANK if order.payer is None else _frozen(order.payer)
    target = BANK if order.payee is None else _custody(order.payee)
    entries = [_move(order, "settled", source, target, day)]
    if order.kind in FEES and not order.fee.is_zero():
        fee = _entry(order, "fee", (target, FEES[order.kind], order.fee), day)
        entries.append(replace(fee, product=order.product))
    return entries


def make_write_off(item: Break, day: date) -> Entry:
    """The bank has more: it waits in suspense; it has less: suspense bears it."""
    return Entry(
        id=EntryId(new_id()),
        reference=f"payments.break_written_off:{item.id}",
        postings=(Posting(BANK, item.effect), Posting(SUSPENSE, -item.effect)),
        effective_on=day,
    )


def _custody(owner: UUID) -> Account:
    return Account(AccountCode.CUSTODY, owner)


def _frozen(owner: UUID) -> Account:
    return Account(AccountCode.FROZEN, owner)


def _move(order: PaymentOrder, what: str, source: Account, target: Account, day: date) -> Entry:
    return _entry(order, what, (source, target, order.amount), day)


def _entry(order: PaymentOrder, what: str, leg: tuple[Account, Account, Money], day: date) -> Entry:
    source, target, amount = leg
    return Entry(
        id=EntryId(new_id()),
        reference=f"payments.{order.kind}_{what}:{order.id}",
        postings=(Posting(source, amount), Posting(target, -amount)),
        effective_on=day,
    )
