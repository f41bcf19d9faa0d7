"""From the signed contract to the end: each handler once, twice, too early and too late."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from httpx2 import AsyncClient

from rongqu.events.contracts import ContractSigned, ContractVoided
from rongqu.events.payments import CustodyAccountOpened, PayoutFailed, TopUpSettled
from rongqu.events.servicing import LoanClosed, LoanOpened, RepaymentApplied
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import AccountId, ApplicationId, OrganisationId, PaymentOrderId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import Lease, Structure
from rongqu.modules.origination.jobs import retry_held_applications
from rongqu.modules.origination.types import HeldReason, Hold, Stage
from rongqu.modules.payments.public import get_custody_account
from tests.builders.actors import new_key
from tests.builders.events import published
from tests.builders.ledger import pay_in, post
from tests.builders.origination import (
    World,
    contract_of,
    deliver_again,
    given_accounts,
    given_application,
    given_signed,
    given_world,
    happened,
    look_at,
    steps_of,
)
from tests.builders.payments import given_account

MILLION = Money(1_000_000_00, "CNY")
NOTHING = Money(0, "CNY")


async def opened(engine: Engine, world: World, application_id: ApplicationId) -> LoanOpened:
    return LoanOpened(
        subject_id=await contract_of(engine, application_id),
        application_id=application_id,
        enterprise_id=world.enterprise_id,
        institution_id=world.institution_id,
        principal=MILLION,
        first_due_on=date(2026, 12, 23),
        last_due_on=date(2027, 11, 23),
    )


async def closed(engine: Engine, world: World, application_id: ApplicationId) -> LoanClosed:
    return LoanClosed(
        subject_id=await contract_of(engine, application_id),
        application_id=application_id,
        enterprise_id=world.enterprise_id,
        institution_id=world.institution_id,
        principal=MILLION,
        early=False,
    )


async def repaid(
    engine: Engine, world: World, application_id: ApplicationId, outstanding: Money
) -> RepaymentApplied:
    return RepaymentApplied(
        subject_id=await contract_of(engine, application_id),
        application_id=application_id,
        enterprise_id=world.enterprise_id,
        institution_id=world.institution_id,
        repayment_id=new_id(),
        principal=MILLION - outstanding,
        interest=NOTHING,
        penalty=NOTHING,
        fee=NOTHING,
        outstanding=outstanding,
    )


async def test_what_is_signed_is_paid_out(engine: Engine, relay: Relay) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=MILLION)
    application_id = await given_signed(engine, world)

    await relay.drain()

    paying = await look_at(engine, application_id)
    assert paying.stage is Stage.PAYOUT
    assert paying.payout_order_id is not None
    assert paying.hold is None
    assert await steps_of(engine, application_id) == ["start_payout", "order_payout"]
    names = await published(engine)
    assert names.count("origination.payout_ordered.v1") == 1
    assert names.count("payments.payment_ordered.v1") == 1


async def test_signed_and_delivered_twice_it_is_paid_out_once(engine: Engine, relay: Relay) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=MILLION + MILLION)
    application_id = await given_signed(engine, world)
    await relay.drain()
    first = (await look_at(engine, application_id)).payout_order_id
    await deliver_again(engine, "origination.pay_out_when_signed")

    await relay.drain()

    assert (await look_at(engine, application_id)).payout_order_id == first
    assert (await published(engine)).count("payments.payment_ordered.v1") == 1


async def test_without_funds_it_waits_visibly(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=NOTHING)
    application_id = await given_signed(engine, world)

    await relay.drain()

    seen = await client.get(f"/applications/{application_id}", headers=world.approver)
    assert seen.json()["application"]["stage"] == "payout"
    assert seen.json()["application"]["hold"] == {"reason": "funds", "detail": None}
    assert seen.json()["turn"] == "institution"
    waiting = await client.get("/applications?view=waiting", headers=world.approver)
    assert [item["id"] for item in waiting.json()["items"]] == [str(application_id)]
    assert "payments.payment_ordered.v1" not in await published(engine)


async def test_a_top_up_pays_out_what_waited_longest(engine: Engine, relay: Relay) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=NOTHING)
    first = await given_signed(engine, world)
    await relay.drain()
    second = await given_signed(engine, world)
    await relay.drain()

    await post(engine, pay_in(world.institution_id, MILLION.minor))
    await happened(engine, topped_up(world))
    await relay.drain()

    assert (await look_at(engine, first)).hold is None
    still = (await look_at(engine, second)).hold
    assert still is not None
    assert still.reason is HeldReason.FUNDS
    assert (await published(engine)).count("payments.payment_ordered.v1") == 1


def topped_up(world: World, owner: UUID | None = None) -> TopUpSettled:
    return TopUpSettled(
        subject_id=owner or world.institution_id,
        order_id=PaymentOrderId(new_id()),
        amount=MILLION,
        settled_on=date(2026, 11, 23),
    )


async def test_a_top_up_delivered_twice_pays_out_once(engine: Engine, relay: Relay) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=NOTHING)
    await given_signed(engine, world)
    await relay.drain()
    await post(engine, pay_in(world.institution_id, 3 * MILLION.minor))
    await happened(engine, topped_up(world))
    await relay.drain()
    await deliver_again(engine, "origination.retry_when_topped_up")

    await relay.drain()

    assert (await published(engine)).count("payments.payment_ordered.v1") == 1


async def test_the_clock_finds_what_a_top_up_missed(
    engine: Engine, relay: Relay, work: Work
) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=NOTHING)
    application_id = await given_signed(engine, world)
    await relay.drain()
    await post(engine, pay_in(world.institution_id, MILLION.minor))

    await retry_held_applications.run(work)

    assert (await look_at(engine, application_id)).payout_order_id is not None


async def test_a_person_retries_and_is_told_when_there_is_nothing_to_retry(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=NOTHING)
    application_id = await given_signed(engine, world)
    await relay.drain()
    path = f"/applications/{application_id}/payout-retry"

    in_vain = await client.post(path, headers=world.approver | new_key())
    await post(engine, pay_in(world.institution_id, MILLION.minor))
    paid = await client.post(path, headers=world.approver | new_key())
    again = await client.post(path, headers=world.approver | new_key())
    forbidden = await client.post(path, headers=world.officer | new_key())

    assert in_vain.json()["hold"]["reason"] == "funds"
    assert paid.json()["hold"] is None
    assert again.json()["code"] == "origination.nothing_to_retry"
    assert forbidden.status_code == 403
    assert (await published(engine)).count("origination.payout_held.v1") == 1


async def test_without_an_account_it_is_held_and_says_why(engine: Engine, relay: Relay) -> None:
    world = await given_world(engine)
    application_id = await given_signed(engine, world)

    await relay.drain()

    hold = (await look_at(engine, application_id)).hold
    assert hold is not None
    assert (hold.reason, hold.detail) == (HeldReason.ACCOUNT, "payments.account_not_found")


@pytest.mark.parametrize("late", ["institution", "enterprise"])
async def test_what_waits_for_an_account_is_paid_out_once_when_it_opens(
    engine: Engine, relay: Relay, late: str
) -> None:
    world = await given_world(engine)
    owner, other = world.enterprise_id, world.institution_id
    if late == "institution":
        owner, other = other, owner
    await given_account(engine, other)
    application_id = await given_signed(engine, world)
    await post(engine, pay_in(world.institution_id, 2 * MILLION.minor))
    await relay.drain()
    held = (await look_at(engine, application_id)).hold

    await given_account(engine, owner)
    await happened(engine, account_opened(OrganisationId(owner)))
    await relay.drain()
    await deliver_again(engine, "origination.retry_when_account_opened")
    await relay.drain()

    assert held is not None
    assert held.reason is HeldReason.ACCOUNT
    assert (await look_at(engine, application_id)).hold is None
    assert (await published(engine)).count("payments.payment_ordered.v1") == 1


def account_opened(owner: OrganisationId) -> CustodyAccountOpened:
    return CustodyAccountOpened(subject_id=owner, parties=(owner,), account_id=AccountId(new_id()))


async def test_the_clock_finds_an_account_that_opened_unnoticed(
    engine: Engine, relay: Relay, work: Work
) -> None:
    world = await given_world(engine)
    await given_account(engine, world.enterprise_id)
    application_id = await given_signed(engine, world)
    await relay.drain()
    await given_account(engine, world.institution_id, balance_minor=MILLION.minor)

    await retry_held_applications.run(work)

    assert (await look_at(engine, application_id)).payout_order_id is not None


async def test_a_refusal_of_the_bank_is_shown_and_retried(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=MILLION + MILLION)
    application_id = await given_signed(engine, world)
    await relay.drain()
    refused = (await look_at(engine, application_id)).payout_order_id
    assert refused is not None
    failed = PayoutFailed(
        subject_id=await contract_of(engine, application_id),
        order_id=refused,
        reason_code="account_frozen",
    )

    await happened(engine, failed)
    await relay.drain()
    held = (await look_at(engine, application_id)).hold
    path = f"/applications/{application_id}/payout-retry"
    retried = await client.post(path, headers=world.approver | new_key())
    await deliver_again(engine, "origination.hold_when_payout_failed")
    await relay.drain()

    assert held is not None
    assert (held.reason, held.detail) == (HeldReason.BANK, "account_frozen")
    assert retried.json()["hold"] is None
    after = await look_at(engine, application_id)
    assert after.hold is None  # the old order's failure says nothing about the new one
    assert after.payout_order_id != refused


async def test_the_loan_opens_is_repaid_and_closes(engine: Engine, relay: Relay) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.PAYOUT)
    half = Money(500_000_00, "CNY")

    await happened(engine, await opened(engine, world, application_id))
    await relay.drain()
    active = await look_at(engine, application_id)
    await happened(engine, await repaid(engine, world, application_id, half))
    await relay.drain()
    await deliver_again(engine, "origination.activate_when_loan_opened")
    await relay.drain()
    repaying = await look_at(engine, application_id)
    await happened(engine, await closed(engine, world, application_id))
    await relay.drain()
    await deliver_again(engine, "origination.close_when_loan_closed")
    await relay.drain()

    assert (active.stage, active.outstanding) == (Stage.ACTIVE, MILLION)
    assert (repaying.stage, repaying.outstanding) == (Stage.ACTIVE, half)
    ended = await look_at(engine, application_id)
    assert (ended.stage, ended.outstanding) == (Stage.CLOSED, NOTHING)
    assert await steps_of(engine, application_id) == ["activate", "close"]


async def test_an_older_figure_of_the_debt_changes_nothing(engine: Engine, relay: Relay) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.ACTIVE)
    for yuan in (400_000, 700_000):
        outstanding = Money(yuan * 100, "CNY")
        await happened(engine, await repaid(engine, world, application_id, outstanding))

    await relay.drain()

    assert (await look_at(engine, application_id)).outstanding == Money(400_000_00, "CNY")


async def test_what_comes_too_early_is_delivered_again_later(engine: Engine, relay: Relay) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.PAYOUT)

    await happened(engine, await closed(engine, world, application_id))
    await relay.drain()
    assert (await look_at(engine, application_id)).stage is Stage.PAYOUT
    await happened(engine, await opened(engine, world, application_id))
    await relay.drain()
    await deliver_again(engine, "origination.close_when_loan_closed")
    await relay.drain()

    assert (await look_at(engine, application_id)).stage is Stage.CLOSED


@pytest.mark.parametrize(
    ("reason", "stage"), [("mistaken", Stage.APPROVAL), ("expired", Stage.EXPIRED)]
)
async def test_a_void_contract_is_decided_anew_or_ends(
    engine: Engine, relay: Relay, reason: str, stage: Stage
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.CONTRACT)
    contract_id = await contract_of(engine, application_id)
    voided = ContractVoided(subject_id=contract_id, application_id=application_id, reason=reason)

    await happened(engine, voided)
    await relay.drain()
    await deliver_again(engine, "origination.settle_when_voided")
    await relay.drain()

    assert (await look_at(engine, application_id)).stage is stage
    assert len(await steps_of(engine, application_id)) == 1


async def test_a_contract_nobody_knows_disturbs_nothing(engine: Engine, relay: Relay) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.REVIEW)
    stray = ContractSigned(
        subject_id=new_id(),
        application_id=application_id,
        enterprise_id=world.enterprise_id,
        institution_id=OrganisationId(new_id()),
        principal=MILLION,
        sha256="0" * 64,
    )

    await happened(engine, stray)
    await relay.drain()

    assert (await look_at(engine, application_id)).stage is Stage.REVIEW


async def test_a_lease_is_paid_out_once_its_deposit_is_there(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine)
    await given_accounts(engine, world, balance=MILLION)
    deposit = Money(50_000_00, "CNY")
    lease = Lease(in_advance=True, deposit=deposit, residual=NOTHING)
    application_id = await given_signed(engine, world, structure=Structure(lease=lease))
    await relay.drain()
    held = await look_at(engine, application_id)
    assert (held.hold, held.payout_order_id) == (Hold(reason=HeldReason.DEPOSIT), None)
    path = f"/applications/{application_id}/payout-retry"
    tried = await client.post(path, headers=world.approver | new_key())
    assert tried.status_code == 200, tried.text
    await relay.drain()
    assert (await look_at(engine, application_id)).hold == held.hold

    await post(engine, pay_in(world.enterprise_id, deposit.minor))
    await happened(engine, topped_up(world, world.enterprise_id))
    await relay.drain()

    paying = await look_at(engine, application_id)
    assert paying.hold is None
    assert paying.payout_order_id is not None
    async with open_tx(engine, SYSTEM) as tx:
        account = await get_custody_account(tx, OrganisationId(world.enterprise_id))
    assert (account.available, account.frozen) == (NOTHING, deposit)
    assert (await published(engine)).count("payments.deposit_held.v1") == 1
