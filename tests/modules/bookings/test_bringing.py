"""A lender brings its running book: plans as the engine has them, and nothing twice."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest
from httpx2 import AsyncClient
from sqlalchemy import select, text

from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.ids import LoanId
from rongqu.modules.bookings.loan_sheet import LOANS
from rongqu.modules.bookings.public import import_loans
from rongqu.modules.parties.public import get_enterprise
from rongqu.modules.servicing.actions._history import opening_of
from rongqu.modules.servicing.public import get_loan, list_facts
from rongqu.modules.servicing.queries import read_calendar
from rongqu.modules.servicing.settlement import replay
from rongqu.modules.servicing.tables import loan
from tests.builders.events import published
from tests.builders.servicing import Book
from tests.modules.bookings.test_files import lender

__all__ = ["lender"]
pytestmark = pytest.mark.usefixtures("lender")

GOOD = (
    "L1,{uscc},信用贷,120000,4.85%,等额本息,2025-12-15,12,10264.65",
    "L2,{uscc},信用贷,120000,4.85,等额本息,2026-02-15,12,",
    'L3,{uscc},green_loan,"90,000.00",6,等额本金,2025-11-30,9,25000.00',
    "L4,{uscc},订单融资,50000,5,先息后本,2026-01-31,6,0",
    "L5,{uscc},信用贷,50000,5,bullet,2026-02-10,1,100",
    "L6,{uscc},信用贷,36000,7.2,等本等息,2025-08-05,36,6000",
)
WRONG = {
    "X1,91330100MA2KCDEF4X,信用贷,1,4,等额本息,2026-02-15,12,": "bookings.borrower_unknown",
    "X2,{uscc},保理,1000,4,等额本息,2026-02-15,12,": "bookings.product_unknown",
    "X3,{uscc},信用贷,1000.005,4,等额本息,2026-02-15,12,": "bookings.amount_unreadable",
    "X4,{uscc},信用贷,1000,37,等额本息,2026-02-15,12,": "bookings.rate_unreadable",
    "X5,{uscc},信用贷,1000,4,随便,2026-02-15,12,": "bookings.method_unknown",
    "X6,{uscc},信用贷,1000,4,等额本息,2026-03-31,12,": "bookings.first_due_unfit",
    "X6,{uscc},信用贷,1000,4,等额本息,2026-02-16,12,": "bookings.first_due_unfit",
    "X7,{uscc},信用贷,1000,4,等额本息,2026-02-15,1.5,": "bookings.term_unreadable",
    "X8,{uscc},信用贷,1000,4,等额本息,2026-02-15,12,2000": "bookings.nothing_left",
    "L1,{uscc},信用贷,1000,4,等额本息,2026-02-15,12,": "bookings.loan_twice",
    "X9,{uscc},信用贷,,4,等额本息,2026-02-15,12,": "bookings.line_incomplete",
    "X0,{uscc},信用贷,1000,4,等额本息,后天,12,": "bookings.day_unreadable",
}


async def written(book: Book, path: Path, *rows: str) -> Path:
    async with book.open_tx() as tx:
        uscc = (await get_enterprise(tx, book.borrower)).uscc  # pyright: ignore[reportArgumentType]
    lines = [",".join(LOANS), *(row.format(uscc=uscc) for row in rows)]
    await asyncio.to_thread(path.write_text, "\n".join(lines), "utf-8")
    return path


async def loans_of(book: Book) -> dict[str, LoanId]:
    async with book.engine.begin(PLATFORM) as connection:
        found = await connection.execute(select(loan.c.number, loan.c.id))
        return {row.number: LoanId(row.id) for row in found}


async def test_brought_loans_are_what_the_engine_says_of_their_contracts(
    client: AsyncClient, book: Book, work: Work, tmp_path: Path
) -> None:
    path = await written(book, tmp_path / "存量.csv", *GOOD, *WRONG)

    result = await import_loans(work, path, book.lender)

    assert (result.brought, result.known) == (len(GOOD), 0)
    assert [line.reason for line in result.refused] == list(WRONG.values())
    loans = await loans_of(book)
    assert sorted(loans) == ["L1", "L2", "L3", "L4", "L5", "L6"]
    for loan_id in loans.values():
        async with book.open_tx() as tx:
            kept = await get_loan(tx, loan_id)
            facts = [each.fact for each in await list_facts(tx, kept)]
            calendar = await read_calendar(tx, kept.opened_on, kept.opened_on)
            told, _ = replay(await opening_of(tx, kept), facts, calendar)
        assert told.lines == await book.plan(loan_id)
        assert told.loan == kept
    first = await book.loan(loans["L1"])
    assert (first.opened_on, first.outstanding.minor) == (date(2025, 11, 15), 120_000_00 - 9_779_65)
    async with book.engine.begin(PLATFORM) as connection:
        owed = (
            "SELECT sum(outstanding_minor)::bigint, (SELECT sum(debit_minor)::bigint"
            " FROM ledger.balance JOIN ledger.account ON account.id = account_id"
            " WHERE code = 'loan_principal') FROM servicing.loan"
        )
        outstanding, booked = (await connection.execute(text(owed))).one()
    assert outstanding == booked

    again = await import_loans(work, path, book.lender)
    assert (again.brought, again.known) == (0, len(GOOD) + 1)
    assert (await published(book.engine)).count("servicing.loan_brought.v1") == len(GOOD)

    await book.run_day(date(2026, 1, 17))
    await book.pay(client, loans["L2"], "instalment")
    assert (await book.plan(loans["L2"]))[0].paid_on == date(2026, 1, 17)
    assert (await book.loan(loans["L1"])).lateness.since == date(2026, 1, 15)
