"""A loan is changed by two people: through the API, into the plan and into the ledger."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID

import fastexcel
import pytest
from httpx2 import AsyncClient, Response
from pypdf import PdfReader
from sqlalchemy import select

from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import LoanId, new_id
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.servicing import queries, tables
from rongqu.modules.servicing.actions._history import opening_of
from rongqu.modules.servicing.public import LoanStatus
from rongqu.modules.servicing.settlement import LoanState, replay
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.identity import Clock
from tests.builders.ledger import balance_of, sum_of_all_accounts
from tests.builders.servicing import Book, turn_to

ASKER, APPROVER = UUID(int=1), UUID(int=2)


def staff(book: Book, user: UUID) -> dict[str, str]:
    return signed_in(
        "servicing:view",
        "servicing:change_loan",
        "servicing:approve_change",
        user=user,
        organisation=book.lender,
        portal=Portal.INSTITUTION,
    )


async def ask(client: AsyncClient, book: Book, loan_id: LoanId, **wish: Any) -> Response:
    headers = staff(book, ASKER) | new_key()
    body = {"reason": "双方协商一致"} | wish
    return await client.post(f"/loans/{loan_id}/changes", json=body, headers=headers)


async def change(client: AsyncClient, book: Book, loan_id: LoanId, **wish: Any) -> None:
    asked = await ask(client, book, loan_id, **wish)
    assert asked.status_code == 201, asked.text
    path = f"/approvals/{asked.json()['id']}/approval"
    approved = await client.post(path, headers=staff(book, APPROVER) | new_key())
    assert approved.status_code == 200, approved.text


async def history(client: AsyncClient, book: Book, loan_id: LoanId) -> dict[str, Any]:
    answer = await client.get(f"/loans/{loan_id}/history", headers=staff(book, ASKER))
    return answer.json()


def yuan(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


async def replayed(book: Book, loan_id: LoanId) -> tuple[LoanState, LoanState]:
    """The loan as it is kept, and as its facts say it is."""
    async with open_tx(book.engine, SYSTEM, book.clock) as tx:
        loan = await queries.get_loan(tx, loan_id)
        kept = LoanState(loan=loan, lines=await queries.list_instalments(tx, loan))
        facts = [each.fact for each in await queries.list_facts(tx, loan)]
        calendar = await queries.read_calendar(tx, loan.opened_on, tx.business_date)
        told, _ = replay(await opening_of(tx, loan), facts, calendar)
    return kept, told


async def held(book: Book, code: AccountCode, owner: UUID) -> int:
    return await balance_of(book.engine, code, owner)


async def test_a_part_is_paid_early_as_it_was_shown(
    client: AsyncClient, book: Book, clock: Clock
) -> None:
    loan_id = await book.given_loan(prepayment_fee_rate="0.01")
    await book.pay(client, loan_id, "instalment")
    turn_to(clock, date(2026, 2, 25))
    path = f"/loans/{loan_id}/prepayment?principal=50000&effect=term"
    preview = (await client.get(path, headers=book.borrower_headers())).json()

    body = {
        "kind": "prepayment",
        "amount": preview["quote"]["amount"],
        "principal": yuan("50000.00"),
        "effect": "term",
    }
    headers = book.borrower_headers() | new_key()
    ordered = await client.post(f"/loans/{loan_id}/repayments", json=body, headers=headers)
    await book.settled(ordered)

    assert preview["quote"]["amount"]["amount"] == "50648.49"
    assert preview["after"]["last_due_on"] == "2026-08-15"
    assert preview["before"]["last_due_on"] == "2027-01-15"
    loan = await book.loan(loan_id)
    assert loan.outstanding.amount == "60220.35"
    assert loan.last_due_on == date(2026, 8, 15)
    kept, told = await replayed(book, loan_id)
    assert kept == told
    assert await held(book, AccountCode.PENALTY_INCOME, book.lender) == 500_00
    assert await held(book, AccountCode.LOAN_PRINCIPAL, loan_id) == 60_220_35


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"principal": yuan("120000.00")}, "servicing.overpayment"),
        ({"principal": yuan("-1.00")}, "servicing.amount_changed"),
        ({"principal": None}, "servicing.amount_changed"),
        ({"amount": yuan("50001.00")}, "servicing.overpayment"),
        ({"amount": yuan("49999.00")}, "servicing.amount_changed"),
        ({"amount": {"amount": "50000.00", "currency": "USD"}}, "servicing.amount_changed"),
        ({"amount": {"amount": "50000.00", "currency": "XXX"}}, "common.unknown_currency"),
        ({"amount": yuan("50000.001")}, "common.too_many_decimals"),
    ],
)
async def test_a_prepayment_that_does_not_fit_is_refused(
    client: AsyncClient, book: Book, different: dict[str, Any], code: str
) -> None:
    loan_id = await book.given_loan()
    body = {
        "kind": "prepayment",
        "amount": yuan("50000.00"),
        "principal": yuan("50000.00"),
    } | different

    headers = book.borrower_headers() | new_key()
    answer = await client.post(f"/loans/{loan_id}/repayments", json=body, headers=headers)

    assert answer.json()["code"] == code
    assert "servicing.repayment_ordered.v1" not in await published(book.engine)


async def test_arrears_come_before_a_prepayment(
    client: AsyncClient, book: Book, clock: Clock
) -> None:
    loan_id = await book.given_loan()
    turn_to(clock, date(2026, 2, 25))

    path = f"/loans/{loan_id}/prepayment?principal=50000"
    answer = await client.get(path, headers=book.borrower_headers())

    assert answer.json()["code"] == "servicing.arrears_first"


async def test_a_bullet_loan_cannot_be_shortened(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan(method="bullet")

    path = f"/loans/{loan_id}/prepayment?principal=50000&effect=term"
    answer = await client.get(path, headers=book.borrower_headers())

    assert answer.json()["code"] == "servicing.cannot_shorten"


async def test_a_backdated_payment_reverses_what_came_after_it(
    client: AsyncClient, book: Book, clock: Clock
) -> None:
    """The borrower paid 10,284.41 late, with penalty; then it turns out that a transfer had come on
    the due day: the late payment pays the next instalment's interest and principal instead."""
    loan_id = await book.given_loan()
    turn_to(clock, date(2026, 2, 25))
    await book.pay(client, loan_id, "arrears")
    assert await held(book, AccountCode.PENALTY_INCOME, book.lender) == 19_76

    await change(
        client, book, loan_id, kind="repayment", counts_on="2026-02-14", amount=yuan("5000.00")
    )

    kept, told = await replayed(book, loan_id)
    assert kept == told
    assert await held(book, AccountCode.PENALTY_INCOME, book.lender) == 10_64
    assert await held(book, AccountCode.LOAN_PRINCIPAL, loan_id) == kept.loan.outstanding.minor
    assert await sum_of_all_accounts(book.engine) == 0
    facts = (await history(client, book, loan_id))["facts"]
    assert [fact["revision"] for fact in facts] == [1, 0]
    assert facts[0]["penalty"]["amount"] == "10.64"


