"""What happens because time passed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from httpx2 import AsyncClient
from sqlalchemy import select

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import utc_now
from rongqu.modules.origination.jobs import expire_applications, tell_late_applications
from rongqu.modules.origination.types import Stage
from tests.builders.events import published
from tests.builders.origination import given_application, given_world, look_at, steps_of

AN_HOUR_AGO = utc_now() - timedelta(hours=1)
LATE = "origination.application_late.v1"


@pytest.mark.parametrize("stage", [Stage.REVIEW, Stage.DUE_DILIGENCE, Stage.APPROVAL])
async def test_lateness_is_told_once(
    client: AsyncClient, engine: Engine, work: Work, stage: Stage
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=stage, deadline_at=AN_HOUR_AGO)

    await tell_late_applications.run(work)
    await tell_late_applications.run(work)

    assert (await published(engine)).count(LATE) == 1
    assert await steps_of(engine, application_id) == ["late"]
    late = await client.get("/applications?view=late", headers=world.officer)
    assert [item["id"] for item in late.json()["items"]] == [str(application_id)]


async def test_both_sides_hear_of_it(engine: Engine, work: Work) -> None:
    world = await given_world(engine)
    await given_application(engine, world, stage=Stage.REVIEW, deadline_at=AN_HOUR_AGO)

    await tell_late_applications.run(work)

    async with engine.connect(PLATFORM) as connection:
        parties = select(event_log.c.parties).where(event_log.c.name == LATE)
        told = (await connection.execute(parties)).scalar_one()
    assert set(told) == {world.enterprise_id, world.institution_id}


async def test_who_is_in_time_is_left_alone(engine: Engine, work: Work) -> None:
    world = await given_world(engine)
    await given_application(engine, world, stage=Stage.REVIEW)
    await given_application(engine, world, stage=Stage.DRAFT)

    await tell_late_applications.run(work)
    await expire_applications.run(work)

    assert not [name for name in await published(engine) if name.startswith("origination.")]


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.RETURNED])
async def test_what_the_applicant_lets_lie_expires(
    engine: Engine, work: Work, stage: Stage
) -> None:
    world = await given_world(engine)
    application_id = await given_application(
        engine, world, stage=stage, deadline_at=AN_HOUR_AGO, amount_minor=None
    )

    await expire_applications.run(work)
    await expire_applications.run(work)

    expired = await look_at(engine, application_id)
    assert expired.stage is Stage.EXPIRED
    assert expired.deadline_at is None
    assert await steps_of(engine, application_id) == ["expire"]


@pytest.mark.parametrize("stage", [Stage.CONTRACT, Stage.REVIEW, Stage.ACTIVE])
async def test_nothing_else_expires_here(engine: Engine, work: Work, stage: Stage) -> None:
    """A contract expires in its own room, which tells; a loan has its own clock."""
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=stage, deadline_at=AN_HOUR_AGO)

    await expire_applications.run(work)

    assert (await look_at(engine, application_id)).stage is stage
