"""The end of a day: its phases, what it books, and that it is done once whatever happens."""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work, run_due_jobs
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import LoanId
from rongqu.modules.ledger.public import Account, AccountCode, get_balance
from rongqu.modules.payments.ports import BankStatus
from rongqu.modules.servicing import jobs
from rongqu.modules.servicing.actions._history import cancel_fact
from rongqu.modules.servicing.days.types import DayState, Phase
from rongqu.modules.servicing.queries import get_fact, lock_loan
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.identity import Clock
from tests.builders.servicing import PAID_OUT_ON, Book, turn_to

ROOT = Path(__file__).parents[3]
OFFICER = signed_in("servicing:end_day", "servicing:view_everywhere", portal=Portal.OPERATIONS)

# The first month's 485.00 of interest over the 31 days from 15 January: 15.645… a day.
AFTER_TEN_DAYS, AFTER_ELEVEN_DAYS = 156_45, 172_09
TENTH_DAY = date(2026, 1, 24)
RECEIVABLE_AND_INCOME = (
    AccountCode.ACCRUED_INTEREST,
    AccountCode.INTEREST_INCOME,
    AccountCode.PENALTY_INCOME,
)


async def read(engine: Engine, sql: str) -> list[Any]:
    async with engine.connect(PLATFORM) as connection:
        return [tuple(row) for row in await connection.execute(text(sql))]


async def balance(book: Book, code: AccountCode) -> int:
    """Of the lender, as its own side sees it."""
    async with book.open_tx() as tx:
        return (await get_balance(tx, Account(code, book.lender), "CNY")).minor


async def accruals(engine: Engine, loan_id: LoanId) -> list[tuple[date, int, int]]:
    return await read(
        engine,
        "SELECT business_date, interest_minor, earned_minor FROM servicing.accrual"
        f" WHERE loan_id = '{loan_id}' ORDER BY business_date",
    )


async def test_interest_accrues_by_the_day_and_is_booked_to_the_lender(book: Book) -> None:
    loan_id = await book.given_loan()

    await book.run_day(date(2026, 1, 25))
    day = await book.run_day(date(2026, 1, 26))

    assert await accruals(book.engine, loan_id) == [
        (TENTH_DAY, AFTER_TEN_DAYS, AFTER_TEN_DAYS),
        (date(2026, 1, 25), AFTER_ELEVEN_DAYS - AFTER_TEN_DAYS, AFTER_ELEVEN_DAYS),
    ]
    assert day.state is DayState.CLOSED
    assert day.interest is not None
    assert day.interest.minor == AFTER_ELEVEN_DAYS - AFTER_TEN_DAYS
    assert await balance(book, AccountCode.ACCRUED_INTEREST) == AFTER_ELEVEN_DAYS
    assert await balance(book, AccountCode.INTEREST_INCOME) == AFTER_ELEVEN_DAYS


async def test_what_is_booked_can_be_traced_to_the_loans(book: Book) -> None:
    await book.given_loan()
    await book.given_loan(principal_minor=30_000_00)

    await book.run_day(date(2026, 3, 1))

    booked = await read(
        book.engine,
        "SELECT v.kind, v.stock_minor, v.change_minor, max(p.amount_minor), v.loans"
        " FROM servicing.valuation v JOIN ledger.entry e USING (reference)"
        " JOIN ledger.posting p ON p.entry_id = e.id GROUP BY 1, 2, 3, 5 ORDER BY 1",
    )
    assert [kind for kind, *_ in booked] == ["allowance", "interest", "penalty"]
    assert all(stock == change == posted for _, stock, change, posted, _ in booked)
    [(interest, penalty, allowance, loans)] = await read(
        book.engine,
        "SELECT (SELECT sum(earned_minor - paid_minor)::int FROM servicing.accrual),"
        " (SELECT sum(accrued_minor - paid_minor)::int FROM servicing.penalty),"
        " (SELECT sum(allowance_minor)::int FROM servicing.standing),"
        " (SELECT count(*)::int FROM servicing.standing)",
    )
    assert [stock for _, stock, *_ in booked] == [allowance, interest, penalty]
    assert loans == 2