async def test_a_payment_taken_back_never_was(
    client: AsyncClient, book: Book, clock: Clock
) -> None:
    loan_id = await book.given_loan(term_months=1)
    turn_to(clock, date(2026, 2, 14))
    await book.pay(client, loan_id, "payoff")
    [fact] = (await history(client, book, loan_id))["facts"]
    assert (await book.loan(loan_id)).status is LoanStatus.CLOSED

    await change(
        client, book, loan_id, kind="repayment", counts_on="2026-02-14", cancels=fact["id"]
    )

    loan = await book.loan(loan_id)
    assert (loan.status, loan.closed_on) == (LoanStatus.ACTIVE, None)
    assert loan.outstanding.amount == "120000.00"
    assert await held(book, AccountCode.LOAN_PRINCIPAL, loan_id) == 120_000_00
    assert await held(book, AccountCode.INTEREST_INCOME, book.lender) == 0
    assert (await published(book.engine))[-3:-1] == [
        "servicing.repayment_cancelled.v1",
        "servicing.loan_reopened.v1",
    ]
    [cancelled] = (await history(client, book, loan_id))["facts"]
    assert cancelled["cancelled_at"] is not None
    again = await ask(
        client, book, loan_id, kind="repayment", counts_on="2026-02-14", cancels=fact["id"]
    )
    assert again.json()["code"] == "servicing.fact_cancelled"


