"""What guarantees post to the ledger.

An agreement's money lies in a special account 专户 outside of custody (`reserve_cash`), and is
owed to those it protects (`risk_reserve`, `compensation_fund`). What it bears reaches the lender
directly, so the lender has that much less in its loans, and that much less of the loss.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from rongqu.kernel.ids import EntryId, OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.guarantees.queries import ACCOUNTS
from rongqu.modules.guarantees.types import Agreement, AgreementKind
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting

C = AccountCode
Borne = tuple[UUID, AgreementKind, Money]
"""Agreement, kind, and how much it pays the lender; negative: gets back."""


def make_contribution(approval_id: UUID, agreement: Agreement, amount: Money) -> Entry:
    return Entry(
        id=EntryId(new_id()),
        reference=f"guarantees.contributed:{approval_id}",
        postings=(
            Posting(Account(C.RESERVE_CASH, agreement.id), amount),
            Posting(Account(ACCOUNTS[agreement.terms.kind], agreement.id), -amount),
        ),
    )


def make_payment(
    reference: str, lender: OrganisationId, borne: Iterable[Borne], effective_on: date
) -> Entry:
    postings = list[Posting]()
    for agreement_id, kind, amount in borne:
        postings += [
            Posting(Account(ACCOUNTS[kind], agreement_id), amount),
            Posting(Account(C.RESERVE_CASH, agreement_id), -amount),
            Posting(Account(C.LENDER_FUNDING, lender), amount),
            Posting(Account(C.LOSS_EXPENSE, lender), -amount),
        ]
    return Entry(
        id=EntryId(new_id()),
        reference=reference,
        postings=tuple(postings),
        effective_on=effective_on,
    )
