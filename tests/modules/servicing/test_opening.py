"""A payout that has settled becomes a loan."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from rongqu.infra.event_log import event_delivery
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.ids import LoanId
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.servicing.public import Bucket, LoanStatus
from tests.builders.events import published
from tests.builders.ledger import balance_of, sum_of_all_accounts
from tests.builders.servicing import Book


async def test_a_payout_becomes_a_loan_with_its_plan(book: Book) -> None:
    loan_id = await book.given_loan()

    loan = await book.loan(loan_id)
    assert (loan.status, loan.lateness.bucket) == (LoanStatus.ACTIVE, Bucket.CURRENT)
    assert loan.region_code == "320500"
    plan = await book.plan(loan_id)
    assert [line.amount.amount for line in plan] == ["10264.65"] * 12
    assert (plan[0].due_on, plan[-1].due_on) == (date(2026, 2, 15), date(2027, 1, 15))
    assert sum(line.principal.minor for line in plan) == loan.principal.minor
    assert (await published(book.engine))[-1] == "servicing.loan_opened.v1"


async def test_the_ledger_holds_what_was_lent(book: Book) -> None:
    loan_id = await book.given_loan()

    assert await balance_of(book.engine, AccountCode.LOAN_PRINCIPAL, loan_id) == 120_000_00
    assert await balance_of(book.engine, AccountCode.LENDER_FUNDING, book.lender) == 120_000_00
    assert await sum_of_all_accounts(book.engine) == 0


async def test_news_of_a_payout_delivered_twice_open_one_loan(book: Book) -> None:
    contract_id = await book.given_contract()
    await book.pay_out(contract_id)
    async with book.engine.begin(PLATFORM) as connection:
        await connection.execute(update(event_delivery).values(done_at=None))
    await book.relay.drain()
    await book.pay_out(contract_id)

    assert len(await book.plan(LoanId(contract_id))) == 12
    assert await balance_of(book.engine, AccountCode.LOAN_PRINCIPAL, contract_id) == 120_000_00
    assert (await published(book.engine)).count("servicing.loan_opened.v1") == 1
