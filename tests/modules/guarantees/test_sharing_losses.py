"""A loss is shared by agreement through the ledger, and what comes back goes back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient, Response

from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import LoanId, new_id
from rongqu.modules.guarantees.actions.share_loss import share_loss
from rongqu.modules.guarantees.actions.share_recovery import share_recovery
from rongqu.modules.guarantees.actions.unshare_recovery import unshare_recovery
from rongqu.modules.guarantees.actions.watch_coverage import watch_coverage
from rongqu.modules.ledger.public import AccountCode
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.ledger import balance_of, sum_of_all_accounts
from tests.builders.servicing import PAID_OUT_ON, Book, turn_to

RIGHTS = ("guarantees:view", "guarantees:propose", "guarantees:approve")
ASKER, APPROVER = (
    signed_in(*RIGHTS, user=UUID(int=number), portal=Portal.OPERATIONS) for number in (1, 2)
)
LOST_ON = date(2026, 2, 25)
TERMS: dict[str, Any] = {
    "kind": "risk_reserve",
    "name": "平台风险准备金",
    "provider_name": "融渠平台",
    "loss_share": "0.3",
    "cap": {"amount": "1000000.00", "currency": "CNY"},
    "valid_from": PAID_OUT_ON.isoformat(),
}


def yuan(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


async def post(client: AsyncClient, path: str, body: dict[str, Any]) -> Response:
    headers = ASKER | new_key()
    return await client.post(f"/guarantees/agreements{path}", json=body, headers=headers)


async def approve(client: AsyncClient, asked: Response) -> None:
    path = f"/approvals/{asked.json()['pending']['id']}/approval"
    own = await client.post(path, headers=ASKER | new_key())
    assert own.status_code == 403
    answer = await client.post(path, headers=APPROVER | new_key())
    assert answer.status_code == 200, answer.text


async def propose(client: AsyncClient, **different: Any) -> Response:
    return await post(client, "", {"terms": TERMS | different, "reason": "董事会决议 2026-3"})


async def given_agreement(client: AsyncClient, funds: str = "50000.00", **different: Any) -> UUID:
    proposed = await propose(client, **different)
    assert proposed.status_code == 201, proposed.text
    await approve(client, proposed)
    agreement_id = proposed.json()["agreement"]["id"]
    wish = {"amount": yuan(funds), "reason": "回单 88123"}
    await approve(client, await post(client, f"/{agreement_id}/contributions", wish))
    return UUID(agreement_id)


async def file_of(client: AsyncClient, agreement_id: UUID) -> dict[str, Any]:
    path = f"/guarantees/agreements/{agreement_id}"
    return (await client.get(path, headers=ASKER)).json()


async def change(client: AsyncClient, book: Book, loan_id: LoanId, **wish: Any) -> None:
    """Of the loan, by two people of its lender."""
    rights = ("servicing:view", "servicing:change_loan", "servicing:approve_change")
    asker, approver = (
        signed_in(*rights, user=new_id(), organisation=book.lender, portal=Portal.INSTITUTION)
        for _ in range(2)
    )
    body = {"reason": "双方协商一致", "counts_on": LOST_ON.isoformat()} | wish
    path = f"/loans/{loan_id}/changes"
    asked = await client.post(path, json=body, headers=asker | new_key())
    assert asked.status_code == 201, asked.text
    path = f"/approvals/{asked.json()['id']}/approval"
    approved = await client.post(path, headers=approver | new_key())
    assert approved.status_code == 200, approved.text
    await book.relay.drain()


async def facts_of(client: AsyncClient, book: Book, loan_id: LoanId) -> dict[str, str]:
    headers = signed_in("servicing:view", organisation=book.lender, portal=Portal.INSTITUTION)
    history = (await client.get(f"/loans/{loan_id}/history", headers=headers)).json()
    return {fact["kind"]: fact["id"] for fact in history["facts"]}


async def held(book: Book, code: AccountCode, owner: UUID) -> int:
    return await balance_of(book.engine, code, owner)


async def test_a_loss_is_shared_and_what_comes_back_goes_back(
    client: AsyncClient, book: Book
) -> None:
    reserve = await given_agreement(client, loss_share="0.35")
    fund = await given_agreement(client, kind="compensation_fund", loss_share="0.4")
    loan_id = await book.given_loan()
    turn_to(book.clock, LOST_ON)
    await change(client, book, loan_id, kind="write_off")

    borne = [await file_of(client, each) for each in (reserve, fund)]
    assert [each["losses"][0]["borne"]["amount"] for each in borne] == ["42000.00", "48000.00"]
    assert [each["agreement"]["balance"]["amount"] for each in borne] == ["8000.00", "2000.00"]
    assert await held(book, AccountCode.LOSS_EXPENSE, book.lender) == 30_000_00
    assert await held(book, AccountCode.RESERVE_CASH, fund) == 2_000_00

    await change(client, book, loan_id, kind="recovery", amount=yuan("40000.00"))

    back = [await file_of(client, each) for each in (reserve, fund)]
    returned = [each["losses"][0]["returned"]["amount"] for each in back]
    recovered = back[0]["losses"][0]["recovered"]["amount"]
    # 40,000 pay 485 of interest and 148.49 earned since first, and penalty of 19.76.
    assert recovered == "39346.75"
    assert returned == ["13771.36", "15738.70"]
    assert [each["agreement"]["used"]["amount"] for each in back] == ["28228.64", "32261.30"]
    assert await sum_of_all_accounts(book.engine) == 0
    names = await published(book.engine)
    assert names.count("guarantees.loss_shared.v1") == 1
    assert names.count("guarantees.recovery_shared.v1") == 1


async def test_what_is_heard_twice_is_shared_once(client: AsyncClient, book: Book) -> None:
    reserve = await given_agreement(client)
    loan_id = await book.given_loan()
    turn_to(book.clock, LOST_ON)
    await change(client, book, loan_id, kind="write_off")
    await change(client, book, loan_id, kind="recovery", amount=yuan("40000.00"))
    before, names = await file_of(client, reserve), await published(book.engine)
    fact_id = UUID((await facts_of(client, book, loan_id))["recovery"])

    async with book.open_tx() as tx:
        loan = await book.loan(loan_id)
        await share_loss(tx, new_id(), loan_id, loan.written_off)
        await share_recovery(tx, fact_id, loan_id, loan.written_off)

    assert await file_of(client, reserve) == before
    assert await published(book.engine) == names


async def test_what_is_taken_back_is_taken_back_here_too(client: AsyncClient, book: Book) -> None:
    reserve = await given_agreement(client)
    loan_id = await book.given_loan()
    turn_to(book.clock, LOST_ON)
    await change(client, book, loan_id, kind="write_off")
    await change(client, book, loan_id, kind="recovery", amount=yuan("40000.00"))

    facts = await facts_of(client, book, loan_id)
    await change(client, book, loan_id, kind="recovery", cancels=facts["recovery"])
    names = await published(book.engine)
    async with book.open_tx() as tx:
        await unshare_recovery(tx, UUID(facts["recovery"]), loan_id)

    without = await file_of(client, reserve)
    assert without["agreement"]["balance"]["amount"] == "14000.00"
    assert without["losses"][0]["recovered"]["amount"] == "0.00"
    assert await held(book, AccountCode.LOSS_EXPENSE, book.lender) == 84_000_00
    assert await published(book.engine) == names
    assert await sum_of_all_accounts(book.engine) == 0


@pytest.mark.parametrize(
    "different",
    [
        {"valid_from": "2026-01-16"},
        {"valid_from": "2026-01-01", "valid_until": "2026-01-14"},
        {"institution_id": str(UUID(int=5))},
        {"region": "99"},
    ],
)
async def test_a_loan_that_is_not_covered_is_the_lenders_loss(
    client: AsyncClient, book: Book, different: dict[str, Any]
) -> None:
    await given_agreement(client, **different)
    loan_id = await book.given_loan()
    turn_to(book.clock, LOST_ON)
    await change(client, book, loan_id, kind="write_off")

    assert await held(book, AccountCode.LOSS_EXPENSE, book.lender) == 120_000_00
    assert "guarantees.loss_shared.v1" not in await published(book.engine)


async def test_coverage_is_what_is_held_over_bad_debt(client: AsyncClient, book: Book) -> None:
    await given_agreement(client, funds="300000.00")
    await book.given_loan()
    await book.run_day(date(2026, 6, 1))
    headers = ASKER

    coverage = (await client.get("/guarantees/agreements", headers=headers)).json()["coverage"]

    assert coverage["bad"]["amount"] == "120000.00"
    assert (coverage["ratio"], coverage["line"]) == ("2.5000", "3")


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"loss_share": "0.81"}, "guarantees.share_too_large"),
        ({"cap": yuan("0.00")}, "guarantees.terms_impossible"),
        ({"loan_cap": yuan("-1.00")}, "guarantees.terms_impossible"),
        ({"valid_until": "2026-01-01"}, "guarantees.terms_impossible"),
    ],
)
async def test_terms_that_cannot_be_are_refused(
    client: AsyncClient, book: Book, different: dict[str, Any], code: str
) -> None:
    before = await published(book.engine)

    refused = await propose(client, **different)

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert await published(book.engine) == before


async def test_a_change_out_of_turn_is_refused(client: AsyncClient, book: Book) -> None:
    proposed = await propose(client)
    path = f"/{proposed.json()['agreement']['id']}"
    contribution = {"amount": yuan("1.00"), "reason": "回单"}
    reason = {"reason": "到期"}
    early = [
        (await post(client, f"{path}/contributions", contribution)).json()["code"],
        (await post(client, f"{path}/end", reason)).json()["code"],
        (await post(client, f"{path}/activation", reason)).json()["code"],
    ]
    await approve(client, proposed)
    late = [
        (await post(client, f"{path}/activation", reason)).json()["code"],
        (
            await post(client, f"{path}/contributions", contribution | {"amount": yuan("0.00")})
        ).json()["code"],
        (await client.get(f"/guarantees/agreements/{new_id()}", headers=ASKER)).json()["code"],
    ]
    await approve(client, await post(client, f"{path}/end", reason))
    ended = await client.get(f"/guarantees/agreements{path}", headers=ASKER)

    assert early == [
        "guarantees.not_active",
        "guarantees.not_active",
        "compliance.approval_pending",
    ]
    assert late == [
        "guarantees.already_active",
        "guarantees.contribution_too_small",
        "guarantees.agreement_not_found",
    ]
    assert ended.json()["agreement"]["terms"]["valid_until"] == PAID_OUT_ON.isoformat()
    assert await balance_of(book.engine, AccountCode.RISK_RESERVE, UUID(int=0)) == 0


async def test_coverage_that_crosses_its_line_is_told_once(client: AsyncClient, book: Book) -> None:
    """50,000 against 120,000 of bad debt is less than three times it; 400,000 more is enough."""
    agreement_id = await given_agreement(client)
    await book.given_loan()
    for day in (1, 2):
        await book.run_day(date(2026, 6, day))
        await book.relay.drain()
    told = await coverage_news(book)
    assert told == ["guarantees.coverage_fell.v1"]

    wish = {"amount": yuan("400000.00"), "reason": "回单 88124"}
    await approve(client, await post(client, f"/{agreement_id}/contributions", wish))
    for day in (3, 4):
        await book.run_day(date(2026, 6, day))
        await book.relay.drain()
    async with book.open_tx() as tx:
        await watch_coverage(tx, date(2026, 6, 3))

    assert await coverage_news(book) == [*told, "guarantees.coverage_restored.v1"]


async def coverage_news(book: Book) -> list[str]:
    return [name for name in await published(book.engine) if ".coverage_" in name]