async def test_a_payment_moves_income_from_accrued_to_paid_and_adds_none(
    client: AsyncClient, book: Book
) -> None:
    """Paid on the due day: all of the month's 485.00 is earned, and nothing is receivable."""
    loan_id = await book.given_loan()
    await book.run_day(date(2026, 2, 15))

    await book.pay(client, loan_id, "instalment")
    await book.run_day(date(2026, 2, 16))

    second_month_first_day = 445_47 // 28
    assert await balance(book, AccountCode.ACCRUED_INTEREST) == second_month_first_day
    assert await balance(book, AccountCode.INTEREST_INCOME) == (485_00 + second_month_first_day)


async def test_between_two_day_ends_income_is_in_the_books_once(
    client: AsyncClient, book: Book
) -> None:
    """Accrued by the day's end and paid the next morning: at no instant is it there twice, and the
    day's end that follows finds nothing left to take back."""
    loan_id = await book.given_loan()
    await book.run_day(date(2026, 2, 27))
    accrued = await balance(book, AccountCode.ACCRUED_INTEREST)
    income = await balance(book, AccountCode.INTEREST_INCOME)
    fines = await balance(book, AccountCode.PENALTY_INCOME)
    assert accrued == income + fines

    await book.pay(client, loan_id, "arrears")

    paid = await read(book.engine, "SELECT interest_minor, penalty_minor FROM servicing.fact")
    [(interest, penalty)] = paid
    assert interest == 485_00
    assert penalty == fines > 0
    assert await balance(book, AccountCode.INTEREST_INCOME) == income
    assert await balance(book, AccountCode.PENALTY_INCOME) == penalty
    assert await balance(book, AccountCode.ACCRUED_INTEREST) == accrued - interest - fines
    open_ones = "SELECT count(*) FROM servicing.revaluation WHERE valued_on IS NULL"
    assert await read(book.engine, open_ones) == [(2,)]

    await book.run_day(date(2026, 2, 28))

    second_month = 445_47 * 13 // 28
    assert await read(book.engine, open_ones) == [(0,)]
    assert await balance(book, AccountCode.ACCRUED_INTEREST) == second_month
    assert await balance(book, AccountCode.INTEREST_INCOME) == 485_00 + second_month
    assert await balance(book, AccountCode.PENALTY_INCOME) == penalty


async def test_a_payment_that_is_taken_back_is_receivable_again_at_once(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await book.given_loan()
    await book.run_day(date(2026, 2, 27))
    before = [await balance(book, code) for code in RECEIVABLE_AND_INCOME]
    await book.pay(client, loan_id, "arrears")
    [(fact_id,)] = await read(book.engine, "SELECT id FROM servicing.fact")

    async with book.open_tx() as tx:
        loan = await lock_loan(tx, loan_id)
        await cancel_fact(tx, loan, await get_fact(tx, loan, fact_id))

    assert [await balance(book, code) for code in RECEIVABLE_AND_INCOME] == before


async def test_a_backdated_payoff_corrects_what_was_accrued_by_difference(
    client: AsyncClient, book: Book
) -> None:
    """Ordered on the eleventh day, settled after three more: interest of ten days was owed."""
    loan_id = await book.given_loan()
    turn_to(book.clock, date(2026, 1, 25))
    ordered = await book.order(client, loan_id, "payoff")
    for day in (26, 27, 28):
        await book.run_day(date(2026, 1, day))

    await book.bank_says(ordered, BankStatus.SETTLED)
    await book.run_day(date(2026, 1, 29))
    await book.run_day(date(2026, 1, 30))

    *_, before, corrected = await accruals(book.engine, loan_id)
    [repayment] = await read(book.engine, "SELECT interest_minor::int FROM servicing.fact")
    assert corrected == (date(2026, 1, 28), repayment[0] - before[2], repayment[0])
    assert corrected[1] < 0
    assert await balance(book, AccountCode.ACCRUED_INTEREST) == 0
    assert await balance(book, AccountCode.INTEREST_INCOME) == repayment[0]
    assert await balance(book, AccountCode.LOSS_ALLOWANCE) == 0


async def test_missed_days_are_closed_one_after_another(book: Book) -> None:
    """Together they accrue what one run a day accrues."""
    loan_id = await book.given_loan()
    await book.run_day(date(2026, 1, 25))

    await book.run_day(date(2026, 1, 29))

    lines = await accruals(book.engine, loan_id)
    assert [day for day, *_ in lines] == [date(2026, 1, day) for day in range(24, 29)]
    assert sum(added for _, added, _ in lines) == lines[-1][2] == 485_00 * 14 // 31
    states = await read(book.engine, "SELECT day, state FROM servicing.business_day ORDER BY day")
    assert states[-1] == (date(2026, 1, 29), "open")
    assert {state for _, state in states[:-1]} == {"closed"}


@pytest.mark.parametrize("phase", [Phase.ACCRUAL, Phase.PROVISIONS])
async def test_killed_in_a_phase_it_goes_on_and_accrues_once(
    book: Book, database_url: str, phase: Phase
) -> None:
    """The killed process had done the phase's whole work, ledger and all, but for the commit."""
    loan_id = await book.given_loan()
    await book.run_day(date(2026, 1, 25))
    turn_to(book.clock, date(2026, 1, 26))

    killed = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.modules.servicing.ending_and_killed"),
        *(database_url, book.clock.now.isoformat(), phase),
        cwd=ROOT,
    )
    assert await killed.wait() == -signal.SIGKILL
    halfway = await read(book.engine, "SELECT state FROM servicing.business_day ORDER BY day DESC")
    day = await book.run_day(date(2026, 1, 26))

    assert halfway[0] == ("running",)
    assert {run.phase: run.attempts for run in day.phases} == {
        each: 2 if each is phase else 1 for each in Phase
    }
    assert [earned for *_, earned in await accruals(book.engine, loan_id)] == [
        AFTER_TEN_DAYS,
        AFTER_ELEVEN_DAYS,
    ]
    assert await balance(book, AccountCode.ACCRUED_INTEREST) == AFTER_ELEVEN_DAYS
    assert (await published(book.engine)).count("servicing.day_run_completed.v1") == 2


