from __future__ import annotations

from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from tests.builders.identity import Clock, given_owner, given_staff, sign_in


async def test_what_was_refused_is_counted_by_kind_address_and_account(
    browser: AsyncClient, engine: Engine, clock: Clock
) -> None:
    owner = await given_owner(engine)
    for login in (owner.login, owner.login, "nobody@example.com"):
        await browser.post("/session", json={"login": login, "password": "wrong"})
    await sign_in(browser, await given_staff(engine, "auditor"))

    found = (await browser.get("/refused-attempts", params={"days": 1})).json()

    kinds = [(each["name"], each["times"]) for each in found["kinds"]]
    assert kinds == [("identity.sign_in_refused.v1", 3)]
    assert [(each["address"], each["times"]) for each in found["addresses"]] == [("127.0.0.1", 3)]
    accounts = [(each["display_name"], each["times"]) for each in found["accounts"]]
    assert accounts == [("张**", 2), (None, 1)]
    assert found["accounts"][0]["subject_id"] == str(owner.user_id)

    clock.turn(hours=25)
    await sign_in(browser, await given_staff(engine, "auditor"))
    later = (await browser.get("/refused-attempts", params={"days": 1})).json()
    assert (later["kinds"], later["addresses"], later["accounts"]) == ([], [], [])


async def test_only_auditors_see_it(browser: AsyncClient, engine: Engine) -> None:
    await sign_in(browser, await given_owner(engine))

    answer = await browser.get("/refused-attempts")

    assert answer.json()["code"] == "common.not_allowed"
