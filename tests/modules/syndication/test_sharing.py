"""Several funders of one loan: what comes back is shared among them to the cent."""

from __future__ import annotations

import asyncio
from uuid import UUID

import pytest
from httpx2 import AsyncClient

from rongqu.infra.jobs import Work
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.contracts.public import get_contract
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.payments.ports import BankStatus
from rongqu.modules.syndication.actions.pay_part import pay_part
from rongqu.modules.syndication.jobs import pay_parts
from rongqu.modules.syndication.queries import list_waiting
from tests.builders.actors import signed_in
from tests.builders.events import published
from tests.builders.ledger import sum_of_all_accounts, unproved_balances
from tests.builders.payments import given_account
from tests.builders.servicing import Book
from tests.builders.syndication import (
    OFFICER,
    OTHER,
    THIRD,
    balances,
    bank_says,
    deliver_again,
    given_accepted_shares,
    share,
    shared_loan,
    waiting_of,
)


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


async def test_shares_agreed_on_before_the_approval_hold_once_it_is_paid_out(book: Book) -> None:
    """The lead keeps the rest, whatever it was approved for; told twice, booked once."""
    contract_id = await book.given_contract()
    async with book.open_tx() as tx:
        application_id = (await get_contract(tx, contract_id)).application_id
    await given_accepted_shares(book, application_id, {OTHER: 30_000_01, THIRD: 50_000_00})

    await book.pay_out(contract_id)
    assert await balances(book, AccountCode.LENDER_FUNDING) == [39_999_99, 30_000_01, 50_000_00]
    await deliver_again(book, "syndication.share_loan_when_opened")

    assert await balances(book, AccountCode.LENDER_FUNDING) == [39_999_99, 30_000_01, 50_000_00]
    assert (await published(book.engine)).count("syndication.loan_shared.v1") == 1


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
