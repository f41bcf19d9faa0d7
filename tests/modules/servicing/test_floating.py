"""A floating rate takes the LPR of its repricing days, at the end of the day before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from httpx2 import AsyncClient

from rongqu.infra.jobs import Work
from rongqu.infra.structures import write_structure
from rongqu.kernel.actor import NOBODY
from rongqu.kernel.ids import FactId, LoanId, UserId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount, Rate
from rongqu.kernel.schedule import (
    Floating,
    RateReset,
    RepaymentMethod,
    Repricing,
    Structure,
    Terms,
    compute_schedule,
)
from rongqu.modules.ledger.public import Account, AccountCode, get_balance
from rongqu.modules.servicing import jobs
from rongqu.modules.servicing.actions._history import cancel_fact, record_fact
from rongqu.modules.servicing.days.phases.rates import LOOK_AGAIN
from rongqu.modules.servicing.public import LoanStatus, lock_loan
from rongqu.modules.servicing.queries import get_fact
from rongqu.modules.servicing.settlement import apply
from rongqu.modules.servicing.types import Fact, FactContent, FactKind
from tests.builders.events import published
from tests.builders.identity import Clock
from tests.builders.servicing import Book, turn_to
from tests.builders.settlement import LPR_PLUS, OPENED_ON, WEEKENDS, a_fact, a_loan, floating

PAID_OUT, EVE, NEW_YEAR = date(2025, 12, 20), date(2025, 12, 31), date(2026, 1, 1)
LOWER = Decimal("0.03")
FLOATS: dict[str, Any] = {
    "structure": write_structure(Structure(floating=LPR_PLUS)),
}


async def record(book: Book, loan_id: LoanId, counts_on: date, amount: int) -> FactId:
    """A guarantor's payment."""
    async with book.open_tx() as tx:
        fact = Fact(
            id=FactId(new_id()),
            loan_id=loan_id,
            kind=FactKind.GUARANTEE,
            counts_on=counts_on,
            content=FactContent(amount=Money(amount, "CNY")),
            reason="",
            recorded_by=UserId(NOBODY),
            recorded_at=tx.now,
        )
        await record_fact(tx, await lock_loan(tx, loan_id), fact)
    return fact.id


@pytest.fixture
async def floats(book: Book) -> LoanId:
    """120,000 at an LPR of 3.50 % + 1.35 % since 20 December; meanwhile the LPR is 3.00 %."""
    turn_to(book.clock, PAID_OUT)
    loan_id = await book.given_loan(**FLOATS)
    await book.run_day(EVE)
    return loan_id


@pytest.mark.parametrize("day_count", DayCount)
@pytest.mark.parametrize(
    "method", [each for each in RepaymentMethod if each is not RepaymentMethod.FLAT]
)
def test_a_reset_plans_what_is_to_come_as_the_engine_does(
    method: RepaymentMethod, day_count: DayCount
) -> None:
    """In the middle of a period, on a due day, on the first day, in the next year."""
    for day in (date(2026, 3, 1), date(2026, 4, 15), date(2026, 1, 16), date(2027, 1, 1)):
        opened = floating(a_loan(method=method, day_count=day_count))
        content = FactContent(base_rate=LOWER, yearly_rate=Decimal("0.0435"))
        state, effect = apply(opened, a_fact(FactKind.RATE_RESET, day, content), WEEKENDS)

        reset = RateReset(resets_on=day, rate=Rate(Decimal("0.0435"), day_count))
        wanted = compute_schedule(
            Terms(
                principal=opened.loan.principal,
                rate=opened.loan.yearly_rate,
                method=method,
                months=12,
                starts_on=OPENED_ON,
                resets=(reset,),
            )
        )
        assert [(it.due_on, it.principal, it.interest, it.balance) for it in state.lines] == [
            (it.due_on, it.principal, it.interest, it.balance) for it in wanted
        ]
        assert effect.amount.is_zero()
        assert state.loan.yearly_rate == reset.rate


@pytest.mark.parametrize(
    ("lpr", "rate"),
    [("0.03", "0.0435"), ("0.2", "0.12"), ("-0.02", "0.0001")],
)
def test_a_rate_stays_between_its_bounds(lpr: str, rate: str) -> None:
    assert LPR_PLUS.rate_at(Decimal(lpr)) == Decimal(rate)


@pytest.mark.parametrize(
    ("rule", "opened", "after", "day"),
    [
        (Repricing.NEW_YEAR, "2026-01-01", "2026-01-01", "2027-01-01"),
        (Repricing.NEW_YEAR, "2025-12-31", "2025-12-31", "2026-01-01"),
        (Repricing.ANNIVERSARY, "2024-02-29", "2024-02-29", "2025-02-28"),
        (Repricing.ANNIVERSARY, "2024-02-29", "2027-02-28", "2028-02-29"),
        (Repricing.MONTHLY, "2026-01-31", "2026-01-31", "2026-02-28"),
        (Repricing.MONTHLY, "2026-01-31", "2026-02-28", "2026-03-31"),
        (Repricing.MONTHLY, "2026-01-15", "2026-02-10", "2026-02-15"),
    ],
)
def test_repricing_days(rule: Repricing, opened: str, after: str, day: str) -> None:
    opened_on, known = date.fromisoformat(opened), date.fromisoformat(after)
    assert rule.next_after(known, opened_on) == date.fromisoformat(day)


