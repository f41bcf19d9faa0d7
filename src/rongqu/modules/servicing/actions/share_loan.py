"""Say who funds a loan together with its lender, before anything of it is repaid."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert

from rongqu.events.servicing import LoanShared
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EntryId, LoanId, new_id
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting, post_entry
from rongqu.modules.servicing import permissions
from rongqu.modules.servicing.funding import queries, rules, tables
from rongqu.modules.servicing.funding.types import Funder
from rongqu.modules.servicing.queries import lock_loan
from rongqu.modules.servicing.types import Loan


async def share_loan(tx: Tx, loan_id: LoanId, funders: Sequence[Funder]) -> None:
    """The lender is one of the funders, with what is its own. Shares add up to the principal."""
    tx.actor.require(permissions.SHARE)
    loan = await lock_loan(tx, loan_id)
    known = await queries.list_funders(tx, loan.id)
    rules.check_shares(loan, funders, is_shared=bool(known))

    rows = [
        {
            "loan_id": loan.id,
            "organisation_id": funder.organisation_id,
            "share_minor": funder.share.minor,
            "currency": funder.share.currency,
        }
        for funder in funders
    ]
    await tx.connection.execute(insert(tables.funder).values(rows))
    await post_entry(tx, _entry(loan, funders))

    await tx.publish(
        LoanShared(
            subject_id=loan.id,
            parties=(loan.institution_id, *(each.organisation_id for each in funders)),
            institution_id=loan.institution_id,
            funders=len(funders),
            principal=loan.principal,
        )
    )


def _entry(loan: Loan, funders: Sequence[Funder]) -> Entry:
    """The lender's funding of all of it becomes each funder's of their share."""
    funding = AccountCode.LENDER_FUNDING
    shares = [Posting(Account(funding, each.organisation_id), -each.share) for each in funders]
    whole = Posting(Account(funding, loan.institution_id), loan.principal)
    return Entry(
        id=EntryId(new_id()),
        reference=f"servicing.loan_shared:{loan.id}",
        postings=(whole, *shares),
        effective_on=loan.opened_on,
    )
