"""Several funders of one loan: what comes back is shared among them to the cent."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient
from sqlalchemy import select, text

from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import LoanId, OrganisationId, PaymentOrderId, new_id
from rongqu.modules.ledger.public import Account, AccountCode, get_balance
from rongqu.modules.payments.actions.record_news import record_news
from rongqu.modules.payments.ports import BankStatus, OrderNews
from rongqu.modules.payments.queries import get_order
from rongqu.modules.payments.tables import payment_order
from rongqu.modules.payments.types import NoteKind, OrderKind, OrderStatus
from rongqu.modules.syndication.actions.pay_part import pay_part
from rongqu.modules.syndication.jobs import pay_parts
from rongqu.modules.syndication.queries import list_waiting
from tests.builders.actors import signed_in
from tests.builders.events import published
from tests.builders.ledger import sum_of_all_accounts, unproved_balances
from tests.builders.payments import given_account
from tests.builders.servicing import Book

OFFICER = signed_in(
    "syndication:share", "syndication:view", "servicing:view_everywhere", portal=Portal.OPERATIONS
)
OTHER = OrganisationId(new_id())
THIRD = OrganisationId(new_id())


def share(organisation: OrganisationId, amount: str) -> dict[str, Any]:
    return {"organisation_id": str(organisation), "share": {"amount": amount, "currency": "CNY"}}


async def shared_loan(client: AsyncClient, book: Book) -> LoanId:
    loan_id = await book.given_loan()
    funders = [share(book.lender, "40000"), share(OTHER, "40000"), share(THIRD, "40000")]
    answer = await client.put(
        f"/syndication/loans/{loan_id}/funders", json={"funders": funders}, headers=OFFICER
    )
    assert answer.status_code == 200, answer.text
    return loan_id


async def balances(book: Book, code: AccountCode) -> list[int]:
    async with book.open_tx() as tx:
        return [
            (await get_balance(tx, Account(code, who), "CNY")).minor
            for who in (book.lender, OTHER, THIRD)
        ]


async def deliver_again(book: Book, handler: str) -> None:
    again = text(
        "UPDATE infra.event_delivery SET done_at = NULL, claimed_at = NULL WHERE handler = :handler"
    )
    async with book.engine.begin(PLATFORM) as connection:
        assert (await connection.execute(again, {"handler": handler})).rowcount > 0
    await book.relay.drain()


async def test_funding_is_booked_to_each_funder(client: AsyncClient, book: Book) -> None:
    await shared_loan(client, book)

    assert await balances(book, AccountCode.LENDER_FUNDING) == [40_000_00] * 3
    assert (await published(book.engine))[-1] == "syndication.loan_shared.v1"


async def test_a_repayment_is_shared_to_the_cent(client: AsyncClient, book: Book) -> None:
    """9,779.65 of principal and 485.00 of interest by three: 3,259.88 + 161.67 and a cent less."""
    loan_id = await shared_loan(client, book)

    await book.pay(client, loan_id, "instalment")
    await book.relay.drain()

    shown = (await client.get(f"/syndication/loans/{loan_id}/funders", headers=OFFICER)).json()[
        "items"
    ]
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

    await deliver_again(book, "syndication.distribute_repayment_when_applied")

    assert await balances(book, AccountCode.LENDER_FUNDING) == before
    assert (await published(book.engine)).count("syndication.repayment_distributed.v1") == 1


@pytest.mark.parametrize("amounts", [("60000", "59999.99"), ("120000", "0"), ("130000", "-10000")])
async def test_shares_that_do_not_add_up_are_refused(
    client: AsyncClient, book: Book, amounts: tuple[str, str]
) -> None:
    loan_id = await book.given_loan()
    before = await published(book.engine)

    funders = [share(book.lender, amounts[0]), share(OTHER, amounts[1])]
    refused = await client.put(
        f"/syndication/loans/{loan_id}/funders", json={"funders": funders}, headers=OFFICER
    )

    assert (refused.status_code, refused.json()["code"]) == (
        422,
        "syndication.shares_do_not_add_up",
    )
    assert await published(book.engine) == before
    assert await balances(book, AccountCode.LENDER_FUNDING) == [120_000_00, 0, 0]


async def test_shares_are_said_once(client: AsyncClient, book: Book) -> None:
    loan_id = await shared_loan(client, book)

    again = await client.put(
        f"/syndication/loans/{loan_id}/funders",
        json={"funders": [share(book.lender, "120000")]},
        headers=OFFICER,
    )

    assert (again.status_code, again.json()["code"]) == (409, "syndication.shares_are_fixed")


async def bank_says(book: Book, status: BankStatus) -> int:
    """About every part that has been ordered. Returns how many there are."""
    columns = payment_order.c
    ordered = select(columns.id).where(
        columns.kind == OrderKind.SHARE, columns.status == OrderStatus.ORDERED
    )
    async with book.open_tx() as tx:
        ids = list((await tx.connection.execute(ordered)).scalars())
        for each in ids:
            order = await get_order(tx, PaymentOrderId(each))
            is_settled = status is BankStatus.SETTLED
            news = OrderNews(
                order_id=order.id,
                status=status,
                bank_order_no=f"B{order.id.hex}",
                reason_code=None if is_settled else "account_closed",
                settled_on=tx.business_date if is_settled else None,
                amount=order.amount,
                fee=order.fee,
            )
            await record_news(tx, news, NoteKind.CALLED_BACK, new_id())
    await book.relay.drain()
    return len(ids)


async def waiting_of(client: AsyncClient, loan_id: LoanId) -> dict[str, tuple[str, str | None]]:
    path = f"/syndication/loans/{loan_id}/funders"
    shown = (await client.get(path, headers=OFFICER)).json()["items"]
    return {
        each["organisation_id"]: (each["waiting"]["amount"], each["reason_code"]) for each in shown
    }


async def die_while_paying(book: Book, part_id: UUID) -> None:
    async with book.open_tx() as tx:
        await pay_part(tx, part_id)
        raise ZeroDivisionError


async def test_the_money_of_a_part_reaches_its_funder_once(
    client: AsyncClient, book: Book, work: Work
) -> None:
    """While a funder has no account its part waits and says why; a worker that dies in between
    leaves it waiting; two at once order it once; a refused order is made again, and its refusal
    told a second time does not order the part a third time."""
    loan_id = await shared_loan(client, book)
    await book.pay(client, loan_id, "instalment")
    await pay_parts.run(work)
    waiting = await waiting_of(client, loan_id)
    assert waiting[str(book.lender)] == ("0.00", None)
    assert {reason for _, reason in waiting.values()} == {None, "payments.account_not_found"}

    for funder in (OTHER, THIRD):
        await given_account(book.engine, funder, balance_minor=0)
    async with book.open_tx() as tx:
        parts = await list_waiting(tx)
    with pytest.raises(ZeroDivisionError):
        await die_while_paying(book, parts[0])
    await asyncio.gather(pay_parts.run(work), pay_parts.run(work))
    assert await bank_says(book, BankStatus.FAILED) == 2
    assert {reason for _, reason in (await waiting_of(client, loan_id)).values()} == {
        None,
        "account_closed",
    }
    await pay_parts.run(work)
    await deliver_again(book, "syndication.record_part_when_refused")
    await pay_parts.run(work)
    assert await bank_says(book, BankStatus.SETTLED) == 2
    await pay_parts.run(work)

    assert await bank_says(book, BankStatus.SETTLED) == 0
    lender, *others = await balances(book, AccountCode.CUSTODY)
    assert sum(others) == 10_264_65 - lender
    assert sorted([lender, *others]) == [3421_54, 3421_55, 3421_56]
    assert {amount for amount, _ in (await waiting_of(client, loan_id)).values()} == {"0.00"}
    assert (await published(book.engine)).count("syndication.part_paid.v1") == 2
    assert await unproved_balances(book.engine) == []
    assert await sum_of_all_accounts(book.engine) == 0


async def test_a_funder_sees_its_own_share_and_nobody_elses(
    client: AsyncClient, book: Book
) -> None:
    loan_id = await shared_loan(client, book)
    await book.pay(client, loan_id, "instalment")
    funder, stranger = (
        signed_in("syndication:view", organisation=who, portal=Portal.INSTITUTION)
        for who in (OTHER, OrganisationId(new_id()))
    )

    [own] = (await client.get("/syndication/shares", headers=funder)).json()["items"]

    assert (own["loan_id"], own["borrower_name"]) == (str(loan_id), "苏州精工机械有限公司")
    assert own["share"] == {"amount": "40000.00", "currency": "CNY"}
    assert own["received"] == own["waiting"]
    assert (await client.get("/syndication/shares", headers=stranger)).json()["items"] == []
    hidden = await client.get(f"/syndication/loans/{loan_id}/funders", headers=stranger)
    assert hidden.json()["code"] == "servicing.loan_not_found"
