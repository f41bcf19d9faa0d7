"""What was shared of a repayment is called back when the repayment is taken back: exactly once, to
the cent, in whatever order the news come."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient

from rongqu.events.servicing import RepaymentApplied, RepaymentCancelled, RepaymentRestated
from rongqu.infra.jobs import Work
from rongqu.kernel.actor import Portal
from rongqu.kernel.events import Event
from rongqu.kernel.ids import LoanId, OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.payments.ports import BankStatus
from rongqu.modules.syndication.jobs import pay_parts
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.identity import Clock
from tests.builders.ledger import pay_in, post, sum_of_all_accounts, unproved_balances
from tests.builders.payments import given_account
from tests.builders.servicing import Book, turn_to
from tests.builders.syndication import (
    OFFICER,
    OTHER,
    THIRD,
    balances,
    bank_says,
    deliver_again,
    shared_loan,
)

CODES = (AccountCode.LENDER_FUNDING, AccountCode.INTEREST_INCOME, AccountCode.PENALTY_INCOME)


async def change(client: AsyncClient, book: Book, loan_id: LoanId, **wish: Any) -> None:
    """By two of the lender's people."""
    rights = ("servicing:view", "servicing:change_loan", "servicing:approve_change")
    asker, approver = (
        signed_in(*rights, user=UUID(int=n), organisation=book.lender, portal=Portal.INSTITUTION)
        for n in (1, 2)
    )
    body = {"kind": "repayment", "reason": "银行退款", **wish}
    asked = await client.post(f"/loans/{loan_id}/changes", json=body, headers=asker | new_key())
    assert asked.status_code == 201, asked.text
    path = f"/approvals/{asked.json()['id']}/approval"
    assert (await client.post(path, headers=approver | new_key())).status_code == 200
    await book.relay.drain()


async def take_back(client: AsyncClient, book: Book, loan_id: LoanId) -> None:
    staff = signed_in("servicing:view", organisation=book.lender, portal=Portal.INSTITUTION)
    facts = (await client.get(f"/loans/{loan_id}/history", headers=staff)).json()["facts"]
    fact = facts[-1]
    await change(client, book, loan_id, counts_on=fact["counts_on"], cancels=fact["id"])


async def figures(client: AsyncClient, book: Book, loan_id: LoanId) -> dict[OrganisationId, Any]:
    """Of each funder what it received, what waits and what it owes, in cents; and that its account
    holds just that."""
    path = f"/syndication/loans/{loan_id}/funders"
    shown = (await client.get(path, headers=OFFICER)).json()["items"]
    told = {
        OrganisationId(UUID(each["organisation_id"])): tuple(
            Money.parse(each[name]["amount"], "CNY").minor
            for name in ("received", "waiting", "owed")
        )
        for each in shown
    }
    _, *custody = await balances(book, AccountCode.CUSTODY)
    for funder, held in zip((OTHER, THIRD), custody, strict=True):
        received, waiting, owed = told[funder]
        assert held == received - waiting + owed
    return told


async def pay_all(book: Book, work: Work, status: BankStatus = BankStatus.SETTLED) -> int:
    await pay_parts.run(work)
    return await bank_says(book, status)


async def test_what_was_paid_is_set_off_against_the_next_part(
    client: AsyncClient, book: Book, work: Work
) -> None:
    """OTHER had its part, THIRD has no account yet: the one owes it, the other gets it no more. The
    next repayment's part of OTHER is set off as a whole; nothing is lost to anybody."""
    loan_id = await shared_loan(client, book)
    await given_account(book.engine, OTHER, balance_minor=0)
    await book.pay(client, loan_id, "instalment")
    assert await pay_all(book, work) == 1
    got = (await balances(book, AccountCode.CUSTODY))[1]

    await take_back(client, book, loan_id)
    await deliver_again(book, "syndication.call_parts_back_when_cancelled")
    await deliver_again(book, "syndication.distribute_repayment_when_applied")

    owing = await figures(client, book, loan_id)
    assert [owing[who] for who in (book.lender, OTHER, THIRD)] == [
        (0, 0, 0),
        (0, 0, got),
        (0, 0, 0),
    ]
    assert [await balances(book, code) for code in CODES] == [[40_000_00] * 3, [0] * 3, [0] * 3]

    await given_account(book.engine, THIRD, balance_minor=0)
    await book.pay(client, loan_id, "instalment")
    assert await pay_all(book, work) == 1

    settled = await figures(client, book, loan_id)
    assert settled[OTHER] == (got, 0, 0)
    assert sum(received for received, _, _ in settled.values()) == 10_264_65
    names = await published(book.engine)
    assert names.count("syndication.repayment_called_back.v1") == 1
    assert names.count("syndication.part_set_off.v1") == 1
    assert await unproved_balances(book.engine) == []
    assert await sum_of_all_accounts(book.engine) == 0


