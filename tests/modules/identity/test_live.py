from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from httpx2 import AsyncClient
from sqlalchemy import text, update

from rongqu.infra.database import Engine
from rongqu.infra.live import LiveBoard, News
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.web import Setting
from rongqu.kernel.errors import NotSignedIn
from rongqu.modules.identity import live, tables
from tests.builders.identity import Clock, given_owner, given_staff, sign_in

HEARTBEAT = 0.02


def told(board: LiveBoard, organisation: object) -> None:
    news = News("contracts.contract_signed.v1", "an id", 7, frozenset({str(organisation)}))
    for listener in tuple(board._listeners):  # pyright: ignore[reportPrivateUsage]  as the database tells it
        if listener.may_hear(news):
            board._hand_over(listener, news)  # pyright: ignore[reportPrivateUsage]


@pytest.fixture
def listening(setting: Setting, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Setting:
    monkeypatch.setattr("rongqu.infra.live.HEARTBEAT_SECONDS", HEARTBEAT)
    return replace(setting, clock=clock)


async def test_one_hears_of_the_own_organisation_and_staff_hear_everything(
    browser: AsyncClient, engine: Engine, listening: Setting
) -> None:
    owner, other = await given_owner(engine), await given_owner(engine)
    staff = await given_staff(engine, "operations_manager")
    heard: dict[str, list[bytes]] = {}
    for name, person in {"owner": owner, "other": other, "staff": staff}.items():
        await sign_in(browser, person)
        token = browser.cookies["rongqu"]
        browser.cookies.clear()
        actor = await live.actor_who_listens(listening, token)
        stream = live.stream_while_signed_in(listening, actor, token)
        await anext(stream)
        told(listening.live, owner.organisation_id)
        heard[name] = [await anext(stream)]
        await stream.aclose()

    assert heard["owner"] == heard["staff"]
    assert b'"contracts.contract_signed.v1"' in heard["owner"][0]
    assert heard["other"] == [b": still here\n\n"]


@pytest.mark.parametrize("how", ["ended", "idle"])
async def test_the_stream_ends_with_the_session(
    browser: AsyncClient, engine: Engine, listening: Setting, clock: Clock, how: str
) -> None:
    await sign_in(browser, await given_owner(engine))
    token = browser.cookies["rongqu"]
    actor = await live.actor_who_listens(listening, token)
    stream = live.stream_while_signed_in(listening, actor, token)
    await anext(stream)
    assert await anext(stream) == b": still here\n\n"

    if how == "ended":
        async with engine.begin(PLATFORM) as connection:
            await connection.execute(update(tables.session).values(ended_at=clock.now))
        clock.turn(seconds=40)
    else:
        clock.turn(minutes=30)

    async with asyncio.timeout(5):
        assert [message async for message in stream] == []


async def test_no_transaction_stays_open_while_a_page_listens(
    browser: AsyncClient, engine: Engine, listening: Setting
) -> None:
    await sign_in(browser, await given_owner(engine))
    token = browser.cookies["rongqu"]
    actor = await live.actor_who_listens(listening, token)
    stream = live.stream_while_signed_in(listening, actor, token)
    await anext(stream)

    async with engine.connect(PLATFORM) as connection:
        open_ones = text(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND state LIKE 'idle in transaction%' "
            "AND pid <> pg_backend_pid()"
        )
        assert (await connection.execute(open_ones)).scalar_one() == 0
    await stream.aclose()


async def test_a_stranger_hears_nothing(setting: Setting) -> None:
    for token in (None, "made up"):
        with pytest.raises(NotSignedIn):
            await live.actor_who_listens(setting, token)
