"""Collections: cases, contacts within limits, promises, disposals."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from httpx2 import AsyncClient, Response

from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import LoanId, new_id
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.servicing import Book, turn_to

COLLECTOR = signed_in(
    *("servicing:collect", "servicing:dispose", "servicing:view", "servicing:view_everywhere"),
    portal=Portal.OPERATIONS,
    user=new_id(),
)
FIRST_LATE = date(2026, 2, 25)
OVERDUE = "10264.65"
CALL = {"channel": "call", "result": "not_reached", "note": ""}


async def late_loan(book: Book, **different: Any) -> LoanId:
    loan_id = await book.given_loan(**different)
    await book.run_day(FIRST_LATE)
    return loan_id


async def calls(client: AsyncClient) -> list[dict[str, Any]]:
    return (await client.get("/loans/collections/cases?calls=true", headers=COLLECTOR)).json()[
        "items"
    ]


async def post(client: AsyncClient, path: str, body: dict[str, Any]) -> Response:
    return await client.post(f"/loans/collections{path}", json=body, headers=COLLECTOR | new_key())


async def promise(client: AsyncClient, case_id: str, day: date, amount: str = OVERDUE) -> Response:
    money = {"amount": amount, "currency": "CNY"}
    wish = {"amount": money, "promised_for": day.isoformat()}
    return await post(client, f"/cases/{case_id}/promises", wish)


async def test_a_case_is_opened_once_and_closed_when_nothing_is_late(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await late_loan(book)
    await book.run_day(FIRST_LATE + timedelta(days=1))
    [case] = await calls(client)

    await book.pay(client, loan_id, "arrears")
    await book.run_day(FIRST_LATE + timedelta(days=2))

    assert (case["loan_id"], case["days_past_due"]) == (str(loan_id), 11)
    assert case["overdue"]["amount"] == OVERDUE
    assert await calls(client) == []
    [closed] = (await client.get("/loans/collections/cases", headers=COLLECTOR)).json()["items"]
    assert (closed["state"], closed["closed_on"]) == ("closed", "2026-02-26")
    names = await published(book.engine)
    assert names.count("servicing.case_opened.v1") == names.count("servicing.case_closed.v1") == 1


async def test_the_most_urgent_are_called_first(client: AsyncClient, book: Book) -> None:
    small = await book.given_loan(principal_minor=30_000_00)
    large = await late_loan(book)

    assert [each["loan_id"] for each in await calls(client)] == [str(large), str(small)]


async def test_a_collector_takes_a_case(client: AsyncClient, book: Book) -> None:
    await late_loan(book)
    [case] = await calls(client)

    taken = await client.put(
        f"/loans/collections/cases/{case['id']}/assignee", json={}, headers=COLLECTOR
    )
    mine = await client.get("/loans/collections/cases?mine=true", headers=COLLECTOR)

    assert taken.json()["case"]["is_mine"]
    assert [each["id"] for each in mine.json()["items"]] == [case["id"]]


@pytest.mark.parametrize(("hour", "status"), [(7, 409), (8, 201), (20, 201), (21, 409)])
async def test_nobody_is_called_at_night(
    client: AsyncClient, book: Book, hour: int, status: int
) -> None:
    await late_loan(book)
    [case] = await calls(client)
    midnight = datetime.combine(FIRST_LATE, time(), UTC) - timedelta(hours=8)
    book.clock.now = midnight + timedelta(hours=hour)

    answer = await post(client, f"/cases/{case['id']}/contacts", CALL)

    assert answer.status_code == status
    if status == 409:
        assert answer.json()["code"] == "servicing.contact_outside_hours"
        assert "servicing.contact_recorded.v1" not in await published(book.engine)


async def test_a_borrower_is_contacted_three_times_a_day_in_all_cases_together(
    client: AsyncClient, book: Book
) -> None:
    await book.given_loan()
    await late_loan(book)
    one, other = await calls(client)
    for case in (one, other, one):
        assert (await post(client, f"/cases/{case['id']}/contacts", CALL)).status_code == 201

    refused = await post(client, f"/cases/{other['id']}/contacts", CALL)
    letter = await post(client, f"/cases/{other['id']}/contacts", CALL | {"channel": "letter"})
    turn_to(book.clock, FIRST_LATE + timedelta(days=1))
    next_day = await post(client, f"/cases/{other['id']}/contacts", CALL)

    assert (refused.status_code, refused.json()["code"]) == (
        409,
        "servicing.contacted_too_often",
    )
    assert (refused.json()["params"]["most"], refused.json()["params"]["days"]) == ("3", "1")
    assert letter.status_code == 201
    assert letter.json()["limits"]["refusal"] == "servicing.contacted_too_often"
    assert next_day.status_code == 201
    assert next_day.json()["limits"]["refusal"] is None


async def test_nine_contacts_a_week_are_enough(client: AsyncClient, book: Book) -> None:
    await late_loan(book)
    [case] = await calls(client)
    for number in range(9):
        turn_to(book.clock, FIRST_LATE + timedelta(days=number // 3))
        assert (await post(client, f"/cases/{case['id']}/contacts", CALL)).status_code == 201

    turn_to(book.clock, FIRST_LATE + timedelta(days=4))
    refused = await post(client, f"/cases/{case['id']}/contacts", CALL)

    assert refused.json()["code"] == "servicing.contacted_too_often"
    assert refused.json()["params"]["days"] == "7"


async def test_a_promise_is_kept_by_what_comes_in(client: AsyncClient, book: Book) -> None:
    loan_id = await late_loan(book)
    [case] = await calls(client)
    made = await promise(client, case["id"], FIRST_LATE + timedelta(days=2), "5000")
    left_alone = await calls(client)

    await book.pay(client, loan_id, "arrears", "6000")
    await book.run_day(FIRST_LATE + timedelta(days=1))

    file = await client.get(f"/loans/collections/cases/{case['id']}", headers=COLLECTOR)
    [kept] = file.json()["promises"]
    assert (made.status_code, left_alone) == (201, [])
    assert (kept["state"], kept["paid"]["amount"]) == ("kept", "6000.00")
    assert file.json()["case"]["promised_for"] is None
    assert file.json()["case"]["broken_promises"] == 0


async def test_a_promise_whose_day_is_over_is_broken(client: AsyncClient, book: Book) -> None:
    loan_id = await late_loan(book)
    [case] = await calls(client)
    await promise(client, case["id"], FIRST_LATE + timedelta(days=1))
    await book.pay(client, loan_id, "arrears", "100")

    await book.run_day(FIRST_LATE + timedelta(days=1))
    [still_open] = (
        await client.get(f"/loans/collections/cases/{case['id']}", headers=COLLECTOR)
    ).json()["promises"]
    await book.run_day(FIRST_LATE + timedelta(days=2))

    file = (await client.get(f"/loans/collections/cases/{case['id']}", headers=COLLECTOR)).json()
    assert still_open["state"] == "open"
    assert file["promises"][0]["state"] == "broken"
    assert file["promises"][0]["paid"]["amount"] == "100.00"
    assert file["case"]["broken_promises"] == 1
    assert (await published(book.engine)).count("servicing.promise_decided.v1") == 1


@pytest.mark.parametrize(
    ("days", "amount", "code"),
    [
        (-1, OVERDUE, "servicing.promise_too_far"),
        (16, OVERDUE, "servicing.promise_too_far"),
        (1, "10264.66", "servicing.promise_too_much"),
        (1, "0", "servicing.promise_too_much"),
    ],
)
async def test_a_promise_beyond_its_limits_is_refused(
    client: AsyncClient, book: Book, days: int, amount: str, code: str
) -> None:
    await late_loan(book)
    [case] = await calls(client)
    before = await published(book.engine)

    refused = await promise(client, case["id"], FIRST_LATE + timedelta(days=days), amount)

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert await published(book.engine) == before


async def test_one_promise_at_a_time_and_three_broken_ones_are_enough(
    client: AsyncClient, book: Book
) -> None:
    await late_loan(book)
    [case] = await calls(client)
    for number in range(3):
        assert (
            await promise(client, case["id"], FIRST_LATE + timedelta(days=number))
        ).status_code == 201
        second = await promise(client, case["id"], FIRST_LATE + timedelta(days=number))
        assert second.json()["code"] == "servicing.promise_open"
        await book.run_day(FIRST_LATE + timedelta(days=number + 1))

    refused = await promise(client, case["id"], FIRST_LATE + timedelta(days=5))

    assert (refused.status_code, refused.json()["code"]) == (409, "servicing.promises_used_up")


async def test_a_closed_case_takes_nothing_more(client: AsyncClient, book: Book) -> None:
    loan_id = await late_loan(book)
    [case] = await calls(client)
    await book.pay(client, loan_id, "arrears")
    await book.run_day(FIRST_LATE + timedelta(days=1))

    answers = [
        await post(client, f"/cases/{case['id']}/contacts", CALL),
        await promise(client, case["id"], FIRST_LATE + timedelta(days=2)),
        await client.put(
            f"/loans/collections/cases/{case['id']}/assignee", json={}, headers=COLLECTOR
        ),
    ]

    assert [answer.json()["code"] for answer in answers] == ["servicing.case_closed"] * 3


async def test_a_disposal_goes_step_by_step_and_counts_what_comes_in(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await late_loan(book)
    wish = {"loan_id": str(loan_id), "kind": "litigation"}
    opened = (await post(client, "/disposals", wish)).json()
    path = f"/disposals/{opened['id']}/steps"
    skipped = await post(client, path, {"number": 2, "document": "立案通知书"})
    for number in range(1, 5):
        done = await post(client, path, {"number": number, "document": f"文书 {number}"})
        assert done.status_code == 201, done.text
    await book.pay(client, loan_id, "arrears")

    late = await post(client, path, {"number": 4, "document": "x"})
    shown = (await client.get("/loans/collections/disposals", headers=COLLECTOR)).json()

    assert skipped.json()["code"] == "servicing.step_out_of_order"
    assert skipped.json()["params"]["next_step"] == "lawyer_letter"
    assert late.json()["code"] == "servicing.disposal_over"
    [disposal] = shown["items"]
    assert (disposal["state"], disposal["closed_on"]) == ("done", "2026-02-25")
    assert disposal["recovered"]["amount"] == "10284.41"
    recovered = {each["kind"]: each for each in shown["recoveries"]}
    assert recovered["litigation"]["disposals"] == 1
    assert recovered["litigation"]["recovered"] == disposal["recovered"]
    assert recovered["write_off"]["disposals"] == 0


async def test_a_disposal_that_cannot_begin(client: AsyncClient, book: Book) -> None:
    fine = await book.given_loan()
    on_time = await post(client, "/disposals", {"loan_id": str(fine), "kind": "extension"})
    late = await late_loan(book)
    wish = {"loan_id": str(late), "kind": "extension"}
    first = (await post(client, "/disposals", wish)).json()

    twice = await post(client, "/disposals", wish)
    gone = await client.delete(f"/loans/collections/disposals/{first['id']}", headers=COLLECTOR)
    over = await client.delete(f"/loans/collections/disposals/{first['id']}", headers=COLLECTOR)

    assert on_time.json()["code"] == "servicing.nothing_to_dispose"
    assert twice.json()["code"] == "servicing.disposal_open"
    assert gone.json()["state"] == "abandoned"
    assert over.json()["code"] == "servicing.disposal_over"


async def test_strangers_see_no_cases(client: AsyncClient, book: Book) -> None:
    await late_loan(book)
    [case] = await calls(client)
    stranger = signed_in("servicing:view", portal=Portal.INSTITUTION)

    seen = await client.get(f"/loans/collections/cases/{case['id']}", headers=stranger)
    lender = await client.get("/loans/collections/cases", headers=book.lender_headers())
    forbidden = await client.post(
        f"/loans/collections/cases/{case['id']}/contacts",
        json=CALL,
        headers=book.lender_headers() | new_key(),
    )

    assert (seen.status_code, seen.json()["code"]) == (404, "servicing.case_not_found")
    assert len(lender.json()["items"]) == 1
    assert forbidden.status_code == 403
