"""How loans are paid back: mostly on their days, some late, some early, a few never."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from rongqu.demo.borrowers import Borrower, Case
from rongqu.demo.world import World
from rongqu.infra.tx import Tx
from rongqu.kernel.dates import first_of_month
from rongqu.kernel.ids import EnterpriseId, LoanId, PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.origination.public import get_application
from rongqu.modules.payments.public import get_custody_account, order_top_up
from rongqu.modules.servicing.public import (
    Loan,
    RepaymentKind,
    RepaymentOrder,
    get_loan,
    get_standing,
    list_instalments,
    order_repayment,
    quote_of,
)

CUSHION = 3
"""A borrower pays in enough for so many instalments at once."""


class Trouble(StrEnum):
    """Who has stopped paying, by how late that is on the last day."""

    BAD = "bad"
    D61_90 = "d61_90"
    D31_60 = "d31_60"
    D1_30 = "d1_30"


STOPPED: dict[Trouble, tuple[int, int]] = {
    Trouble.BAD: (128, 140),
    Trouble.D61_90: (90, 60),
    Trouble.D31_60: (60, 120),
    Trouble.D1_30: (29, 230),
}
"""Days before the last one since which nothing is paid, and the share of everything lent that
this befalls, in basis points: bad debt stays near its line of 1.2 % of what is outstanding."""


@dataclass(slots=True, kw_only=True)
class Debt:
    """A loan and the days on which its borrower means to pay."""

    loan_id: LoanId
    borrower: Borrower
    visits: list[tuple[date, RepaymentKind]] = field(
        default_factory=list[tuple[date, RepaymentKind]]
    )

    def due_on(self, day: date) -> RepaymentKind | None:
        return self.visits[0][1] if self.visits and self.visits[0][0] <= day else None


@dataclass(slots=True, kw_only=True)
class Portfolio:
    """All loans, and how much of the money lent is in trouble already."""

    debts: list[Debt] = field(default_factory=list[Debt])
    lent: int = 0
    troubled: dict[Trouble, int] = field(default_factory=dict[Trouble, int])
    planted: list[EnterpriseId] = field(default_factory=list[EnterpriseId])

    def plant(self, borrower: Borrower, sags_from: date) -> None:
        """A decline that early warnings should see: sales sag, then the company stops paying."""
        month = first_of_month(sags_from)
        borrower.company = replace(borrower.company, sags_from=month)
        self.planted.append(EnterpriseId(borrower.actor.organisation))

    def find_trouble(self, loan: Loan, dues: list[date], last: date) -> Trouble | None:
        """The worst for which there is room, and which would show on the last day."""
        self.lent += loan.principal.minor
        for trouble, (days, share) in STOPPED.items():
            befallen = self.troubled.get(trouble, 0) + loan.principal.minor
            stops_on = last - timedelta(days=days)
            shows = any(
                stops_on < due <= last - timedelta(days=days - SHOWS_WITHIN) for due in dues
            )
            if shows and loan.opened_on < stops_on and befallen * 10_000 <= self.lent * share:
                self.troubled[trouble] = befallen
                return trouble
        return None


SAGS_BEFORE = timedelta(days=75)
"""A company sells less so long before it stops paying."""


def _begins_to_sag(trouble: Trouble, last: date) -> date:
    return last - timedelta(days=STOPPED[trouble][0]) - SAGS_BEFORE


SHOWS_WITHIN = 24
"""The first unpaid instalment fell due so soon after the stop that its bucket is the one meant."""


async def take_on(world: World, portfolio: Portfolio, case: Case) -> None:
    """The application has become a loan: plan how it will be paid."""
    async with world.work.open_tx() as tx:
        loan = await _loan_of(tx, case)
        dues = [instalment.due_on for instalment in await list_instalments(tx, loan)]
    rng = case.borrower.company.draws(f"loan/{case.borrower.wishes}")
    trouble = portfolio.find_trouble(loan, dues, world.last)
    debt = Debt(loan_id=loan.id, borrower=case.borrower)
    if trouble is not None and trouble is not Trouble.D1_30:
        portfolio.plant(case.borrower, max(loan.opened_on, _begins_to_sag(trouble, world.last)))
    debt.visits = _plan(dues, trouble, world.last, rng)
    portfolio.debts.append(debt)


async def fill_account(world: World, debt: Debt, kind: RepaymentKind) -> None:
    """Pay in what is missing for the next repayments."""
    async with world.act(debt.borrower.actor) as tx:
        needed = await _quote(tx, debt, kind)
        account = await get_custody_account(tx, debt.borrower.actor.organisation)
        if account.available < needed:
            many = 1 if kind is RepaymentKind.PAYOFF else CUSHION
            await order_top_up(
                tx, PaymentOrderId(new_id()), Money(needed.minor * many, needed.currency)
            )


async def repay(world: World, debt: Debt, kind: RepaymentKind) -> None:
    async with world.act(debt.borrower.actor) as tx:
        amount = await _quote(tx, debt, kind)
        if not amount.is_zero():
            order = RepaymentOrder(
                id=PaymentOrderId(new_id()), loan_id=debt.loan_id, kind=kind, amount=amount
            )
            await order_repayment(tx, order)
    debt.visits.pop(0)


async def _quote(tx: Tx, debt: Debt, kind: RepaymentKind) -> Money:
    loan = await get_loan(tx, debt.loan_id)
    standing = await get_standing(tx, loan, tx.business_date)
    return quote_of(kind, standing).amount


async def _loan_of(tx: Tx, case: Case) -> Loan:
    application = await get_application(tx, case.id)
    assert application.contract_id is not None
    return await get_loan(tx, LoanId(application.contract_id))


def _plan(
    dues: list[date], trouble: Trouble | None, last: date, rng: Random
) -> list[tuple[date, RepaymentKind]]:
    if trouble is not None:
        stops_on = last - timedelta(days=STOPPED[trouble][0])
        return [(due, RepaymentKind.INSTALMENT) for due in dues if due <= stops_on]
    habit = rng.random()
    if habit < 0.10 and len(dues) > 2:
        return _early(dues, rng)
    delays = [0] * len(dues)
    if habit > 0.92:
        delays = [rng.choice((0, 2, 6, 14)) for _ in dues]
    elif habit > 0.88:
        delays[rng.randrange(len(dues))] = rng.randint(33, 70)
    return _in_order(dues, delays)


def _early(dues: list[date], rng: Random) -> list[tuple[date, RepaymentKind]]:
    """Some instalments as planned, then all the rest at once, between two due days."""
    paid = rng.randint(1, min(4, len(dues) - 1))
    ends_on = dues[paid - 1] + timedelta(days=rng.randint(8, 20))
    regular = [(due, RepaymentKind.INSTALMENT) for due in dues[:paid]]
    return [*regular, (ends_on, RepaymentKind.PAYOFF)]


def _in_order(dues: list[date], delays: list[int]) -> list[tuple[date, RepaymentKind]]:
    """Who is late with one instalment is not earlier with the next."""
    visits: list[tuple[date, RepaymentKind]] = []
    latest = dues[0]
    for due, delay in zip(dues, delays, strict=True):
        latest = max(latest, due + timedelta(days=delay))
        visits.append((latest, RepaymentKind.INSTALMENT))
    return visits
