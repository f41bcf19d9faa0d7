"""Share a repayment among the funders of its loan, to the cent."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.servicing import RepaymentApplied
from rongqu.events.syndication import RepaymentDistributed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EntryId, LoanId, OrganisationId, new_id
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting, post_entry
from rongqu.modules.syndication import queries, rules, tables
from rongqu.modules.syndication.types import Part, PartStatus

C = AccountCode


async def distribute_repayment(tx: Tx, applied: RepaymentApplied) -> None:
    """Internal: only the handler calls it. Safe to repeat: a repayment is distributed once.

    A loan with one lender has nothing to share. Principal, interest and penalty (the fee for early
    repayment with it) are shared each for itself, by the largest remainder. What is another
    funder's waits to be paid out of the lender's account.
    """
    funders = await queries.list_funders(tx, LoanId(applied.subject_id))
    if not funders:
        return
    parts = rules.distribute(
        funders,
        principal=applied.principal,
        interest=applied.interest,
        penalty=applied.penalty + applied.fee,
    )
    reference = f"syndication.repayment_distributed:{applied.repayment_id}"
    if not await _note(tx, applied, parts, reference):
        return
    lender = OrganisationId(applied.institution_id)
    others = [part for part in parts if part.organisation_id != lender]
    if any(not part.amount.is_zero() for part in others):
        await post_entry(tx, _entry(reference, lender, others))

    await tx.publish(
        RepaymentDistributed(
            subject_id=applied.subject_id,
            parties=tuple(part.organisation_id for part in parts),
            institution_id=applied.institution_id,
            repayment_id=applied.repayment_id,
            funders=len(parts),
            amount=applied.principal + applied.interest + applied.penalty + applied.fee,
        )
    )


async def _note(tx: Tx, applied: RepaymentApplied, parts: tuple[Part, ...], reference: str) -> bool:
    """False when it was distributed before."""
    rows = [
        {
            "id": new_id(),
            "repayment_id": applied.repayment_id,
            "loan_id": applied.subject_id,
            "organisation_id": part.organisation_id,
            "institution_id": applied.institution_id,
            "day": tx.business_date,
            "currency": part.principal.currency,
            "principal_minor": part.principal.minor,
            "interest_minor": part.interest.minor,
            "penalty_minor": part.penalty.minor,
            "reference": reference,
            "status": _status(part, OrganisationId(applied.institution_id)),
        }
        for part in parts
    ]
    noted = insert(tables.part).values(rows).on_conflict_do_nothing()
    return (await tx.connection.execute(noted)).rowcount > 0


def _status(part: Part, lender: OrganisationId) -> PartStatus:
    is_kept = part.organisation_id == lender or part.amount.is_zero()
    return PartStatus.KEPT if is_kept else PartStatus.WAITING


def _entry(reference: str, lender: OrganisationId, others: list[Part]) -> Entry:
    """What the repayment's entry gave the lender, the lender gives on: each other funder's part
    of the money that came back, and of the income in it."""
    postings = list[Posting]()
    for part in others:
        whose = ((C.LENDER_FUNDING, part.amount), (C.INTEREST_INCOME, -part.interest))
        for code, amount in (*whose, (C.PENALTY_INCOME, -part.penalty)):
            postings.append(Posting(Account(code, part.organisation_id), amount))
            postings.append(Posting(Account(code, lender), -amount))
    return Entry(id=EntryId(new_id()), reference=reference, postings=tuple(postings))
