"""Loans that a lender brings here when they run already: many at once, with their plans.

In the books they begin with what is still owed on the day on which they come; what was earned and
paid before is the lender's own past. On the loan it is one fact, set against the plan as if each
instalment had been paid in time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ARRAY, BigInteger, Date, SmallInteger, Uuid, bindparam, insert, text

from rongqu.events.servicing import LoanBrought
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import FactId, LoanId, UserId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.contracts.public import Contract, bring_contracts
from rongqu.modules.ledger.public import post_entries
from rongqu.modules.servicing import queries, tables
from rongqu.modules.servicing.actions._entries import make_opening
from rongqu.modules.servicing.actions._history import record_new_plans
from rongqu.modules.servicing.actions.open_loan import loan_row
from rongqu.modules.servicing.settlement import LoanState, apply
from rongqu.modules.servicing.types import (
    BookedFact,
    Fact,
    FactContent,
    FactKind,
    Loan,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtLoan:
    """A loan that runs already, and what of its plan has been paid. `plan`: the due day, principal
    and interest of each line in minor units, as the engine plans its contract."""

    contract: Contract
    number: str
    region_code: str
    opened_on: date
    plan: Sequence[tuple[date, int, int]]
    paid: Money


INSERT_PLANS = text("""
    INSERT INTO servicing.instalment (loan_id, number, starts_on, due_on, principal_minor,
                                      interest_minor, balance_minor, currency)
    SELECT loan.id, line.number, coalesce(lag(line.due_on) OVER plan, loan.opened_on), line.due_on,
           line.principal, line.interest,
           loan.principal_minor - sum(line.principal) OVER plan, loan.currency
    FROM unnest(:loans, :numbers, :days, :principals, :interests)
        AS line (loan_id, number, due_on, principal, interest)
    JOIN servicing.loan ON loan.id = line.loan_id
    WINDOW plan AS (PARTITION BY loan.id ORDER BY line.number)
""").bindparams(
    bindparam("loans", type_=ARRAY(Uuid())),
    bindparam("numbers", type_=ARRAY(SmallInteger())),
    bindparam("days", type_=ARRAY(Date())),
    *(bindparam(name, type_=ARRAY(BigInteger())) for name in ("principals", "interests")),
)


async def bring_all(tx: Tx, brought: Sequence[BroughtLoan], by: UserId) -> None:
    """Internal: whoever calls it has required a permission of its own, and knows that none of them
    is here yet. Raises a servicing error where more was paid than planned."""
    await bring_contracts(tx, [each.contract for each in brought])
    rows = [
        loan_row(each.contract, each.number, each.region_code, (each.opened_on, each.plan[-1][0]))
        for each in brought
    ]
    await tx.connection.execute(insert(tables.loan), rows)
    lines = [
        (each.contract.id, number, *line)
        for each in brought
        for number, line in enumerate(each.plan, start=1)
    ]
    names = ("loans", "numbers", "days", "principals", "interests")
    columns = (list(column) for column in zip(*lines, strict=True))
    await tx.connection.execute(INSERT_PLANS, dict(zip(names, columns, strict=True)))
    fresh = await queries.list_loans_of(tx, [LoanId(each.contract.id) for each in brought])
    paid = {LoanId(each.contract.id): each.paid for each in brought if each.paid.minor}
    before = [loan for loan in fresh if loan.id in paid]
    after = await _set_against_plans(tx, before, paid, by) if paid else {}

    loans = [after.get(loan.id, loan) for loan in fresh]
    await post_entries(tx, [make_opening(loan, tx.business_date) for loan in loans])
    await tx.publish_all([_as_event(loan) for loan in loans])


async def _set_against_plans(
    tx: Tx, loans: Sequence[Loan], paid: Mapping[LoanId, Money], by: UserId
) -> dict[LoanId, Loan]:
    plans = await queries.list_lines_of(tx, loans)
    first = min(loan.opened_on for loan in loans)
    calendar = await queries.read_calendar(tx, first, max(loan.opened_on for loan in loans))
    planned = list[tuple[LoanState, LoanState, BookedFact]]()
    for loan in loans:
        state, fact = LoanState(loan=loan, lines=plans[loan.id]), _fact(tx, loan, paid[loan.id], by)
        after, effect = apply(state, fact, calendar)
        planned.append((state, after, BookedFact(fact=fact, effect=effect, revision=0)))
    await record_new_plans(tx, planned)
    return {after.loan.id: after.loan for _, after, _ in planned}


def _fact(tx: Tx, loan: Loan, paid: Money, by: UserId) -> Fact:
    return Fact(
        id=FactId(new_id()),
        loan_id=loan.id,
        kind=FactKind.BROUGHT,
        counts_on=loan.opened_on,
        content=FactContent(amount=paid),
        reason="",
        recorded_by=by,
        recorded_at=tx.now,
    )


def _as_event(loan: Loan) -> LoanBrought:
    return LoanBrought(
        subject_id=loan.id,
        parties=loan.parties,
        enterprise_id=loan.enterprise_id,
        institution_id=loan.institution_id,
        principal=loan.principal,
        outstanding=loan.outstanding,
        last_due_on=loan.last_due_on,
    )