async def test_a_written_off_loan_leaves_the_books_and_is_recovered(
    client: AsyncClient, book: Book, clock: Clock
) -> None:
    loan_id = await book.given_loan()
    turn_to(clock, date(2026, 6, 25))

    await change(client, book, loan_id, kind="write_off", counts_on="2026-06-25")
    written_off = await book.loan(loan_id)
    turn_to(clock, date(2026, 9, 1))
    await change(
        client, book, loan_id, kind="recovery", counts_on="2026-09-01", amount=yuan("30000.00")
    )

    assert written_off.status is LoanStatus.WRITTEN_OFF
    assert written_off.written_off.amount == "120000.00"
    assert await held(book, AccountCode.LOAN_PRINCIPAL, loan_id) == 0
    assert await held(book, AccountCode.LOSS_EXPENSE, book.lender) == 120_000_00
    recovered = 120_000_00 - (await book.loan(loan_id)).written_off.minor
    assert await held(book, AccountCode.RECOVERED_INCOME, book.lender) == recovered
    assert "servicing.loan_written_off.v1" in await published(book.engine)
    kept, told = await replayed(book, loan_id)
    assert kept == told


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "extension", "months": 6},
        {"kind": "restructuring", "months": 24, "method": "equal_principal", "yearly_rate": "0.04"},
        {"kind": "waiver", "part": "penalty", "amount": yuan("10.00")},
        {"kind": "guarantee", "amount": yuan("30000.00")},
        {"kind": "collateral", "amount": yuan("80000.00")},
    ],
    ids=lambda wish: wish["kind"],
)
async def test_what_is_kept_is_what_the_facts_say(
    client: AsyncClient, book: Book, clock: Clock, wish: dict[str, Any]
) -> None:
    loan_id = await book.given_loan()
    turn_to(clock, date(2026, 3, 25))
    query = {name: value["amount"] if name == "amount" else value for name, value in wish.items()}
    preview = await client.get(
        f"/loans/{loan_id}/changes/preview",
        params=query | {"counts_on": "2026-03-25"},
        headers=staff(book, ASKER),
    )

    await change(client, book, loan_id, counts_on="2026-03-25", **wish)

    kept, told = await replayed(book, loan_id)
    assert kept == told
    after = preview.json()["after"]
    assert after["outstanding"]["amount"] == kept.loan.outstanding.amount
    assert after["last_due_on"] == kept.loan.last_due_on.isoformat()
    assert await held(book, AccountCode.LOAN_PRINCIPAL, loan_id) == kept.loan.outstanding.minor
    assert await sum_of_all_accounts(book.engine) == 0


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"kind": "waiver", "part": "penalty", "amount": yuan("94.95")}, "waiver_too_large"),
        ({"kind": "waiver", "part": "principal", "amount": yuan("1.00")}, "fact_not_possible"),
        ({"kind": "waiver", "amount": yuan("1.00")}, "fact_not_possible"),
        ({"kind": "extension", "months": 13}, "extension_too_long"),
        ({"kind": "extension"}, "fact_not_possible"),
        ({"kind": "recovery", "amount": yuan("1.00")}, "fact_not_possible"),
        ({"kind": "guarantee", "amount": yuan("130000.00")}, "overpayment"),
        (
            {"kind": "guarantee", "amount": {"amount": "1.00", "currency": "USD"}},
            "other_currency",
        ),
        ({"kind": "write_off", "counts_on": "2026-01-14"}, "before_opening"),
        ({"kind": "write_off", "counts_on": "2026-03-26"}, "after_today"),
        ({"kind": "repayment", "cancels": str(new_id())}, "fact_not_found"),
    ],
)
async def test_what_is_not_possible_is_not_asked_for(
    client: AsyncClient, book: Book, clock: Clock, wish: dict[str, Any], code: str
) -> None:
    loan_id = await book.given_loan()
    turn_to(clock, date(2026, 3, 25))

    answer = await ask(client, book, loan_id, **({"counts_on": "2026-03-25"} | wish))

    assert answer.json()["code"] == f"servicing.{code}"
    async with book.engine.connect(PLATFORM) as connection:
        assert (await connection.execute(select(tables.fact))).all() == []
    assert (await history(client, book, loan_id))["pending"] is None


