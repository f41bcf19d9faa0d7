"""What servicing posts to the ledger. Income is booked when it is paid.

`lender_funding` is what a lender has in its loans, net: put in less got back. The money itself
moves in payments' entries, from custody account to custody account.
"""

from __future__ import annotations

from rongqu.kernel.ids import EntryId, new_id
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting
from rongqu.modules.servicing.types import Loan, Repayment

C = AccountCode


def make_opening(loan: Loan) -> Entry:
    return Entry(
        id=EntryId(new_id()),
        reference=f"servicing.loan_opened:{loan.id}",
        postings=(
            Posting(Account(C.LOAN_PRINCIPAL, loan.id), loan.principal),
            Posting(Account(C.LENDER_FUNDING, loan.institution_id), -loan.principal),
        ),
        effective_on=loan.opened_on,
    )


def make_repayment(loan: Loan, repayment: Repayment) -> Entry:
    """Penalty interest and the fee for early repayment are the lender's penalty income."""
    lender = loan.institution_id
    postings = (
        Posting(Account(C.LENDER_FUNDING, lender), repayment.amount),
        Posting(Account(C.LOAN_PRINCIPAL, loan.id), -repayment.principal),
        Posting(Account(C.INTEREST_INCOME, lender), -repayment.interest),
        Posting(Account(C.PENALTY_INCOME, lender), -(repayment.penalty + repayment.fee)),
    )
    return Entry(
        id=EntryId(new_id()),
        reference=f"servicing.repayment_applied:{repayment.id}",
        postings=tuple(posting for posting in postings if not posting.amount.is_zero()),
        effective_on=repayment.ordered_on,
    )
