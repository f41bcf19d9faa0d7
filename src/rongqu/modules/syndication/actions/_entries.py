"""What syndication posts to the ledger when a repayment is shared, or shared no more."""

from __future__ import annotations

from collections.abc import Sequence

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EntryId, OrganisationId, new_id
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting, post_entry
from rongqu.modules.syndication.types import Part

C = AccountCode


async def post_parts(
    tx: Tx, reference: str, lender: OrganisationId, parts: Sequence[Part], *, back: bool = False
) -> None:
    """What the repayment's entry gave the lender, the lender gives on: each other funder's part of
    the money that came back, and of the income in it. `back`: the other way round."""
    postings = list[Posting]()
    for part in parts:
        if part.organisation_id == lender or part.amount.is_zero():
            continue
        given = -part.amount if back else part.amount
        interest, penalty = (each if back else -each for each in (part.interest, part.penalty))
        whose = ((C.LENDER_FUNDING, given), (C.INTEREST_INCOME, interest))
        for code, amount in (*whose, (C.PENALTY_INCOME, penalty)):
            postings.append(Posting(Account(code, part.organisation_id), amount))
            postings.append(Posting(Account(code, lender), -amount))
    if postings:
        entry = Entry(id=EntryId(new_id()), reference=reference, postings=tuple(postings))
        await post_entry(tx, entry)
