"""Bring loans that run already: each line becomes a loan, is known already, or is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongqu.events.bookings import LoansBrought
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import ApplicationId, ContractId, OrganisationId, ProductId, UserId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import PLAIN, Terms
from rongqu.kernel.uscc import Uscc
from rongqu.modules.bookings import permissions, queries
from rongqu.modules.bookings.errors import (
    AmountUnreadable,
    BorrowerUnknown,
    FirstDueUnfit,
    LoanTwice,
    NothingLeft,
    PlanImpossible,
)
from rongqu.modules.bookings.loan_sheet import LoanLine
from rongqu.modules.bookings.planning import Plan, payout_day_of, plan_loans
from rongqu.modules.contracts.public import (
    Contract,
    ContractStatus,
    Customary,
    Party,
    read_customary,
)
from rongqu.modules.parties.public import (
    Enterprise,
    Institution,
    get_institution,
    list_enterprises_by_uscc,
)
from rongqu.modules.servicing.public import BroughtLoan, bring_all

CURRENCY = "CNY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """How many became loans or were here already; why the others are refused, by their line."""

    brought: int
    known: int
    refused: Mapping[int, type[DomainError]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What all lines are judged by."""

    today: date
    lender: Institution
    borrowers: Mapping[Uscc, Enterprise]
    customary: Customary


async def bring_loans(tx: Tx, lender_id: OrganisationId, lines: Sequence[LoanLine]) -> Brought:
    """Safe to repeat: a number that the lender has already changes nothing. All or none of what is
    not refused."""
    tx.actor.require(permissions.HAND_IN)
    lender = await get_institution(tx, lender_id)
    await queries.lock_lender(tx, lender.id)
    known = await queries.find_loans(tx, lender.id, [line.loan_number for line in lines])
    companies = await list_enterprises_by_uscc(tx, {line.borrower for line in lines})
    ground = _Ground(
        today=tx.business_date,
        lender=lender,
        borrowers={Uscc(each.uscc): each for each in companies},
        customary=await read_customary(tx),
    )
    fresh = [line for line in lines if line.loan_number not in known]
    loans, refused = _judge(fresh, ground)
    if loans:
        await bring_all(tx, loans, UserId(tx.actor.id))

    await tx.publish(
        LoansBrought(
            subject_id=lender.id,
            parties=(lender.id,),
            brought=len(loans),
            known=len(lines) - len(fresh),
            refused=len(refused),
        )
    )
    return Brought(brought=len(loans), known=len(lines) - len(fresh), refused=refused)


def _judge(
    lines: Sequence[LoanLine], ground: _Ground
) -> tuple[list[BroughtLoan], dict[int, type[DomainError]]]:
    refused, seen = dict[int, type[DomainError]](), set[str]()
    able = list[tuple[LoanLine, Terms]]()
    for line in lines:
        found = _terms_of(line, ground)
        if isinstance(found, Terms) and line.loan_number in seen:
            found = LoanTwice
        if isinstance(found, Terms):
            able.append((line, found))
            seen.add(line.loan_number)
        else:
            refused[line.number] = found
    loans = list[BroughtLoan]()
    plans = plan_loans([terms for _, terms in able])
    for (line, terms), plan in zip(able, plans, strict=True):
        paid = _money(line.paid) or Money.zero(CURRENCY)
        if plan is None:
            refused[line.number] = PlanImpossible
        elif paid.minor >= sum(principal + interest for _, principal, interest in plan):
            refused[line.number] = NothingLeft
        else:
            loans.append(_loan(line, terms, ground, plan, paid))
    return loans, refused


def _terms_of(line: LoanLine, ground: _Ground) -> Terms | type[DomainError]:
    principal, starts_on = _money(line.principal), payout_day_of(line.first_due_on)
    if line.borrower not in ground.borrowers:
        return BorrowerUnknown
    if principal is None or _money(line.paid) is None:
        return AmountUnreadable
    if starts_on is None or starts_on > ground.today:
        return FirstDueUnfit
    return Terms(
        principal=principal,
        rate=Rate(line.yearly_rate, DayCount.THIRTY_E_360),
        method=line.method,
        months=line.months,
        starts_on=starts_on,
    )


def _money(amount: Decimal) -> Money | None:
    """None: more decimals than the currency has, or too much."""
    try:
        return Money.parse(f"{amount:f}", CURRENCY)
    except ValueError:
        return None


def _loan(line: LoanLine, terms: Terms, ground: _Ground, plan: Plan, paid: Money) -> BroughtLoan:
    loan_id, company, lender = new_id(), ground.borrowers[line.borrower], ground.lender
    contract = Contract(
        id=ContractId(loan_id),
        application_id=ApplicationId(loan_id),
        borrower=Party(
            organisation_id=OrganisationId(company.id), name=company.name, uscc=company.uscc
        ),
        lender=Party(organisation_id=lender.id, name=lender.name, uscc=lender.uscc),
        product_id=ProductId(loan_id),
        product_kind=line.product_kind,
        product_name=line.product_name,
        principal=terms.principal,
        yearly_rate=terms.rate,
        term_months=terms.months,
        method=terms.method,
        fee=Money.zero(CURRENCY),
        penalty_multiplier=ground.customary.penalty_multiplier,
        prepayment_fee_rate=ground.customary.prepayment_fee_rate,
        allocation=ground.customary.allocation,
        structure=PLAIN,
        status=ContractStatus.BROUGHT,
        prepared_on=terms.starts_on,
        sign_by=terms.starts_on,
        document=None,
        signatures=(),
        agreed=(),
        signed_at=None,
        voided_at=None,
        void_reason=None,
    )
    return BroughtLoan(
        contract=contract,
        number=line.loan_number,
        region_code=company.region_code,
        opened_on=terms.starts_on,
        plan=plan,
        paid=paid,
    )
