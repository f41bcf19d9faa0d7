from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from httpx2 import AsyncClient
from sqlalchemy import select, update

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.scopes import PLATFORM
from rongqu.modules.identity import tables
from tests.builders.events import published
from tests.builders.identity import Clock, Person, given_owner, sign_in

WRONG = {"password": "not the password"}


async def refusals(engine: Engine) -> list[tuple[int, int]]:
    """(failures, locked_seconds) of each refusal on record."""
    wanted = select(event_log.c.payload).where(event_log.c.name == "identity.sign_in_refused.v1")
    async with engine.connect(PLATFORM) as connection:
        rows = (await connection.execute(wanted.order_by(event_log.c.position))).scalars()
        return [(row["failures"], row["locked_seconds"]) for row in rows]


async def try_wrong(browser: AsyncClient, person: Person) -> int:
    return (await sign_in(browser, replace(person, **WRONG))).status_code


async def test_signing_in_starts_a_session(browser: AsyncClient, engine: Engine) -> None:
    person = await given_owner(engine)

    answer = await sign_in(browser, person)

    assert answer.status_code == 200
    assert answer.json()["user_id"] == str(person.user_id)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert (await published(engine))[-1] == "identity.signed_in.v1"
    assert (await browser.get("/session")).status_code == 200


async def test_the_record_says_who_signed_in(browser: AsyncClient, engine: Engine) -> None:
    person = await given_owner(engine)
    await sign_in(browser, person)

    wanted = select(event_log.c.actor_id, event_log.c.parties).where(
        event_log.c.name == "identity.signed_in.v1"
    )
    async with engine.connect(PLATFORM) as connection:
        recorded = (await connection.execute(wanted)).one()
    assert recorded.actor_id == person.user_id
    assert recorded.parties == [person.organisation_id]


async def test_a_wrong_password_and_an_unknown_login_look_the_same(
    browser: AsyncClient, engine: Engine
) -> None:
    known = replace(await given_owner(engine), **WRONG)
    unknown = replace(known, login="nobody@example.com")
    malformed = replace(known, login="'; drop table person; --")

    answers = [await sign_in(browser, person) for person in (known, unknown, malformed)]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["code"] == "identity.wrong_credentials"
    assert all("set-cookie" not in answer.headers for answer in answers)
    assert await refusals(engine) == [(1, 0), (1, 0), (1, 0)]


@pytest.mark.parametrize("known", [True, False])
async def test_after_five_failures_the_account_is_locked_whether_it_exists_or_not(
    browser: AsyncClient, engine: Engine, clock: Clock, *, known: bool
) -> None:
    person = await given_owner(engine)
    tried = person if known else replace(person, login="nobody@example.com")

    assert [await try_wrong(browser, tried) for _ in range(5)] == [401] * 5
    locked = await sign_in(browser, tried)

    assert locked.status_code == 429
    assert locked.json()["code"] == "identity.too_many_attempts"
    assert locked.headers["retry-after"] == "60"
    assert await refusals(engine) == [(1, 0), (2, 0), (3, 0), (4, 0), (5, 60)]

    clock.turn(seconds=59)
    assert (await sign_in(browser, tried)).status_code == 429
    clock.turn(seconds=1)
    assert (await sign_in(browser, tried)).status_code == (200 if known else 401)


async def test_each_further_failure_locks_for_longer(
    browser: AsyncClient, engine: Engine, clock: Clock
) -> None:
    person = await given_owner(engine)
    for _ in range(5):
        await try_wrong(browser, person)
    for _ in range(8):
        clock.turn(hours=1)
        await try_wrong(browser, person)

    seconds = [locked for _, locked in await refusals(engine)]
    assert seconds[4:] == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]


async def test_a_day_without_failures_starts_the_count_anew(
    browser: AsyncClient, engine: Engine, clock: Clock
) -> None:
    person = await given_owner(engine)
    for _ in range(4):
        await try_wrong(browser, person)

    clock.turn(hours=24)
    await try_wrong(browser, person)

    assert (await refusals(engine))[-1] == (1, 0)


