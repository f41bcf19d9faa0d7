"""Categories beyond days past due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from httpx2 import AsyncClient

from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import LoanId, new_id
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.servicing import Book

PERMISSIONS = (
    "servicing:classify",
    "servicing:approve_category",
    "servicing:view",
    "servicing:view_everywhere",
)
ASKER = signed_in(*PERMISSIONS, portal=Portal.OPERATIONS, user=new_id())
OTHER = signed_in(*PERMISSIONS, portal=Portal.OPERATIONS, user=new_id())
LATE = date(2026, 2, 25)


async def category(client: AsyncClient, loan_id: LoanId) -> dict[str, Any]:
    return (await client.get(f"/loans/{loan_id}/category", headers=ASKER)).json()


async def ask(client: AsyncClient, loan_id: LoanId, wanted: str, reason: str = "借款人停产") -> Any:
    return await client.post(
        f"/loans/{loan_id}/category/overrides",
        json={"category": wanted, "reason": reason},
        headers=ASKER | new_key(),
    )


async def test_a_trigger_makes_a_loan_worse_until_it_is_lifted(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await book.given_loan()
    path = f"/loans/{loan_id}/category/triggers"
    wish = {"kind": "litigation", "note": "债权人起诉"}
    noted = await client.post(path, json=wish, headers=ASKER | new_key())
    again = await client.post(path, json=wish, headers=ASKER | new_key())
    await book.run_day(date(2026, 1, 20))
    while_on = await category(client, loan_id)

    [trigger] = noted.json()["triggers"]
    await client.delete(f"{path}/{trigger['id']}", headers=ASKER)
    await book.run_day(date(2026, 1, 21))

    assert again.json()["code"] == "servicing.trigger_on"
    assert (while_on["category"], while_on["cause"]) == ("substandard", "litigation")
    assert (await category(client, loan_id))["category"] == "normal"
    assert (await published(book.engine)).count("servicing.loan_classified.v1") == 2


async def test_an_override_needs_two_people(client: AsyncClient, book: Book) -> None:
    loan_id = await book.given_loan()
    asked = (await ask(client, loan_id, "doubtful")).json()["pending"]
    path = f"/approvals/{asked['id']}/approval"
    alone = await client.post(path, headers=ASKER | new_key())
    await book.run_day(date(2026, 1, 20))
    before = await category(client, loan_id)

    together = await client.post(path, headers=OTHER | new_key())
    await book.run_day(date(2026, 1, 21))
    after = await category(client, loan_id)
    await client.delete(f"/loans/{loan_id}/category/overrides", headers=OTHER)
    await book.run_day(date(2026, 1, 22))

    assert (alone.status_code, alone.json()["code"]) == (403, "common.second_person_needed")
    assert (before["category"], before["override"]) == ("normal", None)
    assert together.status_code == 200, together.text
    assert (after["category"], after["cause"]) == ("doubtful", "override")
    assert (await category(client, loan_id))["category"] == "normal"


@pytest.mark.parametrize(
    ("wanted", "reason", "code"),
    [
        ("normal", "借款人说会还", "servicing.override_too_good"),
        ("loss", "", "servicing.reason_missing"),
        ("loss", "   ", "servicing.reason_missing"),
    ],
)
async def test_an_override_that_is_refused(
    client: AsyncClient, book: Book, wanted: str, reason: str, code: str
) -> None:
    loan_id = await book.given_loan()
    await book.run_day(LATE)
    before = await published(book.engine)

    refused = await ask(client, loan_id, wanted, reason)

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert await published(book.engine) == before
    assert (await category(client, loan_id))["pending"] is None


async def test_a_trigger_without_words_or_on_a_strange_loan_is_refused(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await book.given_loan()
    path = f"/loans/{loan_id}/category/triggers"
    silent = await client.post(
        path, json={"kind": "litigation", "note": " "}, headers=ASKER | new_key()
    )
    unknown = await client.delete(f"{path}/{new_id()}", headers=ASKER)

    assert silent.json()["code"] == "servicing.reason_missing"
    assert unknown.json()["code"] == "servicing.trigger_not_found"
