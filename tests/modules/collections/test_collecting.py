"""Collections: cases, contacts within limits, promises, disposals."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from httpx2 import AsyncClient, Response

from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import LoanId, new_id
from rongqu.modules.collections.actions.work_cases import work_cases
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.servicing import Book, turn_to

COLLECTOR = signed_in(
    *(
        "collections:collect",
        "collections:dispose",
        "collections:view",
        "collections:view_everywhere",
        "servicing:view",
        "servicing:view_everywhere",
    ),
    portal=Portal.OPERATIONS,
    user=new_id(),
)
FIRST_LATE = date(2026, 2, 25)
OVERDUE = "10264.65"
CALL = {"channel": "call", "result": "not_reached", "note": ""}


LENDER_SEES = ("collections:view", "servicing:view")


def lender_headers(book: Book) -> dict[str, str]:
    return signed_in(*LENDER_SEES, organisation=book.lender, portal=Portal.INSTITUTION)


async def run_day(book: Book, day: date) -> None:
    """And what is told of its end has been heard."""
    await book.run_day(day)
    await book.relay.drain()


async def late_loan(book: Book, **different: Any) -> LoanId:
    loan_id = await book.given_loan(**different)
    await run_day(book, FIRST_LATE)
    return loan_id


async def calls(client: AsyncClient) -> list[dict[str, Any]]:
    return (await client.get("/collections/cases?calls=true", headers=COLLECTOR)).json()["items"]


async def post(client: AsyncClient, path: str, body: dict[str, Any]) -> Response:
    return await client.post(f"/collections{path}", json=body, headers=COLLECTOR | new_key())


async def promises(client: AsyncClient, case_id: str) -> list[dict[str, Any]]:
    file = await client.get(f"/collections/cases/{case_id}", headers=COLLECTOR)
    return file.json()["promises"]


async def change(client: AsyncClient, book: Book, loan_id: LoanId, **wish: Any) -> None:
    """By two people of the lender."""
    rights = ("servicing:view", "servicing:change_loan", "servicing:approve_change")
    asker, approver = (
        signed_in(*rights, user=user, organisation=book.lender, portal=Portal.INSTITUTION)
        for user in (new_id(), new_id())
    )
    body = {"reason": "双方协商一致", "counts_on": FIRST_LATE.isoformat()} | wish
    path = f"/loans/{loan_id}/changes"
    asked = await client.post(path, json=body, headers=asker | new_key())
    assert asked.status_code == 201, asked.text
    path = f"/approvals/{asked.json()['id']}/approval"
    approved = await client.post(path, headers=approver | new_key())
    assert approved.status_code == 200, approved.text


async def promise(client: AsyncClient, case_id: str, day: date, amount: str = OVERDUE) -> Response:
    money = {"amount": amount, "currency": "CNY"}
    wish = {"amount": money, "promised_for": day.isoformat()}
    return await post(client, f"/cases/{case_id}/promises", wish)


async def test_a_case_is_opened_once_and_closed_at_once_when_all_is_paid(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await late_loan(book)
    await run_day(book, FIRST_LATE + timedelta(days=1))
    [case] = await calls(client)

    await book.pay(client, loan_id, "arrears")

    assert (case["loan_id"], case["days_past_due"]) == (str(loan_id), 11)
    assert case["overdue"]["amount"] == OVERDUE
    assert await calls(client) == []
    [closed] = (await client.get("/collections/cases", headers=COLLECTOR)).json()["items"]
    assert (closed["state"], closed["closed_on"]) == ("closed", "2026-02-26")
    names = await published(book.engine)
    assert names.count("collections.case_opened.v1") == 1
    assert names.count("collections.case_closed.v1") == 1


async def test_what_is_heard_twice_or_late_changes_nothing(client: AsyncClient, book: Book) -> None:
    await late_loan(book)
    await run_day(book, FIRST_LATE + timedelta(days=1))
    before, names = await calls(client), await published(book.engine)

    for as_of in (FIRST_LATE + timedelta(days=1), FIRST_LATE):
        async with book.open_tx() as tx:
            await work_cases(tx, as_of)

    assert await calls(client) == before
    assert await published(book.engine) == names


async def test_the_most_urgent_are_called_first(client: AsyncClient, book: Book) -> None:
    small = await book.given_loan(principal_minor=30_000_00)
    large = await late_loan(book)

    assert [each["loan_id"] for each in await calls(client)] == [str(large), str(small)]


async def test_a_collector_takes_a_case(client: AsyncClient, book: Book) -> None:
    await late_loan(book)
    [case] = await calls(client)

    taken = await client.put(
        f"/collections/cases/{case['id']}/assignee", json={}, headers=COLLECTOR
    )
    mine = await client.get("/collections/cases?mine=true", headers=COLLECTOR)

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
        assert answer.json()["code"] == "collections.contact_outside_hours"
        assert "collections.contact_recorded.v1" not in await published(book.engine)


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
        "collections.contacted_too_often",
    )
    assert (refused.json()["params"]["most"], refused.json()["params"]["days"]) == ("3", "1")
    assert letter.status_code == 201
    assert letter.json()["limits"]["refusal"] == "collections.contacted_too_often"
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

    assert refused.json()["code"] == "collections.contacted_too_often"
    assert refused.json()["params"]["days"] == "7"


async def test_a_promise_is_kept_by_what_comes_in(client: AsyncClient, book: Book) -> None:
    loan_id = await late_loan(book)
    [case] = await calls(client)
    made = await promise(client, case["id"], FIRST_LATE + timedelta(days=2), "5000")
    left_alone = await calls(client)

    await book.pay(client, loan_id, "arrears", "6000")
    await run_day(book, FIRST_LATE + timedelta(days=1))

    file = await client.get(f"/collections/cases/{case['id']}", headers=COLLECTOR)
    [kept] = file.json()["promises"]
    assert (made.status_code, left_alone) == (201, [])
    assert (kept["state"], kept["paid"]["amount"]) == ("kept", "6000.00")
    assert file.json()["case"]["promised_for"] is None
    assert file.json()["case"]["broken_promises"] == 0


async def test_a_promise_waits_for_money_that_was_ordered_in_time(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await late_loan(book)
    [case] = await calls(client)
    await promise(client, case["id"], FIRST_LATE)
    ordered = await book.order(client, loan_id, "arrears")
    await run_day(book, FIRST_LATE + timedelta(days=1))
    waiting = await promises(client, case["id"])

    await book.settled(ordered)

    assert [each["state"] for each in waiting] == ["open"]
    assert [each["state"] for each in await promises(client, case["id"])] == ["kept"]


async def test_a_promise_lapses_when_the_loan_is_planned_anew(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await late_loan(book)
    [case] = await calls(client)
    await promise(client, case["id"], FIRST_LATE + timedelta(days=2))

    await change(client, book, loan_id, kind="restructuring", months=24)
    await book.relay.drain()

    assert [each["state"] for each in await promises(client, case["id"])] == ["lapsed"]
    assert await calls(client) == []


async def test_a_promise_whose_day_is_over_is_broken(client: AsyncClient, book: Book) -> None:
    loan_id = await late_loan(book)
    [case] = await calls(client)
    await promise(client, case["id"], FIRST_LATE + timedelta(days=1))
    await book.pay(client, loan_id, "arrears", "100")

    await run_day(book, FIRST_LATE + timedelta(days=1))
    [still_open] = (await client.get(f"/collections/cases/{case['id']}", headers=COLLECTOR)).json()[
        "promises"
    ]
    await run_day(book, FIRST_LATE + timedelta(days=2))

    file = (await client.get(f"/collections/cases/{case['id']}", headers=COLLECTOR)).json()
    assert still_open["state"] == "open"
    assert file["promises"][0]["state"] == "broken"
    assert file["promises"][0]["paid"]["amount"] == "100.00"
    assert file["case"]["broken_promises"] == 1
    assert (await published(book.engine)).count("collections.promise_decided.v1") == 1


@pytest.mark.parametrize(
    ("days", "amount", "code"),
    [
        (-1, OVERDUE, "collections.promise_too_far"),
        (16, OVERDUE, "collections.promise_too_far"),
        (1, "10264.66", "collections.promise_too_much"),
        (1, "0", "collections.promise_too_much"),
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
        assert second.json()["code"] == "collections.promise_open"
        await run_day(book, FIRST_LATE + timedelta(days=number + 1))

    refused = await promise(client, case["id"], FIRST_LATE + timedelta(days=5))

    assert (refused.status_code, refused.json()["code"]) == (409, "collections.promises_used_up")


async def test_a_closed_case_takes_nothing_more(client: AsyncClient, book: Book) -> None:
    loan_id = await late_loan(book)
    [case] = await calls(client)
    await book.pay(client, loan_id, "arrears")
    await run_day(book, FIRST_LATE + timedelta(days=1))

    answers = [
        await post(client, f"/cases/{case['id']}/contacts", CALL),
        await promise(client, case["id"], FIRST_LATE + timedelta(days=2)),
        await client.put(f"/collections/cases/{case['id']}/assignee", json={}, headers=COLLECTOR),
    ]

    assert [answer.json()["code"] for answer in answers] == ["collections.case_closed"] * 3


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
    shown = (await client.get("/collections/disposals", headers=COLLECTOR)).json()

    assert skipped.json()["code"] == "collections.step_out_of_order"
    assert skipped.json()["params"]["next_step"] == "lawyer_letter"
    assert late.json()["code"] == "collections.disposal_over"
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
    gone = await client.delete(f"/collections/disposals/{first['id']}", headers=COLLECTOR)
    over = await client.delete(f"/collections/disposals/{first['id']}", headers=COLLECTOR)

    assert on_time.json()["code"] == "collections.nothing_to_dispose"
    assert twice.json()["code"] == "collections.disposal_open"
    assert gone.json()["state"] == "abandoned"
    assert over.json()["code"] == "collections.disposal_over"


async def test_strangers_see_no_cases(client: AsyncClient, book: Book) -> None:
    await late_loan(book)
    [case] = await calls(client)
    stranger = signed_in("collections:view", portal=Portal.INSTITUTION)

    seen = await client.get(f"/collections/cases/{case['id']}", headers=stranger)
    lender = await client.get("/collections/cases", headers=lender_headers(book))
    forbidden = await client.post(
        f"/collections/cases/{case['id']}/contacts",
        json=CALL,
        headers=lender_headers(book) | new_key(),
    )

    assert (seen.status_code, seen.json()["code"]) == (404, "collections.case_not_found")
    assert len(lender.json()["items"]) == 1
    assert forbidden.status_code == 403


async def test_a_written_off_loan_is_still_pursued_and_counted_once(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await late_loan(book)
    for kind in ("litigation", "collateral"):
        opened = await post(client, "/disposals", {"loan_id": str(loan_id), "kind": kind})
        assert opened.json()["claim"]["amount"] == "120653.25"
    await change(client, book, loan_id, kind="write_off")
    await book.relay.drain()
    afterwards = await post(client, "/disposals", {"loan_id": str(loan_id), "kind": "write_off"})
    await change(
        client, book, loan_id, kind="recovery", amount={"amount": "40000.00", "currency": "CNY"}
    )
    await book.relay.drain()

    figures = (await client.get("/collections/figures", headers=COLLECTOR)).json()

    assert await calls(client) == []
    assert afterwards.json()["claim"]["amount"] == "120653.25"
    assert (figures["open_cases"], figures["loans_in_disposal"]) == (0, 1)
    assert figures["claim"]["amount"] == "120653.25"
    assert figures["recovered"]["amount"] == "40000.00"
    assert (figures["goal"], figures["is_below_goal"]) == ("0.92", True)
