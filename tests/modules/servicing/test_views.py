"""What is shown of loans, and to whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from httpx2 import AsyncClient

from rongqu.kernel.actor import Portal
from tests.builders.actors import signed_in
from tests.builders.identity import Clock
from tests.builders.servicing import Book, turn_to

STAFF = signed_in("servicing:view", "servicing:view_everywhere", portal=Portal.OPERATIONS)


async def listed(client: AsyncClient, headers: dict[str, str], **query: Any) -> list[str]:
    answer = await client.get("/loans", params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["items"]]


async def test_a_loan_is_shown_with_its_plan_and_what_it_costs_to_pay(
    client: AsyncClient, book: Book, clock: Clock
) -> None:
    loan_id = await book.given_loan()
    turn_to(clock, date(2026, 2, 25))

    shown = (await client.get(f"/loans/{loan_id}", headers=book.borrower_headers())).json()

    assert shown["loan"]["outstanding"]["amount"] == "120000.00"
    assert shown["loan"]["next_instalment"]["due_on"] == "2026-02-15"
    first, second, *_ = shown["instalments"]
    assert (first["is_late"], second["is_late"]) == (True, False)
    assert (first["penalty"]["amount"], first["left"]["amount"]) == ("19.76", "10284.41")
    assert second["left"]["amount"] == "10264.65"
    assert [quote["kind"] for quote in shown["quotes"]] == ["instalment", "arrears", "payoff"]
    assert shown["pending"] is None


async def test_a_day_to_come_has_its_quotes(client: AsyncClient, book: Book, clock: Clock) -> None:
    loan_id = await book.given_loan(prepayment_fee_rate="0.01")
    headers, day = book.borrower_headers(), date(2026, 2, 25)

    async def ask(on: str) -> Any:
        path = f"/loans/{loan_id}/quotes?on={on}"
        return (await client.get(path, headers=headers)).json()

    told, never = await ask(day.isoformat()), await ask("2099-01-01")
    turn_to(clock, day)

    assert {quote["kind"]: quote["amount"]["amount"] for quote in told} == {
        "instalment": "10284.41",
        "arrears": "10284.41",
        "payoff": "121755.45",
    }
    assert told == (await client.get(f"/loans/{loan_id}", headers=headers)).json()["quotes"]
    assert never["code"] == "common.calendar_ends"
    assert (await ask("2026-02-24"))["code"] == "servicing.day_is_over"


async def test_both_parties_and_staff_see_it_and_nobody_else(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await book.given_loan()
    stranger = signed_in("servicing:view")

    for headers in (book.borrower_headers(), book.lender_headers(), STAFF):
        assert await listed(client, headers) == [str(loan_id)]
        assert (await client.get(f"/loans/{loan_id}", headers=headers)).status_code == 200
    assert await listed(client, stranger) == []
    for path in ("", "/repayments", "/schedule.csv"):
        answer = await client.get(f"/loans/{loan_id}{path}", headers=stranger)
        assert (answer.status_code, answer.json()["code"]) == (404, "servicing.loan_not_found")


async def test_the_list_narrows_down(client: AsyncClient, book: Book) -> None:
    late, fine = await book.given_loan(), await book.given_loan(term_months=1, method="bullet")
    await book.run_day(date(2026, 2, 10))
    await book.pay(client, fine, "instalment")
    await book.run_day(date(2026, 3, 1))

    assert await listed(client, STAFF, is_late=True) == [str(late)]
    assert await listed(client, STAFF, bucket="d1_30") == [str(late)]
    assert await listed(client, STAFF, status="closed") == [str(fine)]
    assert await listed(client, STAFF, region="32") == [str(fine), str(late)]
    assert await listed(client, STAFF, region="33") == []
    assert await listed(client, STAFF, institution_id=str(book.lender), limit=1) == [str(fine)]
    assert await listed(client, STAFF, limit=1, cursor=str(fine)) == [str(late)]


async def test_a_portfolio_adds_up_by_bucket(client: AsyncClient, book: Book) -> None:
    await book.given_loan()
    await book.given_loan(principal_minor=30_000_00)
    await book.run_day(date(2026, 3, 1))

    shown = (await client.get("/loans/portfolio", headers=book.lender_headers())).json()

    assert shown["business_date"] == "2026-03-01"
    totals = {each["bucket"]: each for each in shown["buckets"]}
    assert set(totals) == {"current", "d1_30", "d31_60", "d61_90", "d90_plus"}
    assert totals["d1_30"]["loans"] == 2
    assert totals["d1_30"]["outstanding"]["amount"] == "150000.00"
    assert totals["current"]["outstanding"]["amount"] == "0.00"


async def test_a_plan_can_be_taken_away(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()

    answer = await client.get(f"/loans/{loan_id}/schedule.csv", headers=book.lender_headers())

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    head, first, *rest = answer.text.splitlines()
    assert head.startswith("\ufeff期数,")
    assert first.startswith("1,2026-01-15,2026-02-15,9779.65,485.00,10264.65,110220.35")
    assert len(rest) == 11


async def test_anybody_may_ask_what_a_loan_would_cost(client: AsyncClient) -> None:
    wish = {
        "amount": "120000",
        "yearly_rate": "0.0485",
        "term_months": 12,
        "method": "equal_instalment",
    }

    answer = await client.get("/loans/calculation", params=wish)

    assert answer.json()["total_interest"]["amount"] == "3175.80"
    assert answer.json()["instalments"][0]["amount"]["amount"] == "10264.65"


@pytest.mark.parametrize(
    ("different", "status", "code"),
    [
        ({"amount": "0"}, 422, "common.invalid_request"),
        ({"amount": "1.005"}, 422, "common.too_many_decimals"),
        ({"amount": "NaN"}, 422, "common.invalid_request"),
        ({"yearly_rate": "-0.1"}, 422, "common.invalid_request"),
        ({"term_months": "0"}, 422, "common.invalid_request"),
        (
            {"amount": "0.1", "yearly_rate": "1", "term_months": "60"},
            422,
            "servicing.never_amortises",
        ),
    ],
)
async def test_what_is_no_loan_has_no_cost(
    client: AsyncClient, different: dict[str, str], status: int, code: str
) -> None:
    wish = {"amount": "100", "yearly_rate": "0.1", "term_months": "12"}

    answer = await client.get(
        "/loans/calculation", params=wish | {"method": "equal_instalment"} | different
    )

    assert (answer.status_code, answer.json()["code"]) == (status, code)