async def test_one_person_alone_changes_nothing(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()
    asked = await ask(client, book, loan_id, kind="extension", counts_on="2026-01-15", months=2)
    path = f"/approvals/{asked.json()['id']}/approval"

    own = await client.post(path, headers=staff(book, ASKER) | new_key())
    second = await ask(client, book, loan_id, kind="extension", counts_on="2026-01-15", months=3)

    assert own.json()["code"] == "common.second_person_needed"
    assert second.json()["code"] == "compliance.approval_pending"
    assert (await book.loan(loan_id)).term_months == 12
    pending = (await history(client, book, loan_id))["pending"]
    assert (pending["kind"], pending["months"]) == ("extension", 2)


async def test_the_borrower_does_not_change_the_loan(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()
    body = {"kind": "extension", "counts_on": "2026-01-15", "months": 2, "reason": "资金紧张"}

    headers = book.borrower_headers() | new_key()
    answer = await client.post(f"/loans/{loan_id}/changes", json=body, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "common.not_allowed")


async def test_the_statement_comes_on_paper_and_as_a_workbook(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await book.given_loan()
    await book.pay(client, loan_id, "instalment")
    headers = book.borrower_headers()

    pdf = await client.get(f"/loans/{loan_id}/statement.pdf", headers=headers)
    workbook = await client.get(f"/loans/{loan_id}/statement.xlsx", headers=headers)

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "钱江银行" in text
    assert "10264.65" in text
    sheets: Any = fastexcel.read_excel(workbook.content)
    assert sheets.sheet_names == ["贷款信息", "还款计划", "账务往来"]
    plan = sheets.load_sheet("还款计划").to_polars()
    assert plan["已还"].to_list()[:2] == [10264.65, 0.0]


async def test_the_next_day_end_leaves_nothing_of_a_loan_that_was_written_off(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await book.given_loan()
    await book.run_day(date(2026, 2, 25))
    accrued = await held(book, AccountCode.ACCRUED_INTEREST, book.lender)
    aside = await held(book, AccountCode.LOSS_ALLOWANCE, book.lender)
    await change(client, book, loan_id, kind="write_off", counts_on="2026-02-25")

    await book.run_day(date(2026, 2, 26))
    await book.run_day(date(2026, 2, 27))

    assert accrued > 0
    assert aside > 0
    owners = {
        AccountCode.ACCRUED_INTEREST: book.lender,
        AccountCode.INTEREST_INCOME: book.lender,
        AccountCode.PENALTY_INCOME: book.lender,
        AccountCode.LOSS_ALLOWANCE: book.lender,
        AccountCode.LOSS_EXPENSE: book.lender,
        AccountCode.LOAN_PRINCIPAL: loan_id,
    }
    left = {code: await held(book, code, owner) for code, owner in owners.items()}
    assert left == dict.fromkeys(owners, 0) | {AccountCode.LOSS_EXPENSE: 120_000_00}
    assert await sum_of_all_accounts(book.engine) == 0
