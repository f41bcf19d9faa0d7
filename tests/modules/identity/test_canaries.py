from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import select

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.web import Setting
from rongqu.kernel.ids import new_id
from rongqu.modules.identity.canaries import canary_digests
from rongqu.modules.identity.public import actor_of_request
from rongqu.modules.identity.traps import planted as planted_traps
from rongqu.web import create_app
from tests.builders.events import published, told
from tests.builders.identity import Clock, given_owner, given_staff, sign_in

PLANTED = "backup.root@rongqu.example"


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("RONGQU_WEB_CANARY_LOGINS", f"{PLANTED}, spare@rongqu.example")
    canary_digests.cache_clear()
    yield
    canary_digests.cache_clear()


@pytest.mark.usefixtures("planted")
async def test_whoever_tries_a_canary_is_on_record_and_locked_out_everywhere(
    browser: AsyncClient, engine: Engine
) -> None:
    """The answer is that of any wrong password: the trap does not show itself."""
    person = await given_owner(engine)
    wish = {"login": f" {PLANTED.upper()}", "password": "a long walk by the river"}

    tried = await browser.post("/session", json=wish)

    assert (tried.status_code, tried.json()["code"]) == (401, "identity.wrong_credentials")
    wanted = select(event_log).where(event_log.c.name == "identity.canary_touched.v1")
    async with engine.connect(PLATFORM) as connection:
        [alert] = (await connection.execute(wanted)).all()
    assert alert.payload["locked_seconds"] > 0
    assert PLANTED not in str(alert.payload)
    after = await sign_in(browser, person)
    assert (after.status_code, after.json()["code"]) == (429, "identity.too_many_attempts")


async def test_without_canaries_an_unknown_log_in_is_just_unknown(
    browser: AsyncClient, engine: Engine
) -> None:
    person = await given_owner(engine)
    await browser.post("/session", json={"login": PLANTED, "password": "something else here"})

    assert (await sign_in(browser, person)).status_code == 200
    assert "identity.canary_touched.v1" not in await published(engine)


DECOY = new_id()
KEY = "rqk_left-in-a-backup"


@pytest.fixture
def trapped_site(
    setting: Setting, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FastAPI]:
    monkeypatch.setenv("RONGQU_WEB_CANARY_RECORDS", f"{new_id()}, {DECOY}")
    monkeypatch.setenv("RONGQU_WEB_CANARY_KEYS", KEY)
    planted_traps.cache_clear()
    yield create_app(replace(setting, actor_of=actor_of_request, clock=clock))
    planted_traps.cache_clear()


async def test_whoever_opens_a_planted_record_is_an_incident_with_a_time_to_act(
    trapped_site: FastAPI, engine: Engine
) -> None:
    """However the id is spelled, and whatever rights they have; the answer does not tell."""
    auditor = await given_staff(engine, "auditor")
    transport = ASGITransport(trapped_site, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://rongqu/api/v1") as browser:
        stranger = await browser.get(f"/organisations/{DECOY.hex.upper()}/members")
        await sign_in(browser, auditor)
        known = await browser.get(f"/organisations/{DECOY}")
        other = await browser.get(f"/organisations/{new_id()}")
        page = (await browser.get("/refused-attempts")).json()

    assert stranger.json()["code"] == "common.not_signed_in"
    assert (known.status_code, known.json()["code"]) == (other.status_code, other.json()["code"])
    found = page["trapped"]
    assert page["accounts"] == []
    assert [each["opened_by"] for each in found] == [str(auditor.user_id), None]
    assert {each["subject_id"] for each in found} == {str(DECOY)}
    assert {each["address"] for each in found} == {"127.0.0.1"}
    assert all(each["due_at"] > each["at"] for each in found)
    assert [each["trap"] for each in await told(engine, "identity.canary_opened.v1")] == [
        "record",
        "record",
    ]


async def test_whoever_shows_a_planted_key_is_locked_out(
    trapped_site: FastAPI, engine: Engine
) -> None:
    person = await given_owner(engine)
    transport = ASGITransport(trapped_site, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://rongqu/api/v1") as browser:
        shown = await browser.get("/session", headers={"authorization": f"Bearer {KEY}"})
        after = await sign_in(browser, person)

    assert (shown.status_code, shown.json()["code"]) == (401, "common.not_signed_in")
    assert after.json()["code"] == "identity.too_many_attempts"
    [alert] = await told(engine, "identity.canary_opened.v1")
    assert (alert["trap"], KEY in str(alert)) == ("key", False)
