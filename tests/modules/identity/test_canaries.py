from __future__ import annotations

from collections.abc import Iterator

import pytest
from httpx2 import AsyncClient
from sqlalchemy import select

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.scopes import PLATFORM
from rongqu.modules.identity.canaries import canary_digests
from tests.builders.events import published
from tests.builders.identity import given_owner, sign_in

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
