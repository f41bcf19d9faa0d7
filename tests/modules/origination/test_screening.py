"""The machine's part: refuse by hard rules, choose the lane, never approve."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from rongqu.events.origination import ApplicationSubmitted
from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.tx import utc_now
from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import ApplicationId
from rongqu.kernel.money import Money
from rongqu.modules.catalog.public import GradePrice
from rongqu.modules.origination.types import Lane, Stage
from tests.builders.origination import (
    World,
    deliver_again,
    given_application,
    given_world,
    happened,
    look_at,
    steps_of,
)

HANDLER = "origination.screen_when_submitted"


async def given_submitted(engine: Engine, world: World) -> ApplicationId:
    application_id = await given_application(engine, world, stage=Stage.SUBMITTED, screening=None)
    event = ApplicationSubmitted(
        subject_id=application_id,
        enterprise_id=world.enterprise_id,
        product_id=world.product.id,
        amount=Money(1_000_000_00, "CNY"),
    )
    await happened(engine, event)
    return application_id


@pytest.mark.parametrize(
    ("score", "stage", "lane"),
    [
        (650, Stage.REVIEW, Lane.NORMAL),
        (700, Stage.APPROVAL, Lane.FAST),
        (None, Stage.REVIEW, Lane.MANUAL),
    ],
)
async def test_the_score_decides_the_way(
    engine: Engine, relay: Relay, score: int | None, stage: Stage, lane: Lane
) -> None:
    application_id = await given_submitted(engine, await given_world(engine, score=score))

    await relay.drain()

    screened = await look_at(engine, application_id)
    assert screened.stage is stage
    assert screened.screening is not None
    assert (screened.screening.lane, screened.screening.score) == (lane, score)


async def test_below_five_hundred_a_person_looks(engine: Engine, relay: Relay) -> None:
    prices = tuple(GradePrice(grade=grade, yearly_rate=Decimal("0.07")) for grade in Grade)
    world = await given_world(engine, score=499, conditions=(), pricing=prices)
    application_id = await given_submitted(engine, world)

    await relay.drain()

    screened = await look_at(engine, application_id)
    assert screened.stage is Stage.REVIEW
    assert screened.screening is not None
    assert screened.screening.lane is Lane.MANUAL


async def test_the_fast_lane_has_two_hours(engine: Engine, relay: Relay) -> None:
    application_id = await given_submitted(engine, await given_world(engine, score=760))

    await relay.drain()

    deadline_at = (await look_at(engine, application_id)).deadline_at
    assert deadline_at is not None
    assert deadline_at - utc_now() > timedelta(hours=1, minutes=59)


async def test_a_missed_hard_rule_refuses_and_says_which(engine: Engine, relay: Relay) -> None:
    application_id = await given_submitted(engine, await given_world(engine, score=560))

    await relay.drain()

    rejected = await look_at(engine, application_id)
    assert rejected.stage is Stage.REJECTED
    assert rejected.screening is not None
    by_fact = {missed.fact: missed for missed in rejected.screening.missed}
    assert (by_fact["score"].needed, by_fact["score"].actual) == ("600", "560")
    assert rejected.decided_at is not None
    assert await steps_of(engine, application_id) == ["screen", "reject"]


async def test_delivered_twice_it_is_screened_once(engine: Engine, relay: Relay) -> None:
    application_id = await given_submitted(engine, await given_world(engine))
    await relay.drain()
    await deliver_again(engine, HANDLER)

    await relay.drain()

    assert await steps_of(engine, application_id) == ["screen", "send_to_review"]


async def test_withdrawn_in_the_meantime_it_stays_withdrawn(engine: Engine, relay: Relay) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.WITHDRAWN)
    event = ApplicationSubmitted(
        subject_id=application_id,
        enterprise_id=world.enterprise_id,
        product_id=world.product.id,
        amount=Money(1_000_000_00, "CNY"),
    )
    await happened(engine, event)

    await relay.drain()

    assert (await look_at(engine, application_id)).stage is Stage.WITHDRAWN
    assert await steps_of(engine, application_id) == []
