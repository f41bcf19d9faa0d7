from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import array

from rongqu.events.identity import SessionsEnded
from rongqu.infra import hot_reads
from rongqu.infra.database import Connection, Engine, create_engine
from rongqu.infra.event_log import event_log
from rongqu.infra.hot_reads import hot_read
from rongqu.infra.prebuilt import Prebuilt
from rongqu.infra.tx import open_tx
from rongqu.infra.web import Setting
from rongqu.kernel.actor import SYSTEM, Actor
from rongqu.kernel.dates import business_date_at, start_of_day
from rongqu.kernel.ids import new_id
from rongqu.web import API, create_app
from tests.builders.actors import signed_in
from tests.builders.events import published
from tests.builders.identity import Clock
from tests.infra import noted_endpoints
from tests.infra.noted import Noted

BROWSER = {"cookie": "session=somebody's"}

ONE_NOTE = Prebuilt(
    lambda actor: select(event_log.c.subject_id, event_log.c.payload).where(
        event_log.c.subject_id == bindparam("subject"),
        event_log.c.parties.contains(array([actor.organisation])),
    )
)


async def read_note(connection: Connection, actor: Actor, note_id: UUID) -> bytes | None:
    row = (await connection.execute(*ONE_NOTE.given(actor, subject=note_id))).one_or_none()
    if row is None:
        return None
    return json.dumps(
        {"id": str(row.subject_id), "text": row.payload["text"], "hot": True}
    ).encode()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def app(
    setting: Setting, database_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[FastAPI]:
    monkeypatch.setattr(hot_reads, "_hot_reads", {})
    hot_read("/notes/{note_id}")(read_note)
    reading = create_engine(database_url, pool_size=2, read_only=True)
    app = create_app(replace(setting, reading=reading, clock=clock))
    app.include_router(noted_endpoints.router, prefix=API)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(app.router.lifespan_context(app))
        await _until_listening(setting)
        yield app


@pytest.fixture
async def browser(app: FastAPI) -> AsyncGenerator[AsyncClient]:
    async with AsyncClient(transport=ASGITransport(app), base_url=f"http://rongqu{API}") as client:
        yield client


async def _until_listening(setting: Setting) -> None:
    async with asyncio.timeout(5):
        while not setting.live.is_listening:
            await asyncio.sleep(0.01)


async def given_note(engine: Engine, organisation: UUID) -> UUID:
    note_id = new_id()
    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(Noted(subject_id=note_id, parties=(organisation,), text="milk"))
    return note_id


async def test_the_first_read_is_ordinary_and_the_next_is_hot(
    browser: AsyncClient, engine: Engine
) -> None:
    organisation = new_id()
    note_id = await given_note(engine, organisation)
    headers = signed_in(organisation=organisation) | BROWSER

    first = await browser.get(f"/notes/{note_id}", headers=headers)
    second = await browser.get(f"/notes/{note_id}", headers=headers)

    assert first.json() == {"id": str(note_id), "text": "milk"}
    assert second.json() == {"id": str(note_id), "text": "milk", "hot": True}
    assert second.headers["cache-control"] == "no-store"


async def test_a_day_s_end_ends_what_is_remembered(
    browser: AsyncClient, engine: Engine, clock: Clock
) -> None:
    """With it roles end: whoever asks is looked up anew."""
    organisation = new_id()
    note_id = await given_note(engine, organisation)
    headers = signed_in(organisation=organisation) | BROWSER
    clock.now = start_of_day(business_date_at(clock.now) + timedelta(days=1)) - timedelta(seconds=1)
    before = [await browser.get(f"/notes/{note_id}", headers=headers) for _ in range(2)]
    clock.turn(seconds=1)
    after = [await browser.get(f"/notes/{note_id}", headers=headers) for _ in range(2)]

    assert ["hot" in each.json() for each in before + after] == [False, True, False, True]


async def test_what_one_may_not_see_is_refused_by_the_ordinary_endpoint(
    browser: AsyncClient, engine: Engine
) -> None:
    others_note = await given_note(engine, new_id())
    headers = signed_in() | BROWSER
    await browser.get(f"/notes/{others_note}", headers=headers)

    response = await browser.get(f"/notes/{others_note}", headers=headers)

    assert response.status_code == 404


async def test_an_actor_is_forgotten_when_identity_tells_of_a_change(
    browser: AsyncClient, app: FastAPI, engine: Engine
) -> None:
    organisation = new_id()
    note_id = await given_note(engine, organisation)
    headers = signed_in(organisation=organisation) | BROWSER
    await browser.get(f"/notes/{note_id}", headers=headers)

    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(
            SessionsEnded(subject_id=new_id(), parties=(organisation,), session_ids=())
        )
    async with asyncio.timeout(5):
        while app.state.memory.recall(BROWSER["cookie"].encode()) is not None:
            await asyncio.sleep(0.01)

    response = await browser.get(f"/notes/{note_id}", headers=BROWSER)
    assert response.status_code == 401
    assert "identity.sessions_ended.v1" in await published(engine)