async def test_money_that_does_something_else_is_shared_anew(
    client: AsyncClient, book: Book, work: Work, clock: Clock
) -> None:
    """10,284.41 came late, was shared and paid; then it turns out that a transfer had come on the
    due day: less of the late money was penalty. All books and accounts follow, to the cent."""
    loan_id = await shared_loan(client, book)
    for funder in (OTHER, THIRD):
        await given_account(book.engine, funder, balance_minor=0)
    turn_to(clock, date(2026, 2, 25))
    await book.pay(client, loan_id, "arrears")
    await pay_all(book, work)
    assert sum(await balances(book, AccountCode.PENALTY_INCOME)) == 19_76
    await post(book.engine, pay_in(book.lender, 5_000_00))

    transfer = {"amount": "5000.00", "currency": "CNY"}
    await change(client, book, loan_id, counts_on="2026-02-14", amount=transfer)
    await deliver_again(book, "syndication.distribute_again_when_restated")
    while await pay_all(book, work):
        pass

    after = await figures(client, book, loan_id)
    assert sum(received for received, _, _ in after.values()) == 10_284_41 + 5_000_00
    assert {(waiting, owed) for _, waiting, owed in after.values()} == {(0, 0)}
    assert sorted(await balances(book, AccountCode.PENALTY_INCOME)) == [3_54, 3_55, 3_55]
    assert sum(await balances(book, AccountCode.LENDER_FUNDING)) == 120_000_00 - 15_284_41
    assert await sum_of_all_accounts(book.engine) == 0


def told_of(book: Book, loan_id: LoanId) -> list[Event]:
    """The three that can be told of one repayment, of 100.01 with 10.00 and then 7.00 interest."""
    repayment_id, application_id, nothing = new_id(), new_id(), Money(0, "CNY")
    applied = RepaymentApplied(
        subject_id=loan_id,
        application_id=application_id,
        enterprise_id=book.borrower,
        institution_id=book.lender,
        repayment_id=repayment_id,
        principal=Money(90_01, "CNY"),
        interest=Money(10_00, "CNY"),
        penalty=nothing,
        fee=nothing,
        outstanding=nothing,
    )
    restated = RepaymentRestated(
        subject_id=loan_id,
        institution_id=book.lender,
        repayment_id=repayment_id,
        revision=1,
        principal=Money(93_01, "CNY"),
        interest=Money(7_00, "CNY"),
        penalty=nothing,
        fee=nothing,
    )
    cancelled = RepaymentCancelled(
        subject_id=loan_id,
        application_id=application_id,
        enterprise_id=book.borrower,
        institution_id=book.lender,
        fact_id=repayment_id,
        kind="repayment",
        amount=Money(100_01, "CNY"),
        outstanding=nothing,
    )
    return [applied, restated, cancelled]


@pytest.mark.parametrize("answer", [BankStatus.SETTLED, BankStatus.FAILED], ids=str)
async def test_in_whatever_order_the_news_come_nothing_stays_shared(
    client: AsyncClient, book: Book, work: Work, answer: BankStatus
) -> None:
    """Six orders of three news, the bank's answer after none, one or two of them; what is paid in
    the end is what is owed, and it is given back once, even if the bank refuses at first."""
    loan_id = await shared_loan(client, book)
    await post(book.engine, pay_in(book.lender, 100_000_00))
    for funder in (OTHER, THIRD):
        await given_account(book.engine, funder, balance_minor=0)

    for order in permutations(range(3)):
        news = told_of(book, loan_id)
        for index in order:
            async with book.open_tx() as tx:
                await tx.publish(news[index])
            await book.relay.drain()
            if index != order[-1]:
                await pay_parts.run(work)
        await bank_says(book, answer)
    while await pay_all(book, work):
        pass

    owing = await figures(client, book, loan_id)
    assert {(received, waiting) for received, waiting, _ in owing.values()} == {(0, 0)}
    assert [await balances(book, code) for code in CODES] == [[40_000_00] * 3, [0] * 3, [0] * 3]
    assert (owing[OTHER][2] > 0) is (answer is BankStatus.SETTLED)

    headers = signed_in("syndication:give_back", organisation=OTHER, portal=Portal.INSTITUTION)
    path = f"/syndication/shares/{loan_id}/give-back"
    first = await client.post(path, headers=headers | new_key())
    second = await client.post(path, headers=headers | new_key())
    assert second.json()["code"] == "syndication.nothing_to_give_back"
    if answer is BankStatus.FAILED:
        assert first.json() == second.json()
        return
    assert Money.parse(first.json()["amount"]["amount"], "CNY").minor == owing[OTHER][2]
    await bank_says(book, BankStatus.FAILED)
    again = await client.post(path, headers=headers | new_key())
    assert again.json() == first.json()
    await deliver_again(book, "syndication.record_give_back_when_refused")
    await bank_says(book, BankStatus.SETTLED)

    assert (await figures(client, book, loan_id))[OTHER] == (0, 0, 0)
    assert await unproved_balances(book.engine) == []
    assert await sum_of_all_accounts(book.engine) == 0