async def test_the_right_password_forgets_the_failures(
    browser: AsyncClient, engine: Engine
) -> None:
    person = await given_owner(engine)
    for _ in range(4):
        await try_wrong(browser, person)
    assert (await sign_in(browser, person)).status_code == 200

    await try_wrong(browser, person)

    assert (await refusals(engine))[-1] == (1, 0)


async def test_fifty_tries_at_once_are_five_tries(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    person = await given_owner(engine)
    browser = new_browser()

    codes = await asyncio.gather(*(try_wrong(browser, person) for _ in range(50)))

    assert codes.count(401) == 5
    assert codes.count(429) == 45
    assert len(await refusals(engine)) == 5


async def test_signing_in_gives_a_new_token_and_ends_the_planted_one(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    attacker, victim = await given_owner(engine), await given_owner(engine)
    planted = new_browser()
    await sign_in(planted, attacker)
    token = planted.cookies["rongqu"]
    browser = new_browser()
    browser.cookies.set("rongqu", token, domain="rongqu.local", path="/")

    await sign_in(browser, victim)

    fresh = [cookie.value for cookie in browser.cookies.jar if cookie.value != token]
    assert len(fresh) == 1
    assert (await planted.get("/session")).status_code == 401


async def test_a_made_up_token_is_nobody(browser: AsyncClient) -> None:
    browser.cookies.set("rongqu", "x" * 43)

    answer = await browser.get("/session")

    assert answer.status_code == 401
    assert answer.json()["code"] == "common.not_signed_in"


async def test_a_hash_of_older_parameters_is_renewed_at_sign_in(
    browser: AsyncClient, engine: Engine
) -> None:
    person = await given_owner(engine)
    older = "$argon2id$v=19$m=8,t=1,p=1$"
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(person.password)
    assert weak.startswith(older)
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(update(tables.person).values(password_hash=weak))

    assert (await sign_in(browser, person)).status_code == 200

    async with engine.connect(PLATFORM) as connection:
        stored = (await connection.execute(select(tables.person.c.password_hash))).scalar_one()
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


async def test_another_site_cannot_sign_a_visitor_in(browser: AsyncClient, engine: Engine) -> None:
    person = await given_owner(engine)
    before = await published(engine)
    body = {"login": person.login, "password": person.password}

    answer = await browser.post("/session", json=body, headers={"sec-fetch-site": "cross-site"})

    assert answer.json()["code"] == "common.forged_request"
    assert await published(engine) == before


async def test_an_address_that_tries_many_accounts_is_locked_too(
    browser: AsyncClient, engine: Engine, clock: Clock
) -> None:
    person = await given_owner(engine)
    codes = [
        await try_wrong(browser, replace(person, login=f"guess{number}@example.com"))
        for number in range(20)
    ]
    assert codes == [401] * 20

    locked = await sign_in(browser, person)
    assert locked.json()["code"] == "identity.too_many_attempts"
    assert locked.headers["retry-after"] == "60"

    clock.turn(seconds=60)
    assert (await sign_in(browser, person)).status_code == 200


async def test_right_passwords_count_for_nothing_against_an_address(
    browser: AsyncClient, engine: Engine
) -> None:
    person = await given_owner(engine)
    codes = {(await sign_in(browser, person)).status_code for _ in range(21)}
    assert codes == {200}


async def test_a_new_device_is_news_and_the_first_one_is_not(
    browser: AsyncClient, engine: Engine
) -> None:
    person = await given_owner(engine)
    news = "identity.signed_in_on_new_device.v1"
    await sign_in(browser, person)
    await sign_in(browser, person)
    assert news not in await published(engine)

    browser.headers["user-agent"] = "Mozilla/5.0 (iPhone) Safari/605"
    await sign_in(browser, person)
    await sign_in(browser, person)

    assert (await published(engine)).count(news) == 1