async def test_the_database_knows_the_same_repricing_days(book: Book, clock: Clock) -> None:
    turn_to(clock, date(2025, 12, 31))
    loans = dict[LoanId, Repricing]()
    for rule in Repricing:
        agreed = Floating(
            repricing=rule,
            base_rate=LPR_PLUS.base_rate,
            margin=LPR_PLUS.margin,
            highest=LPR_PLUS.highest,
        )
        loan_id = await book.given_loan(structure=write_structure(Structure(floating=agreed)))
        loans[loan_id] = rule
    for loan_id, rule in loans.items():
        wanted = (await book.loan(loan_id)).reprices_on
        assert wanted == rule.next_after(PAID_OUT_31, PAID_OUT_31)
        for _ in range(13):
            assert wanted is not None
            async with book.open_tx() as tx:
                await tx.connection.execute(LOOK_AGAIN, {"day": wanted})
            wanted = rule.next_after(wanted, PAID_OUT_31)
            assert (await book.loan(loan_id)).reprices_on == wanted


PAID_OUT_31 = date(2025, 12, 31)


async def accrued(book: Book) -> Money:
    async with book.open_tx() as tx:
        account = Account(AccountCode.ACCRUED_INTEREST, book.lender)
        return await get_balance(tx, account, "CNY")


async def test_a_new_lpr_counts_from_the_repricing_day_on(
    client: AsyncClient, book: Book, floats: LoanId
) -> None:
    """Eleven days at 4.85 % are 177.83, carried; nineteen at 4.35 % make it 453.33."""
    assert (await accrued(book)).minor == 485_00 * 11 // 31

    closed = await book.run_day(NEW_YEAR)

    loan, [first, second, *_] = await book.loan(floats), await book.plan(floats)
    assert (loan.yearly_rate.yearly, loan.reprices_on) == (Decimal("0.0435"), date(2027, 1, 1))
    assert (first.starts_on, first.due_on) == (NEW_YEAR, date(2026, 1, 20))
    assert (first.carried.minor, first.interest.minor) == (177_83, 453_33)
    assert first.amount == second.amount
    assert closed.phases[0].rows == 1
    assert (await accrued(book)).minor == 177_83
    await book.run_day(date(2026, 1, 2))
    assert (await accrued(book)).minor == 177_83 + (453_33 - 177_83) // 19

    shown = (await client.get(f"/loans/{floats}", headers=book.borrower_headers())).json()
    rates = [
        (it["since"], it["yearly_rate"], it["base_rate"], it["cause"]) for it in shown["rates"]
    ]
    assert rates == [
        ("2025-12-20", "0.0485", "0.035", None),
        ("2026-01-01", "0.0435", "0.03", "rate_reset"),
    ]
    assert shown["reprices_on"] == "2027-01-01"


async def test_a_day_run_again_or_without_a_new_lpr_resets_nothing(
    book: Book, floats: LoanId, work: Work
) -> None:
    turn_to(book.clock, PAID_OUT)
    same = await book.given_loan(**FLOATS | {"yearly_rate": str(LPR_PLUS.rate_at(LOWER))})
    await book.run_day(NEW_YEAR)
    plan, names = await book.plan(floats), await published(book.engine)

    await jobs.run_day.run(work)

    assert await book.plan(floats) == plan
    assert await published(book.engine) == names
    assert names.count("servicing.rate_reset.v1") == 1
    assert (await book.loan(same)).reprices_on == date(2027, 1, 1)


async def test_what_counts_before_a_reset_may_come_in_after_it(book: Book, floats: LoanId) -> None:
    turn_to(book.clock, PAID_OUT)
    in_time = await book.given_loan(**FLOATS)
    turn_to(book.clock, EVE)
    await record(book, in_time, date(2025, 12, 28), 30_000_00)
    await book.run_day(NEW_YEAR)

    turn_to(book.clock, date(2026, 1, 5))
    await record(book, floats, date(2025, 12, 28), 30_000_00)

    assert await book.plan(floats) == await book.plan(in_time)
    assert (await book.loan(floats)).outstanding == (await book.loan(in_time)).outstanding


async def test_a_loan_opened_again_makes_up_for_the_resets_it_missed(
    book: Book, floats: LoanId
) -> None:
    turn_to(book.clock, PAID_OUT)
    other = await book.given_loan(**FLOATS)
    turn_to(book.clock, EVE)
    all_of_it = 120_000_00 + 129_33
    paid = await record(book, other, date(2025, 12, 28), all_of_it)
    assert (await book.loan(other)).status is LoanStatus.CLOSED
    await book.run_day(NEW_YEAR)
    async with book.open_tx() as tx:
        loan = await lock_loan(tx, other)
        await cancel_fact(tx, loan, await get_fact(tx, loan, paid))

    await book.run_day(date(2026, 1, 2))

    assert await book.plan(other) == await book.plan(floats)
    assert (await book.loan(other)).reprices_on == date(2027, 1, 1)
