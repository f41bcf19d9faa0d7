"""Saving a draft while it is typed: the short way says what the ordinary one says, or nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import pytest
from httpx2 import ASGITransport, AsyncClient, Response
from sqlalchemy import select, text, update

from rongqu.infra import actor_memory, hot_writes
from rongqu.infra.database import Engine, create_engine
from rongqu.infra.hot_ways import HotWay
from rongqu.infra.hot_writes import Moment
from rongqu.infra.live import announce
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.web import Setting
from rongqu.modules.identity import tables
from rongqu.modules.identity.public import actor_of_request
from rongqu.modules.origination.endpoints import edit_application_bytes
from rongqu.modules.origination.tables import application
from rongqu.web import create_app
from tests.builders.events import published
from tests.builders.identity import PASSWORD, given_owner
from tests.builders.origination import given_application, given_world

KEPT = (tables.session, tables.membership, application)
EDITED = "origination.application_edited.v1"


@dataclass(slots=True)
class Page:
    """The applicant's open page, and what the short way has said to it so far."""

    client: AsyncClient
    engine: Engine
    application_id: UUID
    said: list[bool] = field(default_factory=list[bool])

    async def save(self, version: int, *, headers: dict[str, str] | None = None, **edit: Any):
        path = f"/applications/{self.application_id}"
        return await self.client.patch(path, json={"version": version, **edit}, headers=headers)

    async def version(self) -> int:
        found = "SELECT version FROM origination.application WHERE id = :id"
        async with self.engine.connect(PLATFORM) as connection:
            row = await connection.execute(text(found), {"id": self.application_id})
            return row.scalar_one()

    async def run(self, sql: str) -> None:
        async with self.engine.begin(PLATFORM) as connection:
            await connection.execute(text(sql))

    async def keep(self) -> list[dict[str, Any]]:
        async with self.engine.begin(PLATFORM) as connection:
            found = [await connection.execute(select(table)) for table in KEPT]
            return [dict(each.mappings().one()) for each in found]

    async def restore(self, kept: list[dict[str, Any]]) -> None:
        async with self.engine.begin(PLATFORM) as connection:
            for table, row in zip(KEPT, kept, strict=True):
                await connection.execute(update(table).values(row))


@pytest.fixture
async def page(
    setting: Setting, engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[Page]:
    monkeypatch.setattr(actor_memory, "FRESH_SECONDS", 600.0)  # however slow the machine is
    owner = await given_owner(engine)
    application_id = await given_application(
        engine, await given_world(engine), documents=False, enterprise_id=owner.organisation_id
    )
    reading = create_engine(database_url, pool_size=1, read_only=True)
    app = create_app(replace(setting, actor_of=actor_of_request, reading=reading))
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        AsyncClient(transport=transport, base_url="http://rongqu/api/v1") as client,
    ):
        found = Page(client, engine, application_id)
        _listen_in(found.said, monkeypatch)
        async with asyncio.timeout(5):
            while not setting.live.is_listening:
                await asyncio.sleep(0.01)
        login = {"login": owner.login, "password": PASSWORD}
        signed_in = (await client.post("/session", json=login)).raise_for_status()
        client.headers["x-csrf-token"] = signed_in.json()["csrf_token"]
        await _until_heard(setting)
        yield found


async def _until_heard(setting: Setting) -> None:
    """The news of the start and of signing in, which make the process forget who asks."""
    heard: list[str] = []
    setting.live.overhear(lambda news: heard.append(news.name))
    setting.engine.announce(announce("tests.all_told", UUID(int=0), 0, ()))
    async with asyncio.timeout(5):
        while "tests.all_told" not in heard:
            await asyncio.sleep(0.01)


