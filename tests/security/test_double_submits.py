"""Fifty at once: whatever moves money or a state moves it once, whether one intent is sent again
and again or many want the same."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from httpx2 import AsyncClient, Response

from rongqu.infra.database import Engine
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.origination.types import Stage
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.ledger import balance_of, sum_of_all_accounts
from tests.builders.origination import DECISION, given_application, given_world, yuan
from tests.builders.payments import given_account

AT_ONCE = 50
BUSY = 503
"""Who waited too long for the others is told to ask again: nothing has happened for them."""


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


MOVES: list[Callable[[Engine], Awaitable[Move]]] = [
    submission,
    approval,
    withdrawal_of_an_application,
    payment,
]


async def send_all(client: AsyncClient, move: Move, keys: list[dict[str, str]]) -> list[Response]:
    return await asyncio.gather(
        *(client.post(move.path, json=move.body, headers=move.headers | key) for key in keys)
    )


@pytest.mark.parametrize("given", MOVES)
async def test_one_intent_that_is_sent_fifty_times_is_done_once(
    client: AsyncClient, engine: Engine, given: Callable[[Engine], Awaitable[Move]]
) -> None:
    move, key = await given(engine), new_key()

    answers = await send_all(client, move, [key] * AT_ONCE)

    answered = [answer for answer in answers if answer.status_code != BUSY]
    assert len({(answer.status_code, answer.content) for answer in answered}) == 1
    assert answered[0].is_success, answered[0].text
    assert (await published(engine)).count(move.event) == 1


@pytest.mark.parametrize("given", MOVES)
async def test_of_fifty_who_want_the_same_one_has_it(
    client: AsyncClient, engine: Engine, given: Callable[[Engine], Awaitable[Move]]
) -> None:
    move = await given(engine)

    answers = await send_all(client, move, [new_key() for _ in range(AT_ONCE)])

    outcomes = Counter(
        "done" if answer.is_success else answer.json()["code"]
        for answer in answers
        if answer.status_code != BUSY
    )
    assert outcomes.pop("done") == 1
    assert set(outcomes) <= {move.refusal}
    assert (await published(engine)).count(move.event) == 1
    assert await sum_of_all_accounts(engine) == 0


async def test_an_account_pays_no_more_than_it_holds(client: AsyncClient, engine: Engine) -> None:
    owner = await given_account(engine, balance_minor=1000)
    headers, body = signed_in("payments:withdraw", organisation=owner), {"amount": yuan("1.00")}
    move = Move("/payments/withdrawals", body, headers, "", "")

    answers = await send_all(client, move, [new_key() for _ in range(AT_ONCE)])

    done = sum(answer.is_success for answer in answers)
    assert done <= 10
    assert await balance_of(engine, AccountCode.FROZEN, owner) == done * 100
    assert await balance_of(engine, AccountCode.CUSTODY, owner) == 1000 - done * 100
