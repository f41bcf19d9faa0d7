"""The law of the ledger: money never appears and never vanishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from rongqu.kernel.money import Money
from rongqu.modules.ledger.errors import ReferenceTaken, Unbalanced
from rongqu.modules.ledger.types import AccountCode, Entry, Posting, Side


def check_balanced(entry: Entry) -> tuple[Posting, ...]:
    """The postings to be made; those of nothing, such as a fee of zero, are left out."""
    postings = tuple(posting for posting in entry.postings if not posting.amount.is_zero())
    sums: Counter[str] = Counter()
    for posting in postings:
        sums[posting.amount.currency] += posting.amount.minor
    if not postings or any(sums.values()):
        raise Unbalanced(reference=entry.reference)
    return postings


def check_same_postings(
    reference: str, postings: tuple[Posting, ...], posted: tuple[Posting, ...]
) -> None:
    if postings != posted:
        raise ReferenceTaken(reference=reference)


def as_seen(code: AccountCode, debit: Money) -> Money:
    """A debit as the account's own side sees it: money in custody is owed, and shown positive."""
    return debit if code.side is Side.DEBIT else -debit


def find_parties(postings: Iterable[Posting]) -> tuple[UUID, ...]:
    """The organisations whose accounts are touched."""
    accounts = (posting.account for posting in postings)
    owners = {account.owner for account in accounts if account.code.is_owned_by_organisation}
    return tuple(sorted(owners))
