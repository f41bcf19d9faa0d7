"""Say who funds a loan together with its lender, before anything of it is repaid."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert

from rongqu.events.syndication import LoanShared
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EntryId, LoanId, new_id
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting, post_entry
from rongqu.modules.servicing.public import Loan, lock_loan
from rongqu.modules.syndication import permissions, queries, rules, tables
from rongqu.modules.syndication.types import Funder


async def share_loan(tx: Tx, loan_id: LoanId, funders: Sequence[Funder]) -> None:
    """The lender is one of the funders, with what is its own. Shares add up to the principal."""
    tx.actor.require(permissions.SHARE)
    loan = await lock_loan(tx, loan_id)
    known = await queries.list_funders(tx, loan.id)
    is_fixed = bool(known) or loan.outstanding != loan.principal
    rules.check_shares(loan.id, loan.principal, funders, is_fixed=is_fixed)

    await _insert(tx, loan, funders)
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


async def _insert(tx: Tx, loan: Loan, funders: Sequence[Funder]) -> None:
    await tx.connection.execute(
        insert(tables.loan).values(
            id=loan.id,
            institution_id=loan.institution_id,
            lender_name=loan.lender_name,
            borrower_name=loan.borrower_name,
            product_name=loan.product_name,
            principal_minor=loan.principal.minor,
            currency=loan.principal.currency,
            shared_on=tx.business_date,
        )
    )
    rows = [
        {
            "loan_id": loan.id,
            "organisation_id": funder.organisation_id,
            "institution_id": loan.institution_id,
            "share_minor": funder.share.minor,
            "currency": funder.share.currency,
        }
        for funder in funders
    ]
    await tx.connection.execute(insert(tables.funder).values(rows))


def _entry(loan: Loan, funders: Sequence[Funder]) -> Entry:
    """The lender's funding of all of it becomes each funder's of their share."""
    funding = AccountCode.LENDER_FUNDING
    shares = [Posting(Account(funding, each.organisation_id), -each.share) for each in funders]
    return Entry(
        id=EntryId(new_id()),
        reference=f"syndication.loan_shared:{loan.id}",
        postings=(Posting(Account(funding, loan.institution_id), loan.principal), *shares),
    )
