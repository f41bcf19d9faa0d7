"""The law of the ledger: money never appears and never vanishes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from rongqu.kernel.money import Money
from rongqu.modules.ledger.errors import (
    AlreadyReversed,
    CannotClose,
    HoldEnded,
    HoldTaken,
    IsReversal,
    NothingToHold,
    PeriodClosed,
    ReferenceTaken,
    Unbalanced,
)
from rongqu.modules.ledger.types import (
    Account,
    AccountCode,
    Entry,
    Hold,
    HoldStatus,
    NewHold,
    PostedEntry,
    Posting,
    Side,
)


def check_balanced(entry: Entry) -> tuple[Posting, ...]:
    """The postings to be made; those of nothing, such as a fee of zero, are left out."""
    postings = tuple(posting for posting in entry.postings if posting.amount.minor)
    sums: dict[str, int] = {}
    for posting in postings:
        amount = posting.amount
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    if not postings or any(sums.values()):
        raise Unbalanced(reference=entry.reference)
    return postings


def check_same_entry(wished: Entry, known: PostedEntry | None) -> None:
    """Posted again, it has to be the same; its day only where the caller says one."""
    if (
        known is None
        or check_balanced(wished) != known.postings
        or (wished.effective_on or known.effective_on) != known.effective_on
        or (wished.hold, wished.reverses) != (known.hold, known.reverses)
        or wished.product != known.product
    ):
        raise ReferenceTaken(reference=wished.reference)


def check_can_reverse(entry: PostedEntry, closed_through: date | None) -> None:
    if entry.reverses is not None:
        raise IsReversal(entry=entry.id)
    if entry.reversed_by is not None:
        raise AlreadyReversed(entry=entry.id, reversal=entry.reversed_by)
    if closed_through is not None and entry.effective_on <= closed_through:
        raise PeriodClosed(effective_on=entry.effective_on, closed_through=closed_through)


def make_reversal(entry: PostedEntry) -> Entry:
    """The same postings with their signs turned, for the same day."""
    return Entry(
        reference=f"ledger.reversed:{entry.id}",
        postings=tuple(Posting(each.account, -each.amount) for each in entry.postings),
        effective_on=entry.effective_on,
        reverses=entry.id,
        product=entry.product,
    )


def check_can_close(through: date, business_date: date, closed_through: date | None) -> None:
    """Days that are over, and one after the other."""
    if through >= business_date or (closed_through is not None and through <= closed_through):
        raise CannotClose(through=through, closed_through=closed_through)


def check_can_hold(wished: NewHold) -> None:
    if wished.amount.is_negative() or wished.amount.is_zero():
        raise NothingToHold(reference=wished.reference)


def check_same_hold(wished: NewHold, known: Hold) -> None:
    asked = (wished.account, wished.amount, wished.reference)
    if asked != (known.account, known.amount, known.reference):
        raise HoldTaken(hold=wished.id)


def check_can_void(hold: Hold) -> None:
    if hold.status is HoldStatus.POSTED:
        raise HoldEnded(hold=hold.id)


def as_seen(code: AccountCode, debit: Money) -> Money:
    """A debit as the account's own side sees it: money in custody is owed, and shown positive."""
    return debit if code.side is Side.DEBIT else -debit


def find_owners(accounts: Iterable[Account]) -> tuple[UUID, ...]:
    """The organisations among the owners of the accounts."""
    owners = {account.owner for account in accounts if account.code.is_owned_by_organisation}
    return tuple(sorted(owners))
