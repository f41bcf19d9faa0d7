"""Days go by: notices, lateness, penalty interest, buckets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from httpx2 import AsyncClient
from sqlalchemy import Row, select

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.errors import CalendarEnds
from rongqu.kernel.ids import LoanId
from rongqu.kernel.money import Money
from rongqu.modules.servicing import jobs
from rongqu.modules.servicing.days.tables import penalty
from rongqu.modules.servicing.public import Bucket
from tests.builders.events import published
from tests.builders.identity import Clock
from tests.builders.servicing import Book, turn_to

# 15 February 2026 is a Sunday in the Spring Festival holidays, which end on 23 February.
FIRST_DUE = date(2026, 2, 15)
LESS_THAN_A_MILLIONTH = Decimal("0.000001")
BACK_AT_WORK = date(2026, 2, 24)


ZERO = Money.zero("CNY")


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


async def penalties(engine: Engine, loan_id: LoanId) -> Sequence[Row[date, Decimal]]:
    """Each day's line of the first instalment."""
    columns = penalty.c
    lines = (
        select(columns.business_date.label("day"), columns.accrued_exact.label("exact"))
        .where(columns.loan_id == loan_id, columns.number == 1)
        .order_by(columns.business_date)
    )
    async with engine.connect(PLATFORM) as connection:
        return (await connection.execute(lines)).all()


async def payloads(engine: Engine, name: str) -> list[dict[str, object]]:
    async with engine.connect(PLATFORM) as connection:
        found = select(event_log.c.payload).where(event_log.c.name == name)
        return list((await connection.execute(found.order_by(event_log.c.position))).scalars())


async def test_nobody_is_late_through_the_holidays(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()

    run = await book.run_day(BACK_AT_WORK)

    assert (run.late_loans, run.penalty) == (0, ZERO)
    assert (await book.loan(loan_id)).lateness.bucket is Bucket.CURRENT
    quote = (await book.quotes(client, loan_id))["instalment"]
    assert quote["penalty"]["amount"] == "0.00"


async def test_after_them_it_is_late_since_the_due_day(book: Book) -> None:
    """Ten days on 9,779.65 at 7.275 % over 360: 19.7630…"""
    loan_id = await book.given_loan()

    run = await book.run_day(BACK_AT_WORK + timedelta(days=1))

    loan = await book.loan(loan_id)
    assert loan.lateness.since == FIRST_DUE
    assert loan.lateness.days_on(BACK_AT_WORK + timedelta(days=1)) == 10
    assert (run.late_loans, run.penalty) == (1, Money(19_76, "CNY"))
    [overdue] = await payloads(book.engine, "servicing.loan_overdue.v1")
    assert (overdue["bucket"], overdue["days_past_due"]) == ("d1_30", 10)
    assert overdue["overdue"] == {"minor": 10_264_65, "currency": "CNY"}


async def test_a_day_run_twice_is_run_once(book: Book, work: Work, clock: Clock) -> None:
    loan_id = await book.given_loan()
    turn_to(clock, date(2026, 2, 25))
    await jobs.run_day.run(work)
    before = await book.plan(loan_id)
    names = await published(book.engine)

    await jobs.run_day.run(work)

    assert await book.plan(loan_id) == before
    assert await published(book.engine) == names


async def test_days_left_out_are_made_up_for(book: Book) -> None:
    every_day = await book.given_loan()

    for day in range(25, 29):
        await book.run_day(date(2026, 2, day))
    before = await penalties(book.engine, every_day)
    await book.run_day(date(2026, 3, 4))
    after = await penalties(book.engine, every_day)

    daily = Decimal("9779.65") * 100 * (await book.loan(every_day)).penalty_daily_rate
    assert [line.day for line in before] == [date(2026, 2, day) for day in range(24, 28)]
    assert abs(before[-1].exact - daily * 13) < LESS_THAN_A_MILLIONTH
    assert [line.day for line in after[4:]] == [date(2026, 2, 28), *days(date(2026, 3, 1), 3)]
    assert abs(after[-1].exact - daily * 17) < LESS_THAN_A_MILLIONTH


@pytest.mark.parametrize(
    ("days", "bucket"),
    [
        (30, Bucket.D1_30),
        (31, Bucket.D31_60),
        (60, Bucket.D31_60),
        (61, Bucket.D61_90),
        (90, Bucket.D61_90),
        (91, Bucket.D90_PLUS),
    ],
)
async def test_buckets_follow_the_days(book: Book, days: int, bucket: Bucket) -> None:
    loan_id = await book.given_loan()

    await book.run_day(FIRST_DUE + timedelta(days=days))

    assert (await book.loan(loan_id)).lateness.bucket is bucket


async def test_a_bucket_is_told_once(book: Book) -> None:
    await book.given_loan()

    await book.run_day(FIRST_DUE + timedelta(days=29))
    await book.run_day(FIRST_DUE + timedelta(days=33))

    told = await payloads(book.engine, "servicing.loan_overdue.v1")
    assert [each["bucket"] for each in told] == ["d1_30", "d31_60"]


async def test_who_pays_the_arrears_is_late_no_more(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()
    await book.run_day(date(2026, 3, 2))

    await book.pay(client, loan_id, "arrears")

    assert (await book.loan(loan_id)).lateness.bucket is Bucket.CURRENT
    assert (await published(book.engine))[-1] == "servicing.loan_cured.v1"
    run = await book.run_day(date(2026, 3, 3))
    assert (run.late_loans, run.penalty) == (0, ZERO)


async def test_who_pays_the_oldest_of_two_is_less_late(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()
    await book.run_day(date(2026, 3, 25))
    assert (await book.loan(loan_id)).lateness.bucket is Bucket.D31_60

    await book.pay(client, loan_id, "instalment")

    lateness = (await book.loan(loan_id)).lateness
    assert (lateness.bucket, lateness.since) == (Bucket.D1_30, date(2026, 3, 15))


async def test_an_instalment_is_announced_once(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()

    for day in (11, 12, 13, 15):
        await book.run_day(date(2026, 2, day))

    [notice] = await payloads(book.engine, "servicing.instalment_due.v1")
    assert (notice["due_on"], notice["number"]) == ("2026-02-15", 1)
    assert notice["amount"] == {"minor": 10264_65, "currency": "CNY"}
    shown = (await client.get(f"/loans/{loan_id}", headers=book.borrower_headers())).json()
    assert shown["loan"]["next_instalment"]["noticed_on"] == "2026-02-11"


async def test_a_paid_instalment_is_not_announced(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()
    await book.pay(client, loan_id, "instalment")

    await book.run_day(date(2026, 2, 13))

    assert await payloads(book.engine, "servicing.instalment_due.v1") == []


async def test_beyond_the_calendar_nothing_is_guessed(book: Book) -> None:
    await book.given_loan()

    with pytest.raises(CalendarEnds):
        await book.run_day(date(2035, 1, 2))

    assert "servicing.day_run_completed.v1" not in await published(book.engine)
