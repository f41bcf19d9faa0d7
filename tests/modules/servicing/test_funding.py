"""Several funders of one loan: what comes back is shared among them to the cent."""

from __future__ import annotations

from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import text

from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import LoanId, OrganisationId, new_id
from rongqu.modules.ledger.public import Account, AccountCode, get_balance
from tests.builders.actors import signed_in
from tests.builders.events import published
from tests.builders.servicing import Book

OFFICER = signed_in(
    "servicing:share", "servicing:view", "servicing:view_everywhere", portal=Portal.OPERATIONS
)
OTHER = OrganisationId(new_id())
THIRD = OrganisationId(new_id())


def share(organisation: OrganisationId, amount: str) -> dict[str, Any]:
    return {"organisation_id": str(organisation), "share": {"amount": amount, "currency": "CNY"}}


async def shared_loan(client: AsyncClient, book: Book) -> LoanId:
    loan_id = await book.given_loan()
    funders = [share(book.lender, "40000"), share(OTHER, "40000"), share(THIRD, "40000")]
    answer = await client.put(
        f"/loans/{loan_id}/funders", json={"funders": funders}, headers=OFFICER
    )
    assert answer.status_code == 200, answer.text
    return loan_id


async def balances(book: Book, code: AccountCode) -> list[int]:
    async with book.open_tx() as tx:
        return [
            (await get_balance(tx, Account(code, who), "CNY")).minor
            for who in (book.lender, OTHER, THIRD)
        ]


async def test_funding_is_booked_to_each_funder(client: AsyncClient, book: Book) -> None:
    await shared_loan(client, book)

    assert await balances(book, AccountCode.LENDER_FUNDING) == [40_000_00] * 3
    assert (await published(book.engine))[-1] == "servicing.loan_shared.v1"


async def test_a_repayment_is_shared_to_the_cent(client: AsyncClient, book: Book) -> None:
    """9,779.65 of principal and 485.00 of interest by three: 3,259.88 + 161.67 and a cent less."""
    loan_id = await shared_loan(client, book)

    await book.pay(client, loan_id, "instalment")
    await book.relay.drain()

    shown = (await client.get(f"/loans/{loan_id}/funders", headers=OFFICER)).json()["items"]
    received = {each["organisation_id"]: each["received"]["amount"] for each in shown}
    assert sum(int(amount.replace(".", "")) for amount in received.values()) == 10_264_65
    assert sorted(received.values()) == ["3421.54", "3421.55", "3421.56"]
    assert sum(await balances(book, AccountCode.INTEREST_INCOME)) == 485_00
    assert sorted(await balances(book, AccountCode.INTEREST_INCOME)) == [161_66, 161_67, 161_67]
    assert sum(await balances(book, AccountCode.LENDER_FUNDING)) == 120_000_00 - 10_264_65


async def test_its_news_delivered_twice_distribute_once(client: AsyncClient, book: Book) -> None:
    loan_id = await shared_loan(client, book)
    await book.pay(client, loan_id, "instalment")
    before = await balances(book, AccountCode.LENDER_FUNDING)

    async with book.engine.begin(PLATFORM) as connection:
        await connection.execute(
            text(
                "UPDATE infra.event_delivery SET done_at = NULL, claimed_at = NULL"
                " WHERE handler = 'servicing.distribute_repayment_when_applied'"
            )
        )
    await book.relay.drain()

    assert await balances(book, AccountCode.LENDER_FUNDING) == before
    assert (await published(book.engine)).count("servicing.repayment_distributed.v1") == 1


@pytest.mark.parametrize("amounts", [("60000", "59999.99"), ("120000", "0"), ("130000", "-10000")])
async def test_shares_that_do_not_add_up_are_refused(
    client: AsyncClient, book: Book, amounts: tuple[str, str]
) -> None:
    loan_id = await book.given_loan()
    before = await published(book.engine)

    funders = [share(book.lender, amounts[0]), share(OTHER, amounts[1])]
    refused = await client.put(
        f"/loans/{loan_id}/funders", json={"funders": funders}, headers=OFFICER
    )

    assert (refused.status_code, refused.json()["code"]) == (422, "servicing.shares_do_not_add_up")
    assert await published(book.engine) == before
    assert await balances(book, AccountCode.LENDER_FUNDING) == [120_000_00, 0, 0]


async def test_shares_are_said_once(client: AsyncClient, book: Book) -> None:
    loan_id = await shared_loan(client, book)

    again = await client.put(
        f"/loans/{loan_id}/funders",
        json={"funders": [share(book.lender, "120000")]},
        headers=OFFICER,
    )

    assert (again.status_code, again.json()["code"]) == (409, "servicing.shares_are_fixed")