async def test_two_at_once_close_a_day_once(book: Book) -> None:
    loan_id = await book.given_loan()
    turn_to(book.clock, date(2026, 1, 25))

    await asyncio.gather(*(book.run_day(date(2026, 1, 25)) for _ in range(2)))

    assert len(await accruals(book.engine, loan_id)) == 1
    assert await balance(book, AccountCode.ACCRUED_INTEREST) == AFTER_TEN_DAYS
    assert (await published(book.engine)).count("servicing.day_run_completed.v1") == 1


async def test_a_person_starts_it_and_a_job_runs_it(
    client: AsyncClient, book: Book, work: Work
) -> None:
    await book.given_loan()
    turn_to(book.clock, date(2026, 2, 25))
    due = (await client.get("/loans/day-ends", headers=OFFICER)).json()["due"]

    started = await client.post("/loans/day-ends", json={"day": due}, headers=OFFICER | new_key())
    await run_due_jobs(work)

    assert (started.status_code, started.json()["state"]) == (202, "running")
    shown = (await client.get("/loans/day-ends", headers=OFFICER)).json()
    assert (shown["today"], shown["due"]) == ("2026-02-25", None)
    today, yesterday = shown["items"]
    assert (today["day"], today["state"]) == ("2026-02-25", "open")
    assert (yesterday["state"], yesterday["late_loans"]) == ("closed", 1)
    assert yesterday["penalty"]["amount"] == "19.76"
    assert [run["phase"] for run in yesterday["phases"]] == list(Phase)
    assert all(run["attempts"] == 1 and run["millis"] >= 0 for run in yesterday["phases"])
    names = await published(book.engine)
    assert names.count("servicing.day_phase_completed.v1") == len(Phase)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-01-23", "servicing.day_closed"),
        ("2026-01-26", "servicing.day_not_over"),
        ("2026-01-27", "servicing.day_not_over"),
        ("2026-01-25", "servicing.day_out_of_order"),
    ],
)
async def test_a_day_that_cannot_be_closed_is_refused(
    client: AsyncClient, book: Book, day: str, code: str
) -> None:
    await book.given_loan()
    await book.run_day(date(2026, 1, 24))
    turn_to(book.clock, date(2026, 1, 26))
    before = await published(book.engine)

    refused = await client.post("/loans/day-ends", json={"day": day}, headers=OFFICER | new_key())

    assert (refused.status_code, refused.json()["code"]) == (409, code)
    assert await published(book.engine) == before


async def test_only_settlement_may_start_it(client: AsyncClient, book: Book) -> None:
    wish = {"day": str(PAID_OUT_ON)}
    refused = await client.post(
        "/loans/day-ends", json=wish, headers=book.lender_headers() | new_key()
    )
    assert (refused.status_code, refused.json()["code"]) == (403, "common.not_allowed")


