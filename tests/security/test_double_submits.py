"""Fifty at once: whatever moves money or a state moves it once, whether one intent is sent again
and again or many want the same."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from httpx2 import AsyncClient, Response

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import ApprovalId, new_id
from rongqu.modules.compliance.actions.ask_grant import ask_grant
from rongqu.modules.compliance.grant_types import RoleGrant
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.origination.types import Stage
from tests.builders.actors import given_actor, signed_in
from tests.builders.at_once import fifty_at_once
from tests.builders.events import published
from tests.builders.identity import given_staff
from tests.builders.ledger import balance_of, pay_in, post, sum_of_all_accounts
from tests.builders.origination import DECISION, given_application, given_world, yuan
from tests.builders.payments import given_account
from tests.modules.origination.test_paying_out import MILLION, NOTHING, given_accounts, given_signed


@dataclass(frozen=True, slots=True)
class Move:
    """A request that is allowed once; the event says how often it was done."""

    path: str
    body: dict[str, Any]
    headers: dict[str, str]
    event: str
    refusal: str


async def submission(engine: Engine) -> Move:
    world = await given_world(engine)
    path = f"/applications/{await given_application(engine, world)}/submission"
    event = "origination.application_submitted.v1"
    return Move(path, {"version": 1}, world.applicant, event, "origination.cannot_move")


async def approval(engine: Engine) -> Move:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)
    path, event = f"/applications/{application_id}/approval", "origination.application_approved.v1"
    return Move(path, DECISION, world.approver, event, "origination.cannot_move")


async def withdrawal_of_an_application(engine: Engine) -> Move:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.REVIEW)
    path, event = f"/applications/{application_id}/withdrawal", "origination.application_moved.v1"
    return Move(path, {"reason": "too_slow"}, world.applicant, event, "origination.cannot_move")


async def payment(engine: Engine) -> Move:
    owner = await given_account(engine, balance_minor=100)
    headers, amount = signed_in("payments:withdraw", organisation=owner), {"amount": yuan("1.00")}
    event, refusal = "payments.payment_ordered.v1", "payments.insufficient_funds"
    return Move("/payments/withdrawals", amount, headers, event, refusal)


async def retried_payout(engine: Engine) -> Move:
    """Held for funds, which have come since."""
    world = await given_world(engine)
    await given_accounts(engine, world, balance=NOTHING)
    application_id = await given_signed(engine, world)
    await Relay(engine, modules={"origination"}).drain()
    await post(engine, pay_in(world.institution_id, MILLION.minor))
    path, event = f"/applications/{application_id}/payout-retry", "payments.payment_ordered.v1"
    return Move(path, {}, world.approver, event, "origination.nothing_to_retry")


async def role_grant(engine: Engine) -> Move:
    asker = await given_staff(engine, "super_administrator")
    agent = await given_staff(engine, "service_agent")
    house: dict[str, Any] = {
        "organisation": asker.organisation_id,
        "portal": Portal.OPERATIONS,
    }
    wish = RoleGrant(user_id=agent.user_id, roles=("auditor",), ends={})
    async with open_tx(engine, given_actor("compliance:ask_grant", **house)) as tx:
        asked = await ask_grant(tx, ApprovalId(new_id()), wish, "she audits from now on")
    path, event = f"/approvals/{asked.id}/approval", "identity.member_roles_changed.v1"
    other = signed_in("compliance:approve_grant", **house)
    return Move(path, {}, other, event, "compliance.approval_decided")


MOVES: list[Callable[[Engine], Awaitable[Move]]] = [
    submission,
    approval,
    withdrawal_of_an_application,
    payment,
    retried_payout,
    role_grant,
]


@pytest.mark.parametrize("given", MOVES)
async def test_of_fifty_at_once_one_takes_effect(
    client: AsyncClient, engine: Engine, given: Callable[[Engine], Awaitable[Move]]
) -> None:
    move = await given(engine)
    before = (await published(engine)).count(move.event)

    async def send(key: dict[str, str]) -> Response:
        return await client.post(move.path, json=move.body or None, headers=move.headers | key)

    outcomes = await fifty_at_once(send)

    assert outcomes.pop("done") == 1
    assert set(outcomes) <= {move.refusal}
    assert (await published(engine)).count(move.event) == before + 1
    assert await sum_of_all_accounts(engine) == 0


async def test_an_account_pays_no_more_than_it_holds(client: AsyncClient, engine: Engine) -> None:
    owner = await given_account(engine, balance_minor=1000)
    headers, body = signed_in("payments:withdraw", organisation=owner), {"amount": yuan("1.00")}

    outcomes = await fifty_at_once(
        lambda key: client.post("/payments/withdrawals", json=body, headers=headers | key)
    )

    done = outcomes["done"]
    assert done <= 10
    assert await balance_of(engine, AccountCode.FROZEN, owner) == done * 100
    assert await balance_of(engine, AccountCode.CUSTODY, owner) == 1000 - done * 100
