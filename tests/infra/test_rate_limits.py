"""Limits by address, session and route, over several processes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from httpx2 import ASGITransport, AsyncClient, Response
from sqlalchemy import select

from rongqu.infra.database import Engine
from rongqu.infra.rate_limits import Counters, rate_window, read_limits
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.web import Setting
from rongqu.web import create_app
from tests.builders.identity import Clock

ELSEWHERE, NEIGHBOUR, HERE = "203.0.113.7", "203.0.113.8", "127.0.0.1"
SIGN_UPS = 10
WINDOW = 29_000_000


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Callers:
    """Of one application, from several addresses."""

    def __init__(self, setting: Setting, clock: Clock) -> None:
        self._app = create_app(replace(setting, clock=clock))

    async def sign_up(self, address: str) -> Response:
        """Nothing that could succeed: what is counted comes before what is read."""
        transport = ASGITransport(self._app, client=(address, 50_000))
        async with AsyncClient(transport=transport, base_url="http://rongqu/api/v1") as client:
            return await client.post("/sign-ups", json={})


async def test_an_address_that_asks_too_often_waits_for_the_next_minute(
    setting: Setting, clock: Clock
) -> None:
    callers = Callers(setting, clock)
    answers = [await callers.sign_up(ELSEWHERE) for _ in range(SIGN_UPS)]
    assert [answer.status_code for answer in answers] == [422] * SIGN_UPS
    assert answers[0].headers["ratelimit-limit"] == "10"
    assert answers[0].headers["ratelimit-remaining"] == "9"
    assert answers[0].headers["ratelimit-policy"] == "10;w=60"

    refused = await callers.sign_up(ELSEWHERE)
    assert refused.status_code == 429
    assert refused.json()["code"] == "common.too_many_requests"
    assert refused.headers["retry-after"] == refused.headers["ratelimit-reset"]
    assert refused.headers["x-content-type-options"] == "nosniff"
    assert (await callers.sign_up(NEIGHBOUR)).status_code == 422

    clock.turn(seconds=60)
    assert (await callers.sign_up(ELSEWHERE)).status_code == 422


async def test_callers_on_the_machine_itself_are_not_limited(
    setting: Setting, clock: Clock
) -> None:
    callers = Callers(setting, clock)
    answers = [await callers.sign_up(HERE) for _ in range(SIGN_UPS + 1)]

    assert {answer.status_code for answer in answers} == {422}
    assert "ratelimit-limit" not in answers[0].headers


async def test_two_processes_count_together(engine: Engine) -> None:
    ours, theirs, key = Counters(), Counters(), b"somebody"
    for _ in range(3):
        ours.hit(key, WINDOW)
    for _ in range(4):
        theirs.hit(key, WINDOW)

    await ours.exchange(engine)
    await theirs.exchange(engine)
    ours.hit(key, WINDOW)
    await ours.exchange(engine)

    assert ours.hit(key, WINDOW) == 9
    assert theirs.hit(key, WINDOW) == 8
    async with engine.connect(PLATFORM) as connection:
        hits = (await connection.execute(select(rate_window.c.hits))).scalars().all()
    assert list(hits) == [8]


async def test_minutes_that_are_over_leave_the_table(engine: Engine) -> None:
    counters = Counters()
    for window in (WINDOW, WINDOW + 2):
        counters.hit(b"somebody", window)
        await counters.exchange(engine)

    async with engine.connect(PLATFORM) as connection:
        windows = (await connection.execute(select(rate_window.c.window_no))).scalars().all()
    assert list(windows) == [WINDOW + 2]


def test_every_limit_is_counted_by_something_known() -> None:
    assert {limit.by for limit in read_limits()} <= {"address", "session"}
    assert len({limit.name for limit in read_limits()}) == len(read_limits())