async def test_the_calendar_shows_holidays_and_what_is_closed(
    client: AsyncClient, book: Book
) -> None:
    await book.run_day(date(2026, 2, 25))

    shown = await client.get("/loans/day-ends/calendar?weeks_back=2", headers=OFFICER)

    body = shown.json()
    days = {day["day"]: day for day in body["days"]}
    assert (body["days"][0]["day"], len(days)) == ("2026-02-09", 42)
    assert days["2026-02-23"] == {"day": "2026-02-23", "is_workday": False, "state": None}
    assert days["2026-02-24"]["state"] == "closed"
    assert days["2026-02-25"]["state"] == "open"


async def test_what_falls_due_is_demanded_once(book: Book) -> None:
    loan_id = await book.given_loan()
    for day in (14, 15, 16):
        await book.run_day(date(2026, 2, day))

    demands = await read(
        book.engine,
        "SELECT loan_id, number, demanded_on, principal_minor + interest_minor"
        " FROM servicing.demand",
    )
    assert demands == [(loan_id, 1, date(2026, 2, 14), 10_264_65)]


async def test_a_direct_debit_collects_what_is_due(
    client: AsyncClient, book: Book, work: Work, clock: Clock
) -> None:
    loan_id = await book.given_loan()
    headers = book.borrower_headers()
    given = await client.put(f"/loans/{loan_id}/mandate", headers=headers)
    turn_to(clock, date(2026, 2, 15))

    await jobs.run_day.run(work)
    await jobs.order_debits.run(work)

    assert given.json()["is_given"]
    shown = (await client.get(f"/loans/{loan_id}", headers=headers)).json()
    assert shown["pending"]["amount"]["amount"] == "10264.65"
    assert await read(book.engine, "SELECT state FROM servicing.direct_debit") == [("ordered",)]
    assert await read(
        book.engine,
        "SELECT count(*)::int FROM servicing.repayment r JOIN"
        " servicing.direct_debit USING (id) WHERE r.status = 'ordered'",
    ) == [(1,)]


async def test_a_debit_without_money_is_refused_and_tried_again_next_day(
    client: AsyncClient, engine: Engine, book: Book, work: Work, clock: Clock
) -> None:

    loan_id = await book.given_loan(principal_minor=90_000_000_00)
    await client.put(f"/loans/{loan_id}/mandate", headers=book.borrower_headers())
    for day in (15, 16):
        turn_to(clock, date(2026, 2, day))
        await jobs.run_day.run(work)

    assert (
        await read(engine, "SELECT state, reason_code FROM servicing.direct_debit ORDER BY day")
        == [("refused", "payments.insufficient_funds")] * 2
    )
    assert await read(engine, "SELECT count(*)::int FROM servicing.repayment") == [(0,)]
    assert (await published(engine)).count("servicing.direct_debit_refused.v1") == 2


async def test_a_mandate_taken_back_plans_nothing(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()
    headers = book.borrower_headers()
    await client.put(f"/loans/{loan_id}/mandate", headers=headers)

    revoked = await client.delete(f"/loans/{loan_id}/mandate", headers=headers)
    strange = await client.put(f"/loans/{loan_id}/mandate", headers=book.lender_headers())
    await book.run_day(date(2026, 2, 15))

    assert revoked.json() == {"is_given": False, "given_at": None}
    assert (strange.status_code, strange.json()["code"]) == (403, "common.not_allowed")
    assert await read(book.engine, "SELECT count(*)::int FROM servicing.direct_debit") == [(0,)]


async def test_late_is_special_mention_and_sets_more_aside(book: Book) -> None:
    """Expected loss of a watched loan: 10 % × 45 % is more than the least 2 %."""
    loan_id = await book.given_loan()

    await book.run_day(date(2026, 2, 20))
    normal = await balance(book, AccountCode.LOSS_ALLOWANCE)
    await book.run_day(date(2026, 2, 26))

    [(exposure, category, allowance)] = await read(
        book.engine,
        "SELECT exposure_minor::int, category, allowance_minor::int FROM servicing.standing"
        " WHERE business_date = '2026-02-25'",
    )
    assert normal == 1205_65
    assert (category, allowance) == ("special_mention", round(exposure * 0.045))
    assert await balance(book, AccountCode.LOSS_ALLOWANCE) == allowance
    assert await balance(book, AccountCode.LOSS_EXPENSE) == allowance
    changes = await read(
        book.engine, "SELECT loan_id, former, category, cause FROM servicing.classification_change"
    )
    assert changes == [(loan_id, "normal", "special_mention", "days")]
