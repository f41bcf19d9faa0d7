"""What servicing posts to the ledger. Income is booked when it is paid.

`lender_funding` is what a lender has in its loans, net: put in less got back. The money itself
moves in payments' entries, from custody account to custody account; what came in outside of custody
(a guarantor's transfer, an auction's proceeds) reaches the lender directly.
"""

from __future__ import annotations

from datetime import date

from rongqu.kernel.ids import EntryId, FactId, new_id
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting
from rongqu.modules.servicing.types import BookedFact, Effect, FactKind, Loan

C = AccountCode


def make_opening(loan: Loan, day: date) -> Entry:
    return Entry(
        id=EntryId(new_id()),
        reference=f"servicing.loan_opened:{loan.id}",
        postings=(
            Posting(Account(C.LOAN_PRINCIPAL, loan.id), loan.outstanding),
            Posting(Account(C.LENDER_FUNDING, loan.institution_id), -loan.outstanding),
        ),
        effective_on=day,
    )


def entries_of_change(loan: Loan, was: BookedFact | None, now: BookedFact | None) -> list[Entry]:
    """What a fact did is reversed, and what it does now posted; None: nothing. Both count for the
    fact's day, and are booked today."""
    entries = list[Entry]()
    if was is not None:
        reversal = tuple(Posting(each.account, -each.amount) for each in _postings(loan, was))
        name = f"servicing.{was.fact.kind}_reversed:{_key(was)}"
        entries.append(_entry(name, reversal, was))
    if now is not None:
        name = f"servicing.{now.fact.kind}_applied:{_key(now)}"
        entries.append(_entry(name, _postings(loan, now), now))
    return [entry for entry in entries if entry.postings]


def _key(booked: BookedFact) -> str:
    fact_id: FactId = booked.fact.id
    return str(fact_id) if booked.revision == 0 else f"{fact_id}.{booked.revision}"


def _entry(reference: str, postings: tuple[Posting, ...], booked: BookedFact) -> Entry:
    return Entry(
        id=EntryId(new_id()),
        reference=reference,
        postings=postings,
        effective_on=booked.fact.counts_on,
    )


def _postings(loan: Loan, booked: BookedFact) -> tuple[Posting, ...]:
    effect, kind = booked.effect, booked.fact.kind
    if kind is FactKind.WRITE_OFF:
        postings = _written_off(loan, effect)
    elif kind.brings_money:
        postings = _received(loan, effect, recovered=kind is FactKind.RECOVERY)
    else:
        postings = ()
    return tuple(posting for posting in postings if not posting.amount.is_zero())


def _received(loan: Loan, effect: Effect, *, recovered: bool) -> tuple[Posting, ...]:
    """Penalty interest and the fee for early repayment are the lender's penalty income. Principal
    that has left the books comes back as income."""
    lender = loan.institution_id
    principal = (
        Account(C.RECOVERED_INCOME, lender) if recovered else Account(C.LOAN_PRINCIPAL, loan.id)
    )
    return (
        Posting(Account(C.LENDER_FUNDING, lender), effect.amount),
        Posting(principal, -effect.principal),
        Posting(Account(C.INTEREST_INCOME, lender), -effect.interest),
        Posting(Account(C.PENALTY_INCOME, lender), -(effect.penalty + effect.fee)),
    )


def _written_off(loan: Loan, effect: Effect) -> tuple[Posting, ...]:
    """As an expense; what was set aside for the loan is released when the day is valued."""
    return (
        Posting(Account(C.LOSS_EXPENSE, loan.institution_id), effect.principal),
        Posting(Account(C.LOAN_PRINCIPAL, loan.id), -effect.principal),
    )
