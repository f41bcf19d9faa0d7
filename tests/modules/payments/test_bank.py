"""Orders and the real sandbox bank: every fault it can make, and call-backs of every kind."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import text

from rongqu.adapters.custody_bank import Contact, HttpCustodyBank
from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.signed_messages import WINDOW, Key, Message, sign
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import OrganisationId, PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.payments import jobs, queries
from rongqu.modules.payments.actions.block_account import block_account, unblock_account
from rongqu.modules.payments.actions.order_withdrawal import order_withdrawal
from rongqu.modules.payments.ports import BankUnreachable, CustodyBank
from rongqu.modules.payments.public import OrderStatus, get_custody_account
from rongqu.sandbox.bank.faults import Fault
from tests.builders.actors import given_actor
from tests.builders.bank import SECRET
from tests.builders.events import published
from tests.builders.ledger import balance_of, sum_of_all_accounts
from tests.builders.payments import a_collection, a_payout, order
from tests.modules.payments.conftest import World, eventually

CALLBACK = "/api/v1/payments/bank-messages"
ENDS = ("payments.payout_settled.v1", "payments.payout_failed.v1")


async def given_payout(
    world: World, minor: int = 1000, paid: int = 900
) -> tuple[OrganisationId, OrganisationId, PaymentOrderId]:
    lender, borrower = await world.given_holder(minor), await world.given_holder()
    ordered = await order(world.engine, a_payout(lender, borrower, paid, fee_minor=18))
    return lender, borrower, ordered.id


async def check_paid_once(world: World, lender: OrganisationId, borrower: OrganisationId) -> None:
    """Here, at the bank, and told to the world."""
    assert (await world.custody(lender), await world.frozen(lender)) == (100, 0)
    assert await world.custody(borrower) == 882
    assert await balance_of(world.engine, AccountCode.FEE_INCOME) == 18
    for owner, minor in ((lender, 100), (borrower, 882)):
        assert world.bank.available(await account_no(world.engine, owner)) == minor
    assert await sum_of_all_accounts(world.engine) == 0
    assert [name for name in await published(world.engine) if name in ENDS] == [ENDS[0]]


async def account_no(engine: Engine, owner: OrganisationId) -> str:
    async with open_tx(engine, SYSTEM) as tx:
        found = (await get_custody_account(tx, owner)).account_no
    assert found is not None
    return found


async def trace(world: World, order_id: PaymentOrderId) -> list[str]:
    async with open_tx(world.engine, SYSTEM) as tx:
        notes = await queries.list_notes(tx, await queries.get_order(tx, order_id))
    return [f"{note.kind} {note.says or ''} {note.effect}" for note in notes]


async def test_a_payout_is_told_accepted_and_settled(world: World) -> None:
    lender, borrower, order_id = await given_payout(world)

    await world.send(order_id)

    settled = await world.ended(order_id)
    assert settled.status is OrderStatus.SETTLED
    assert settled.settled_on == settled.value_date
    assert settled.bank_order_no is not None
    await check_paid_once(world, lender, borrower)


async def test_a_collection_goes_from_borrower_to_lender(world: World) -> None:
    lender, borrower = await world.given_holder(), await world.given_holder(700)
    ordered = await order(world.engine, a_collection(borrower, lender, 500))

    await world.send(ordered.id)

    assert (await world.ended(ordered.id)).status is OrderStatus.SETTLED
    assert (await world.custody(borrower), await world.custody(lender)) == (200, 500)
    assert "payments.collection_settled.v1" in await published(world.engine)


async def test_a_withdrawal_leaves_the_platform(world: World) -> None:
    owner = await world.given_holder(700)
    actor = given_actor("payments:withdraw", organisation=owner)
    async with open_tx(world.engine, actor) as tx:
        ordered = await order_withdrawal(tx, PaymentOrderId(new_id()), Money(500, "CNY"))

    await world.send(ordered.id)

    assert (await world.ended(ordered.id)).status is OrderStatus.SETTLED
    assert await world.custody(owner) == 200
    assert await balance_of(world.engine, AccountCode.BANK_SETTLEMENT) == 200
    assert world.bank.available(await account_no(world.engine, owner)) == 200


async def test_money_from_outside_arrives_without_an_order_and_once(world: World) -> None:
    world.bank.order_fault(Fault.DUPLICATE, matching="credited")

    owner = await world.given_holder(700)

    told = [name for name in await published(world.engine) if name.startswith("payments.")]
    assert told == ["payments.top_up_settled.v1"]
    assert await world.custody(owner) == 700


@pytest.mark.parametrize("fault", [Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER])
async def test_an_order_without_an_answer_is_asked_about_and_paid_once(
    world: World, fault: Fault
) -> None:
    lender, borrower, order_id = await given_payout(world)
    world.bank.order_fault(fault, matching=str(order_id), seconds=1)
    world.bank.order_fault(Fault.LOST, matching=str(order_id), times=2)

    await world.send(order_id)
    assert (await world.order(order_id)).status is OrderStatus.UNKNOWN
    await world.ask(order_id)
    async with open_tx(world.engine, SYSTEM, world.work.clock) as tx:
        assert await queries.list_orders_to_ask(tx) == [], "not before its pause has ended"
    while (await world.order(order_id)).status is OrderStatus.ACCEPTED:
        await world.ask(order_id)

    await check_paid_once(world, lender, borrower)
    lines = await trace(world, order_id)
    assert lines[:2] == ["sent  moved", "unanswered  moved"]
    assert ("not_known  nothing_new" in lines) is (fault is Fault.TIMEOUT_BEFORE)


async def test_a_lost_call_back_is_made_up_for_by_asking(world: World) -> None:
    lender, borrower, order_id = await given_payout(world)
    world.bank.order_fault(Fault.LOST, matching=str(order_id), times=2)
    await world.send(order_id)

    world.shift = timedelta(hours=1)
    await jobs.look_after_payments.run(world.work)
    assert await waiting_jobs(world.engine) == ["payments.ask_order"]
    while (await world.order(order_id)).status is OrderStatus.ACCEPTED:
        await world.ask(order_id)

    await check_paid_once(world, lender, borrower)


async def waiting_jobs(engine: Engine) -> list[str]:
    async with engine.connect(PLATFORM) as connection:
        waiting = text("SELECT task_name FROM procrastinate_jobs ORDER BY id")
        return list((await connection.execute(waiting)).scalars())


async def test_looking_twice_asks_once(world: World) -> None:
    _, _, order_id = await given_payout(world)
    world.shift = timedelta(hours=1)

    for _ in range(2):
        await jobs.look_after_payments.run(world.work)

    assert await waiting_jobs(world.engine) == ["payments.ask_order"]
    assert (await world.order(order_id)).status is OrderStatus.ORDERED


@pytest.mark.parametrize("fault", [Fault.DUPLICATE, Fault.REORDER, Fault.BAD_SIGNATURE, Fault.LATE])
async def test_call_backs_of_every_kind_pay_once(world: World, fault: Fault) -> None:
    lender, borrower, order_id = await given_payout(world)
    late = {"seconds": 0.5} if fault in (Fault.REORDER, Fault.LATE) else {}
    world.bank.order_fault(fault, matching=str(order_id), times=2, **late)

    await world.send(order_id)

    await world.ended(order_id)
    await eventually_delivered(world, order_id)
    await check_paid_once(world, lender, borrower)


async def eventually_delivered(world: World, order_id: PaymentOrderId) -> None:
    """Until the bank has nothing left to say about the order."""

    async def has_said_all() -> bool:
        queued: list[dict[str, Any]] = world.bank.play("GET", "/admin/callbacks")
        return not any(
            callback["state"] == "due" and str(order_id) in json.dumps(callback["body"])
            for callback in queued
        )

    await eventually(has_said_all)


async def test_a_call_back_before_the_answer_is_taken(world: World) -> None:
    """The bank executes and calls back while its answer to the order still hangs."""
    lender, borrower, order_id = await given_payout(world)
    world.bank.order_fault(Fault.TIMEOUT_AFTER, matching=str(order_id), seconds=1)

    await world.send(order_id)

    await world.ended(order_id)
    assert "answered accepted nothing_new" not in await trace(world, order_id)
    await check_paid_once(world, lender, borrower)


async def test_a_refused_payout_gives_the_money_back(world: World) -> None:
    lender, _, order_id = await given_payout(world)
    world.bank.order_fault(Fault.REFUSE, matching=str(order_id), reason="account_closed")

    await world.send(order_id)

    failed = await world.order(order_id)
    assert (failed.status, failed.reason_code) == (OrderStatus.FAILED, "account_closed")
    assert (await world.custody(lender), await world.frozen(lender)) == (1000, 0)
    assert [name for name in await published(world.engine) if name in ENDS] == [ENDS[1]]


async def test_a_payout_that_fails_later_gives_the_money_back(world: World) -> None:
    """The bank has less than our books say: it accepts, and fails when it wants to execute."""
    lender, _, order_id = await given_payout(world)
    number = await account_no(world.engine, lender)
    freeze = {"request_id": str(new_id()), "account_no": number, "amount_minor": "500"}
    world.bank.ask("POST", "/v1/freezes", freeze)

    await world.send(order_id)

    failed = await world.ended(order_id)
    assert (failed.status, failed.reason_code) == (OrderStatus.FAILED, "insufficient_funds")
    assert (await world.custody(lender), await world.frozen(lender)) == (1000, 0)


async def test_the_payees_name_is_checked_by_the_bank(world: World) -> None:
    lender, borrower = await world.given_holder(1000), await world.given_holder()
    async with world.engine.begin(PLATFORM) as connection:
        renamed = text(
            "UPDATE payments.custody_account SET name = '别人' WHERE organisation_id = :o"
        )
        await connection.execute(renamed, {"o": borrower})
    ordered = await order(world.engine, a_payout(lender, borrower, 900))

    await world.send(ordered.id)

    assert (await world.order(ordered.id)).reason_code == "name_mismatch"
    assert await world.custody(lender) == 1000


async def test_telling_again_is_harmless(world: World) -> None:
    lender, borrower, order_id = await given_payout(world)

    for _ in range(3):
        await world.send(order_id)
    await world.ended(order_id)
    await world.send(order_id)

    await check_paid_once(world, lender, borrower)
    assert (await world.order(order_id)).attempts == 1


async def test_another_amount_is_put_before_a_person(world: World) -> None:
    """The id belongs to another order at the bank: what that one is shows the contradiction."""
    lender, borrower, order_id = await given_payout(world)
    other = {
        "request_id": str(order_id),
        "kind": "payout",
        "debit_account": await account_no(world.engine, lender),
        "credit_account": await account_no(world.engine, borrower),
        "amount_minor": "1",
        "currency": "CNY",
    }
    world.bank.order_fault(Fault.LOST, times=2)
    world.bank.ask("POST", "/v1/orders", other)

    await world.send(order_id)

    contradicted = await world.order(order_id)
    assert contradicted.contradicted_at is not None
    assert not contradicted.status.is_final
    assert await world.frozen(lender) == 900
    assert "payments.payment_contradicted.v1" in await published(world.engine)


async def test_accounts_open_by_job_and_twice_is_once(world: World) -> None:
    account_id, owner = await given_opening(world)
    world.bank.order_fault(Fault.TIMEOUT_AFTER, matching=str(account_id), seconds=1)

    for _ in range(2):
        await jobs.open_bank_account.run(world.work, account_id=str(account_id))

    assert len(await account_no(world.engine, owner)) == 12
    assert await published(world.engine) == ["payments.custody_account_opened.v1"]


async def given_opening(world: World) -> tuple[PaymentOrderId, OrganisationId]:
    account_id, owner = PaymentOrderId(new_id()), OrganisationId(new_id())
    async with world.engine.begin(PLATFORM) as connection:
        requested = text(
            "INSERT INTO payments.custody_account (id, organisation_id, name, status, requested_at)"
            " VALUES (:id, :owner, '甲公司', 'opening', now())"
        )
        await connection.execute(requested, {"id": account_id, "owner": owner})
    return account_id, owner


async def test_an_account_that_the_bank_refuses(world: World) -> None:
    account_id, owner = await given_opening(world)
    world.bank.order_fault(Fault.REFUSE, matching=str(account_id), reason="name_unknown")

    await jobs.open_bank_account.run(world.work, account_id=str(account_id))

    async with open_tx(world.engine, SYSTEM) as tx:
        account = await get_custody_account(tx, owner)
    assert (account.status, account.reason_code) == ("refused", "name_unknown")
    assert await published(world.engine) == ["payments.custody_account_refused.v1"]


async def test_an_account_that_does_not_open_is_asked_for_again(world: World) -> None:
    await given_opening(world)
    world.shift = timedelta(hours=1)

    await jobs.look_after_payments.run(world.work)

    assert await waiting_jobs(world.engine) == ["payments.open_bank_account"]


def a_callback(order_id: PaymentOrderId, **change: Any) -> dict[str, Any]:
    told = {
        "request_id": str(order_id),
        "order_no": "B1",
        "kind": "payout",
        "status": "settled",
        "reason": None,
        "amount_minor": "900",
        "fee_minor": "18",
        "settled_on": "2026-11-22",
    }
    return {"message_id": str(new_id()), "kind": "order.settled", "order": told | change}


async def call_back(
    client: AsyncClient, body: dict[str, Any] | bytes, secret: bytes = SECRET, **change: str
) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = sign(Key("bank", secret), Message("POST", CALLBACK, content), utc_now()) | change
    return await client.post("/payments/bank-messages", content=content, headers=headers)


@pytest.fixture
async def platform(world: World) -> AsyncGenerator[AsyncClient]:
    """The platform where the bank reaches it."""
    served = world.bank.callback.removesuffix("/payments/bank-messages")
    async with AsyncClient(base_url=served, trust_env=False) as client:
        yield client


@pytest.mark.parametrize(
    ("secret", "change"),
    [
        (b"another secret", {}),
        (SECRET, {"x-signature": "0" * 64}),
        (SECRET, {"x-timestamp": str(int((utc_now() - 2 * WINDOW).timestamp()))}),
        (SECRET, {"x-signer": "platform"}),
    ],
)
async def test_a_call_back_that_the_bank_did_not_sign_changes_nothing(
    world: World, platform: AsyncClient, secret: bytes, change: dict[str, str]
) -> None:
    lender, _, order_id = await given_payout(world)
    before = await published(world.engine)

    response = await call_back(platform, a_callback(order_id), secret, **change)

    assert (response.status_code, response.json()["code"]) == (401, "payments.bank_message_refused")
    assert (await world.order(order_id)).status is OrderStatus.ORDERED
    assert await world.frozen(lender) == 900
    assert await published(world.engine) == before


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"message_id": "1"}'])
async def test_a_call_back_that_nobody_understands(platform: AsyncClient, body: bytes) -> None:
    response = await call_back(platform, body)

    assert response.status_code == 422
    assert response.json()["code"] == "payments.bank_message_unreadable"


async def test_a_call_back_about_nothing_of_ours(platform: AsyncClient) -> None:
    response = await call_back(platform, a_callback(PaymentOrderId(new_id())))

    assert (response.status_code, response.json()["code"]) == (404, "payments.order_not_found")


async def test_the_same_call_back_is_taken_once_and_a_late_one_changes_nothing(
    world: World, platform: AsyncClient
) -> None:
    _, borrower, order_id = await given_payout(world)
    settled = a_callback(order_id)
    late = a_callback(order_id, status="accepted", settled_on=None)

    for body in (settled, settled, late, a_callback(order_id)):
        assert (await call_back(platform, body)).status_code == 200

    assert await world.custody(borrower) == 882
    assert await trace(world, order_id) == [
        "called_back settled moved",
        "called_back accepted nothing_new",
        "called_back settled nothing_new",
    ]


async def test_another_end_than_the_one_booked_is_put_before_a_person(
    world: World, platform: AsyncClient
) -> None:
    _, borrower, order_id = await given_payout(world)
    await call_back(platform, a_callback(order_id))

    failed = a_callback(order_id, status="failed", reason="account_closed", settled_on=None)
    assert (await call_back(platform, failed)).status_code == 200

    contradicted = await world.order(order_id)
    assert contradicted.status is OrderStatus.SETTLED
    assert contradicted.contradicted_at is not None
    assert await world.custody(borrower) == 882


async def test_a_bank_that_takes_no_request_at_all_is_no_reason_to_give_up(world: World) -> None:
    """Another secret: every request is answered with 401, which says nothing about the order."""
    lender, _, order_id = await given_payout(world)
    stranger = HttpCustodyBank(Contact(world.bank.url, "another secret"))
    world.work = replace(world.work, ports={CustodyBank: stranger})

    await world.send(order_id)
    await world.ask(order_id)

    assert (await world.order(order_id)).status is OrderStatus.UNKNOWN
    assert await world.frozen(lender) == 900
    await stranger.aclose()


@pytest.mark.parametrize("fault", [Fault.TIMEOUT_BEFORE, Fault.TIMEOUT_AFTER])
async def test_a_frozen_account_is_blocked_at_the_bank_until_it_is_released(
    world: World, fault: Fault
) -> None:
    """Whatever was ordered before fails there, and the money is its owner's again; a request that
    comes late a second time does not block what was released since."""
    lender, borrower, order_id = await given_payout(world)
    freeze_id = new_id()
    number = await account_no(world.engine, lender)
    first = {"request_id": str(freeze_id), "account_no": number, "blocked": True}
    async with open_tx(world.engine, SYSTEM) as tx:
        await block_account(tx, lender, freeze_id)

    world.bank.order_fault(fault, matching=f"block {freeze_id}", seconds=1, times=3)
    with pytest.raises(BankUnreachable):
        await jobs.block_bank_account.run(world.work, organisation_id=str(lender))
    for _ in range(2):
        await jobs.block_bank_account.run(world.work, organisation_id=str(lender))
    await world.send(order_id)

    assert (await world.ended(order_id)).reason_code == "account_blocked"
    assert (await world.custody(lender), await world.frozen(lender)) == (1000, 0)
    async with open_tx(world.engine, SYSTEM) as tx:
        await unblock_account(tx, lender, freeze_id)
    await jobs.block_bank_account.run(world.work, organisation_id=str(lender))
    assert world.bank.ask("POST", "/v1/blocks", first).json()["blocked"] is False

    again = await order(world.engine, a_payout(lender, borrower, 900, fee_minor=18))
    await world.send(again.id)

    assert (await world.ended(again.id)).status is OrderStatus.SETTLED
    confirmed = [name for name in await published(world.engine) if name.endswith("confirmed.v1")]
    assert confirmed == ["payments.block_confirmed.v1"] * 2


async def test_a_block_whose_answer_was_lost_is_lifted_with_its_freeze(world: World) -> None:
    """The bank has blocked the account and could not say so before the freeze was released."""
    lender, _, _ = await given_payout(world)
    freeze_id = new_id()
    world.bank.order_fault(Fault.TIMEOUT_AFTER, matching=f"block {freeze_id}", seconds=1, times=3)
    async with open_tx(world.engine, SYSTEM) as tx:
        await block_account(tx, lender, freeze_id)
    with pytest.raises(BankUnreachable):
        await jobs.block_bank_account.run(world.work, organisation_id=str(lender))
    async with open_tx(world.engine, SYSTEM) as tx:
        await unblock_account(tx, lender, freeze_id)

    for _ in range(2):
        await jobs.block_bank_account.run(world.work, organisation_id=str(lender))

    number = await account_no(world.engine, lender)
    first = {"request_id": str(freeze_id), "account_no": number, "blocked": True}
    assert world.bank.ask("POST", "/v1/blocks", first).json()["blocked"] is False
    told = [name for name in await published(world.engine) if name.endswith("confirmed.v1")]
    assert told == ["payments.block_confirmed.v1"]
