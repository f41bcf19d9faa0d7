"""Share a repayment among the funders of its loan, to the cent; or no more, or otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.dialects import postgresql

from rongqu.events.syndication import RepaymentDistributed
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.syndication import queries, rules, tables
from rongqu.modules.syndication.actions._calling_back import call_parts_back
from rongqu.modules.syndication.actions._entries import post_parts
from rongqu.modules.syndication.types import Part, PartStatus, Repaid

NOT_YET = -1
"""The revision of what was not shared so far."""


@dataclass(frozen=True, slots=True)
class _Standing:
    revision: int
    is_taken_back: bool


async def distribute_repayment(tx: Tx, repaid: Repaid) -> None:
    """Internal: only the handlers call it. Safe to repeat, and in any order: what a repayment was
    shared as is called back when the same money does something else, and of several news the
    highest revision counts; what was taken back is shared no more.

    A loan with one lender has nothing to share. Principal, interest and penalty are shared each for
    itself, by the largest remainder. What is another funder's waits to be paid out of the lender's
    account.
    """
    funders = await queries.list_funders(tx, repaid.loan_id)
    if not funders:
        return
    standing = await _lock(tx, repaid)
    if standing.is_taken_back or standing.revision >= repaid.revision:
        return
    if standing.revision != NOT_YET:
        await call_parts_back(tx, repaid, standing.revision)
    await _stand(tx, repaid, revision=repaid.revision)

    parts = rules.distribute(
        funders, principal=repaid.principal, interest=repaid.interest, penalty=repaid.penalty
    )
    reference = f"syndication.repayment_distributed:{repaid.key}"
    await tx.connection.execute(insert(tables.part), _as_rows(tx, repaid, parts, reference))
    await post_parts(tx, reference, repaid.lender, parts)

    await tx.publish(
        RepaymentDistributed(
            subject_id=repaid.loan_id,
            parties=tuple(part.organisation_id for part in parts),
            institution_id=repaid.lender,
            repayment_id=repaid.repayment_id,
            funders=len(parts),
            amount=repaid.amount,
        )
    )


async def take_back_repayment(tx: Tx, repaid: Repaid) -> None:
    """Internal: only the handler calls it. Safe to repeat. What is told of the repayment afterwards
    is late news and shares nothing."""
    if not await queries.list_funders(tx, repaid.loan_id):
        return
    standing = await _lock(tx, repaid)
    if standing.is_taken_back:
        return
    await _stand(tx, repaid, is_taken_back=True)
    if standing.revision != NOT_YET:
        await call_parts_back(tx, repaid, standing.revision)


async def _lock(tx: Tx, repaid: Repaid) -> _Standing:
    columns = tables.distribution.c
    first = postgresql.insert(tables.distribution).values(
        repayment_id=repaid.repayment_id,
        loan_id=repaid.loan_id,
        institution_id=repaid.lender,
        revision=NOT_YET,
        is_taken_back=False,
    )
    await tx.connection.execute(first.on_conflict_do_nothing())
    locked = select(tables.distribution).where(columns.repayment_id == repaid.repayment_id)
    row = (await tx.connection.execute(locked.with_for_update())).one()
    return _Standing(revision=row.revision, is_taken_back=row.is_taken_back)


async def _stand(tx: Tx, repaid: Repaid, **values: object) -> None:
    columns = tables.distribution.c
    this_one = update(tables.distribution).where(columns.repayment_id == repaid.repayment_id)
    await tx.connection.execute(this_one.values(**values))


def _as_rows(
    tx: Tx, repaid: Repaid, parts: tuple[Part, ...], reference: str
) -> list[dict[str, object]]:
    return [
        {
            "id": new_id(),
            "repayment_id": repaid.repayment_id,
            "revision": repaid.revision,
            "loan_id": repaid.loan_id,
            "organisation_id": part.organisation_id,
            "institution_id": repaid.lender,
            "day": tx.business_date,
            "currency": part.principal.currency,
            "principal_minor": part.principal.minor,
            "interest_minor": part.interest.minor,
            "penalty_minor": part.penalty.minor,
            "set_off_minor": 0,
            "reference": reference,
            "status": _status(part, repaid.lender),
        }
        for part in parts
    ]


def _status(part: Part, lender: OrganisationId) -> PartStatus:
    is_kept = part.organisation_id == lender or part.amount.is_zero()
    return PartStatus.KEPT if is_kept else PartStatus.WAITING