def _listen_in(said: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    async def listened(moment: Moment, application_id: UUID, sent: bytes) -> bytes | None:
        said.append(False)
        answer = await edit_application_bytes(moment, application_id, sent)
        said[-1] = answer is not None
        return answer

    path = "/applications/{application_id}"
    ways = {("PATCH", "/applications"): HotWay(path, listened)}
    monkeypatch.setattr(hot_writes, "_hot_writes", ways)


async def test_what_is_typed_is_saved_the_short_way_with_the_same_answer(page: Page) -> None:
    ordinary = (await page.save(1, explanation="设备")).raise_for_status().json()
    looked_at = (await page.save(2, explanation="设备一台")).raise_for_status().json()
    recalled = (await page.save(3, explanation=None)).raise_for_status().json()

    assert page.said == [True, True]
    assert looked_at == ordinary | {"version": 3, "explanation": "设备一台"}
    assert recalled == ordinary | {"version": 4, "explanation": None}
    assert await page.version() == 4
    assert (await published(page.engine)).count(EDITED) == 3
    async with page.engine.connect(PLATFORM) as connection:
        unheard = "SELECT count(*) FROM infra.event_log e LEFT JOIN infra.event_inbox i"
        found = await connection.execute(
            text(f"{unheard} ON i.event_id = e.id WHERE i.event_id IS NULL")
        )
        assert found.scalar_one() == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What happens after an ordinary save and a short one, so that the third is refused."""

    sql: str = "SELECT 1"
    edit: dict[str, Any] = field(default_factory=dict[str, Any])
    headers: dict[str, str] = field(default_factory=dict[str, str])
    version: int = 3
    status: int
    is_tried: bool = True


SESSION = "UPDATE identity.session SET"
TROUBLES = {
    "the session was ended": Trouble(sql=f"{SESSION} ended_at = now()", status=401),
    "the session is over": Trouble(sql=f"{SESSION} expires_at = now()", status=401),
    "nobody was there": Trouble(sql=f"{SESSION} seen_at = now() - interval '9 days'", status=401),
    "a password is due": Trouble(sql=f"{SESSION} password_change_due = true", status=403),
    "a factor is due": Trouble(sql=f"{SESSION} second_factor_due_at = now()", status=403),
    "other roles": Trouble(sql="UPDATE identity.membership SET roles = '{auditor}'", status=403),
    "not a member": Trouble(sql="UPDATE identity.membership SET ended_at = now()", status=401),
    "submitted": Trouble(
        sql="UPDATE origination.application SET stage = 'withdrawn', version = 4",
        version=4,
        status=409,
    ),
    "changed elsewhere": Trouble(sql="UPDATE origination.application SET version = 4", status=409),
    "another's": Trouble(
        sql="UPDATE origination.application SET enterprise_id = gen_random_uuid()", status=404
    ),
    "an old page": Trouble(version=2, status=409),
    "outside of the product": Trouble(edit={"term_months": 599}, status=422),
    "no such purpose": Trouble(edit={"purpose": "yacht"}, status=422),
    "not a number": Trouble(edit={"term_months": "long"}, status=422),
    "another token": Trouble(headers={"x-csrf-token": "0" * 64}, status=403, is_tried=False),
    "another site": Trouble(headers={"sec-fetch-site": "cross-site"}, status=403, is_tried=False),
    "another origin": Trouble(
        headers={"origin": "https://evil.example"}, status=403, is_tried=False
    ),
}


async def test_whatever_is_the_matter_is_found_by_the_ordinary_way(page: Page) -> None:
    (await page.save(1, explanation="设备")).raise_for_status()
    (await page.save(2, explanation="设备一台")).raise_for_status()
    before = await page.keep()
    found: dict[str, tuple[int, list[bool]]] = {}
    for name, trouble in TROUBLES.items():
        page.said.clear()
        await page.run(trouble.sql)
        edit = trouble.edit or {"explanation": "设备三台"}

        refused = await page.save(trouble.version, headers=trouble.headers, **edit)

        found[name] = refused.status_code, page.said[:]
        await page.restore(before)
    assert found == {
        name: (trouble.status, [False] if trouble.is_tried else [])
        for name, trouble in TROUBLES.items()
    }
    assert await page.version() == 3
    assert (await published(page.engine)).count(EDITED) == 2
    (await page.save(3, explanation="设备三台")).raise_for_status()
    assert page.said[-1]


async def test_a_proof_that_has_grown_old_is_noticed_once(page: Page) -> None:
    """Applying needs none; who was remembered with a fresh one is looked at anew."""
    (await page.save(1, explanation="设备")).raise_for_status()
    await page.run(f"{SESSION} proved_until = now()")
    for version in (2, 3):
        (await page.save(version, explanation="设备一台")).raise_for_status()
    assert page.said == [False, True]


async def test_of_two_saves_at_once_one_is_stale(page: Page) -> None:
    (await page.save(1, explanation="设备")).raise_for_status()

    answers: list[Response] = await asyncio.gather(
        *(page.save(2, explanation=f"第 {number} 次") for number in range(4))
    )

    assert sorted(each.status_code for each in answers) == [200, 409, 409, 409]
    assert await page.version() == 3
    assert (await published(page.engine)).count(EDITED) == 2
