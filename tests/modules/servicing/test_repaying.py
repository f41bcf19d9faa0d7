"""The borrower pays: an instalment, arrears, everything; and what is refused."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from httpx2 import AsyncClient
from sqlalchemy import update

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_delivery
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.payments.ports import BankStatus
from rongqu.modules.servicing.public import Bucket, LoanStatus
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.identity import Clock
from tests.builders.ledger import balance_of, sum_of_all_accounts
from tests.builders.servicing import Book, given_book, turn_to


async def test_an_instalment_is_paid(client: AsyncClient, book: Book, clock: Clock) -> None:
    loan_id = await book.given_loan()
    turn_to(clock, date(2026, 2, 13))

    ordered = await book.pay(client, loan_id, "instalment")

    assert ordered.json()["status"] == "ordered"
    assert ordered.json()["amount"]["amount"] == "10264.65"
    first, second, *_ = await book.plan(loan_id)
    assert first.paid_on == date(2026, 2, 13)
    assert second.paid_on is None
    assert (await book.loan(loan_id)).outstanding.amount == "110220.35"
    assert (await published(book.engine))[-1] == "servicing.repayment_applied.v1"


async def test_the_money_arrives_where_it_should(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()
    await book.pay(client, loan_id, "instalment")

    async def held(code: AccountCode, owner: UUID | None = None) -> int:
        return await balance_of(book.engine, code, owner or book.lender)

    assert await held(AccountCode.CUSTODY) == 10_264_65
    assert await held(AccountCode.LOAN_PRINCIPAL, loan_id) == 110_220_35
    assert await held(AccountCode.INTEREST_INCOME) == 485_00
    assert await held(AccountCode.LENDER_FUNDING) == 120_000_00 - 10_264_65
    assert await sum_of_all_accounts(book.engine) == 0


async def test_news_of_a_collection_delivered_twice_are_applied_once(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await book.given_loan()
    await book.pay(client, loan_id, "instalment")
    async with book.engine.begin(PLATFORM) as connection:
        await connection.execute(update(event_delivery).values(done_at=None))

    await book.relay.drain()

    assert (await book.loan(loan_id)).outstanding.amount == "110220.35"
    assert (await published(book.engine)).count("servicing.repayment_applied.v1") == 1


async def test_a_loan_paid_to_the_end_is_closed(
    client: AsyncClient, book: Book, clock: Clock
) -> None:
    loan_id = await book.given_loan(term_months=3)
    for line in await book.plan(loan_id):
        turn_to(clock, line.due_on)
        await book.pay(client, loan_id, "instalment")

    loan = await book.loan(loan_id)
    assert (loan.status, loan.closed_on) == (LoanStatus.CLOSED, date(2026, 4, 15))
    assert loan.outstanding.is_zero()
    assert await balance_of(book.engine, AccountCode.LOAN_PRINCIPAL, loan_id) == 0
    assert (await published(book.engine))[-1] == "servicing.loan_closed.v1"


async def test_everything_is_paid_early_with_interest_to_the_day(
    client: AsyncClient, book: Book, clock: Clock
) -> None:
    """On 25 February: 10 days of the second period on 110,220.35 at 4.85 %: 148.49."""
    loan_id = await book.given_loan()
    await book.pay(client, loan_id, "instalment")
    turn_to(clock, date(2026, 2, 25))
    quote = (await book.quotes(client, loan_id))["payoff"]

    await book.pay(client, loan_id, "payoff")

    assert quote["interest"]["amount"] == "148.49"
    assert quote["principal"]["amount"] == "110220.35"
    assert quote["amount"]["amount"] == "110368.84"
    loan = await book.loan(loan_id)
    assert (loan.status, loan.closed_on) == (LoanStatus.CLOSED, date(2026, 2, 25))
    plan = await book.plan(loan_id)
    assert all(line.paid_on is not None for line in plan)
    assert sum(line.interest_paid.minor for line in plan) == 485_00 + 148_49
    assert await balance_of(book.engine, AccountCode.LOAN_PRINCIPAL, loan_id) == 0
    assert await sum_of_all_accounts(book.engine) == 0


async def test_paying_early_may_cost_what_the_contract_says(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await book.given_loan(prepayment_fee_rate="0.01")

    quote = (await book.quotes(client, loan_id))["payoff"]
    await book.pay(client, loan_id, "payoff")

    assert quote["fee"]["amount"] == "1200.00"
    assert quote["interest"]["amount"] == "0.00"
    assert await balance_of(book.engine, AccountCode.PENALTY_INCOME, book.lender) == 1_200_00
    assert (await book.loan(loan_id)).status is LoanStatus.CLOSED


async def test_arrears_may_be_paid_in_parts_in_the_contract_s_order(
    client: AsyncClient, book: Book, clock: Clock
) -> None:
    """Due 15 February, ordered on 25 February: ten days of penalty on 9,779.65 are 19.76."""
    loan_id = await book.given_loan()
    turn_to(clock, date(2026, 2, 25))
    owed = (await book.quotes(client, loan_id))["arrears"]
    assert (owed["penalty"]["amount"], owed["interest"]["amount"]) == ("19.76", "485.00")

    await book.pay(client, loan_id, "arrears", "600.00")

    first, *_ = await book.plan(loan_id)
    assert first.penalty_paid.amount == "19.76"
    assert first.interest_paid.amount == "485.00"
    assert first.principal_paid.amount == "95.24"
    assert first.paid_on is None
    left = (await book.quotes(client, loan_id))["arrears"]
    assert left["amount"]["amount"] == "9684.41"
    assert await balance_of(book.engine, AccountCode.PENALTY_INCOME, book.lender) == 19_76


async def test_what_is_paid_counts_for_the_day_it_was_ordered(
    client: AsyncClient, book: Book
) -> None:
    """The bank needs three days; the penalty that the daily runs accrue meanwhile is taken back."""
    loan_id = await book.given_loan()
    await book.run_day(date(2026, 2, 26))
    ordered = await book.order(client, loan_id, "arrears")
    for day in (27, 28):
        await book.run_day(date(2026, 2, day))
    await book.run_day(date(2026, 3, 1))

    await book.bank_says(ordered, BankStatus.SETTLED)

    first, *_ = await book.plan(loan_id)
    assert first.paid_on == date(2026, 2, 26)
    assert first.penalty_left.is_zero()
    assert (await book.loan(loan_id)).lateness.bucket is Bucket.CURRENT
    assert "servicing.loan_cured.v1" in await published(book.engine)


async def test_a_refused_collection_is_seen_and_may_be_ordered_again(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await book.given_loan()
    ordered = await book.order(client, loan_id, "instalment")

    await book.bank_says(ordered, BankStatus.FAILED, "account_blocked")

    headers = book.borrower_headers()
    shown = await client.get(f"/loans/{loan_id}/repayments", headers=headers)
    [failed] = shown.json()["items"]
    assert (failed["status"], failed["reason_code"]) == ("failed", "account_blocked")
    assert (await book.loan(loan_id)).outstanding.amount == "120000.00"
    assert (await published(book.engine))[-1] == "servicing.repayment_failed.v1"
    assert (await book.order(client, loan_id, "instalment")).status_code == 201


async def nothing_was_ordered(book: Book) -> bool:
    names = await published(book.engine)
    frozen = await balance_of(book.engine, AccountCode.FROZEN, book.borrower)
    return frozen == 0 and "servicing.repayment_ordered.v1" not in names


@pytest.mark.parametrize(
    ("kind", "amount", "code"),
    [
        ("instalment", "10264.66", "servicing.overpayment"),
        ("instalment", "10264.64", "servicing.amount_changed"),
        ("payoff", "120000.01", "servicing.overpayment"),
        ("payoff", "100.00", "servicing.amount_changed"),
        ("arrears", "100.00", "servicing.nothing_due"),
        ("instalment", "0.00", "servicing.amount_changed"),
        ("instalment", "-1.00", "servicing.amount_changed"),
    ],
)
async def test_an_amount_that_is_not_owed_is_refused(
    client: AsyncClient, book: Book, kind: str, amount: str, code: str
) -> None:
    loan_id = await book.given_loan()

    answer = await book.order(client, loan_id, kind, amount)

    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert await nothing_was_ordered(book)


async def test_more_than_all_arrears_is_refused(
    client: AsyncClient, book: Book, clock: Clock
) -> None:
    loan_id = await book.given_loan()
    turn_to(clock, date(2026, 2, 25))

    answer = await book.order(client, loan_id, "arrears", "10284.42")

    assert (answer.status_code, answer.json()["code"]) == (409, "servicing.overpayment")
    assert await nothing_was_ordered(book)


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("1.005", "common.too_many_decimals"),
        ("abc", "common.invalid_request"),
        ("1e3", "common.invalid_request"),
    ],
)
async def test_an_amount_that_is_none_is_pointed_at(
    client: AsyncClient, book: Book, amount: str, code: str
) -> None:
    loan_id = await book.given_loan()

    answer = await book.order(client, loan_id, "instalment", amount)

    assert (answer.status_code, answer.json()["code"]) == (422, code)


async def test_one_repayment_at_a_time(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()
    await book.order(client, loan_id, "instalment")

    again = await book.order(client, loan_id, "instalment", "10264.65")

    assert (again.status_code, again.json()["code"]) == (409, "servicing.repayment_pending")
    shown = await client.get(f"/loans/{loan_id}", headers=book.borrower_headers())
    assert shown.json()["quotes"] == []
    assert shown.json()["pending"]["status"] == "ordered"


async def test_a_closed_loan_is_not_paid(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()
    await book.pay(client, loan_id, "payoff")

    answer = await book.order(client, loan_id, "instalment", "10264.65")

    assert (answer.status_code, answer.json()["code"]) == (409, "servicing.loan_closed")


async def test_without_money_nothing_is_ordered(
    client: AsyncClient, engine: Engine, relay: Relay, clock: Clock
) -> None:
    book = await given_book(engine, relay, clock, borrower_minor=100_00)
    loan_id = await book.given_loan()

    answer = await book.order(client, loan_id, "instalment")

    assert answer.json()["code"] == "payments.insufficient_funds"
    assert await nothing_was_ordered(book)
    shown = await client.get(f"/loans/{loan_id}", headers=book.borrower_headers())
    assert shown.json()["pending"] is None


async def test_only_the_borrower_pays(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()
    body = {"kind": "instalment", "amount": {"amount": "10264.65", "currency": "CNY"}}
    lender = signed_in(
        "servicing:view", "servicing:repay", organisation=book.lender, portal=Portal.INSTITUTION
    )
    member = signed_in("servicing:view", organisation=book.borrower)
    path = f"/loans/{loan_id}/repayments"

    by_lender = await client.post(path, json=body, headers=lender | new_key())
    by_member = await client.post(path, json=body, headers=member | new_key())

    assert (by_lender.status_code, by_lender.json()["code"]) == (403, "servicing.not_borrower")
    assert (by_member.status_code, by_member.json()["code"]) == (403, "common.not_allowed")
    assert await nothing_was_ordered(book)
