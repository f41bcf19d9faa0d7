from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from httpx2 import ASGITransport, AsyncClient, Response
from sqlalchemy import func, select

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.web import Setting
from rongqu.kernel.ids import new_id
from rongqu.modules.identity import tables
from rongqu.modules.identity.jobs import forget_old_sessions
from rongqu.modules.identity.public import actor_of_request
from rongqu.web import create_app
from tests.builders.events import published
from tests.builders.identity import PASSWORD, Clock, given_colleague, given_owner, sign_in

NEW_PASSWORD = "another walk, up the hill"


async def test_signing_out_ends_the_session(browser: AsyncClient, engine: Engine) -> None:
    await sign_in(browser, await given_owner(engine))
    token = browser.cookies["rongqu"]

    answer = await browser.delete("/session")

    assert answer.status_code == 204
    assert "rongqu" not in browser.cookies
    assert (await published(engine))[-1] == "identity.signed_out.v1"
    browser.cookies.set("rongqu", token)
    assert (await browser.get("/session")).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"x-csrf-token": ""},
        {"x-csrf-token": "0" * 64},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
async def test_a_change_that_another_site_ordered_is_refused(
    browser: AsyncClient, engine: Engine, headers: dict[str, str]
) -> None:
    await sign_in(browser, await given_owner(engine))
    before = await published(engine)

    answer = await browser.patch("/session", json={"locale": "en"}, headers=headers)

    assert answer.status_code == 403
    assert answer.json()["code"] == "common.forged_request"
    assert await published(engine) == before
    assert (await browser.get("/session")).json()["locale"] == "zh-CN"


async def test_the_csrf_token_of_another_session_does_not_serve(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    person = await given_owner(engine)
    one, other = new_browser(), new_browser()
    await sign_in(one, person)
    await sign_in(other, person)

    answer = await one.patch(
        "/session", json={"locale": "en"}, headers={"x-csrf-token": other.headers["x-csrf-token"]}
    )

    assert answer.json()["code"] == "common.forged_request"


async def test_the_own_site_may_change(browser: AsyncClient, engine: Engine) -> None:
    await sign_in(browser, await given_owner(engine))

    for headers in ({"sec-fetch-site": "same-origin"}, {"origin": "http://rongqu"}):
        answer = await browser.patch("/session", json={"locale": "en"}, headers=headers)
        assert answer.status_code == 200
        assert answer.json()["locale"] == "en"
    assert (await published(engine))[-1] == "identity.locale_changed.v1"


async def test_a_session_ends_when_nobody_uses_it(
    browser: AsyncClient, engine: Engine, clock: Clock
) -> None:
    await sign_in(browser, await given_owner(engine))

    for _ in range(4):
        clock.turn(minutes=29)
        assert (await browser.get("/session")).status_code == 200
    clock.turn(minutes=30)

    assert (await browser.get("/session")).status_code == 401


async def test_a_session_ends_after_half_a_day_used_or_not(
    browser: AsyncClient, engine: Engine, clock: Clock
) -> None:
    await sign_in(browser, await given_owner(engine))

    for _ in range(35):
        clock.turn(minutes=20)
        assert (await browser.get("/session")).status_code == 200
    clock.turn(minutes=20)

    assert (await browser.get("/session")).status_code == 401


async def test_a_session_in_use_is_written_to_once_a_minute(
    browser: AsyncClient, engine: Engine, clock: Clock
) -> None:
    await sign_in(browser, await given_owner(engine))
    started = clock.now

    async def seen_after(seconds: float) -> float:
        clock.turn(seconds=seconds)
        await browser.get("/session")
        async with engine.connect(PLATFORM) as connection:
            seen = (await connection.execute(select(tables.session.c.seen_at))).scalar_one()
        return (seen - started).total_seconds()

    assert await seen_after(59) == 0
    assert await seen_after(1) == 60
    assert await seen_after(30) == 60


async def test_one_sees_and_ends_the_sessions_of_other_devices(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    person = await given_owner(engine)
    phone, desk = new_browser(), new_browser()
    phone.headers["user-agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/1"
    await sign_in(phone, person)
    await sign_in(desk, person)

    listed = (await desk.get("/sessions")).json()
    assert [each["is_current"] for each in listed] == [True, False]
    assert listed[1]["device"] == "Safari, iPhone"

    ended = await desk.delete(f"/sessions/{listed[1]['id']}")
    assert ended.status_code == 204
    assert (await phone.get("/session")).status_code == 401
    assert (await published(engine))[-1] == "identity.sessions_ended.v1"
    again = await desk.delete(f"/sessions/{listed[1]['id']}")
    assert again.json()["code"] == "identity.session_not_found"


async def test_all_other_sessions_end_at_once(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    person = await given_owner(engine)
    desk, *others = browsers = [new_browser() for _ in range(3)]
    for each in browsers:
        await sign_in(each, person)

    assert (await desk.delete("/sessions")).json() == {"ended": 2}

    assert (await desk.get("/session")).status_code == 200
    assert [(await each.get("/session")).status_code for each in others] == [401, 401]
    before = await published(engine)
    assert (await desk.delete("/sessions")).json() == {"ended": 0}
    assert await published(engine) == before


async def test_nobody_ends_the_session_of_somebody_else(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    owner = await given_owner(engine)
    mine, theirs = new_browser(), new_browser()
    await sign_in(theirs, owner)
    [listed] = (await theirs.get("/sessions")).json()
    await sign_in(mine, await given_colleague(engine, owner, "enterprise_owner"))
    before = await published(engine)

    for session_id in (listed["id"], new_id()):
        answer = await mine.delete(f"/sessions/{session_id}")
        assert answer.status_code == 404
        assert answer.json()["code"] == "identity.session_not_found"
    assert await published(engine) == before
    assert (await theirs.get("/session")).status_code == 200


async def test_a_new_password_ends_every_session_but_gives_a_new_one(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    person = await given_owner(engine)
    phone, desk = new_browser(), new_browser()
    await sign_in(phone, person)
    await sign_in(desk, person)
    token = desk.cookies["rongqu"]

    answer = await desk.put(
        "/password", json={"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    )

    assert answer.status_code == 200
    assert desk.cookies["rongqu"] != token
    assert answer.json()["csrf_token"] != desk.headers["x-csrf-token"]
    assert (await desk.get("/session")).status_code == 200
    assert (await phone.get("/session")).status_code == 401
    assert (await sign_in(phone, person)).status_code == 401
    assert (await sign_in(phone, replace(person, password=NEW_PASSWORD))).status_code == 200


@pytest.mark.parametrize(
    ("current", "new", "code"),
    [
        ("not the password", NEW_PASSWORD, "identity.wrong_password"),
        (PASSWORD, "short", "identity.weak_password"),
        (PASSWORD, "password1234", "identity.weak_password"),
    ],
)
async def test_a_refused_change_leaves_the_password(
    browser: AsyncClient, engine: Engine, current: str, new: str, code: str
) -> None:
    person = await given_owner(engine)
    await sign_in(browser, person)

    answer = await browser.put("/password", json={"current_password": current, "new_password": new})

    assert answer.json()["code"] == code
    assert "identity.password_changed.v1" not in await published(engine)
    assert (await sign_in(browser, person)).status_code == 200


async def test_a_wrong_reentered_password_stays_on_record_and_locks(
    browser: AsyncClient, engine: Engine
) -> None:
    person = await given_owner(engine)
    await sign_in(browser, person)
    wrong = {"current_password": "not the password", "new_password": NEW_PASSWORD}

    codes = [(await browser.put("/password", json=wrong)).json()["code"] for _ in range(6)]

    assert codes == ["identity.wrong_password"] * 5 + ["identity.too_many_attempts"]
    assert (await published(engine)).count("identity.password_refused.v1") == 5
    assert (await sign_in(browser, person)).status_code == 429


async def test_whoever_is_asked_for_another_password_does_nothing_else_until_then(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    owner = await given_owner(engine)
    colleague = await given_colleague(engine, owner, "enterprise_owner")
    theirs, mine = new_browser(), new_browser()
    await sign_in(theirs, colleague)
    await sign_in(mine, owner)

    asked = await mine.put(f"/members/{colleague.user_id}/password-due")

    assert asked.status_code == 204
    assert (await published(engine))[-1] == "identity.password_due.v1"
    assert (await theirs.get("/members")).status_code == 403
    again = (await sign_in(theirs, colleague)).json()
    assert again["password_change_due"] is True
    assert again["permissions"] == ["identity:own_account"]
    changed = await theirs.put(
        "/password", json={"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    )
    assert changed.json()["password_change_due"] is False
    assert (await theirs.get("/members")).status_code == 200
    nobody = await mine.put(f"/members/{new_id()}/password-due")
    assert nobody.json()["code"] == "identity.user_not_found"


async def test_with_https_the_cookie_is_bound_to_the_host(setting: Setting, engine: Engine) -> None:
    site = create_app(replace(setting, actor_of=actor_of_request, secure_cookies=True))
    person = await given_owner(engine)
    transport = ASGITransport(site, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="https://rongqu/api/v1") as browser:
        cookie = (await sign_in(browser, person)).headers["set-cookie"]

        assert cookie.startswith("__Host-rongqu=")
        assert "Secure" in cookie
        assert "Domain" not in cookie
        assert (await browser.get("/session")).status_code == 200
        browser.cookies.clear()
        browser.cookies.set("rongqu", cookie.partition("=")[2].partition(";")[0])
        assert (await browser.get("/session")).status_code == 401


async def test_nobody_gets_anything_without_a_session(browser: AsyncClient) -> None:
    for path in ("/session", "/sessions", "/members", "/live", "/audit-records"):
        answer = await browser.get(path)
        assert (answer.status_code, answer.json()["code"]) == (401, "common.not_signed_in")


async def test_old_sessions_and_failures_are_forgotten(
    browser: AsyncClient, engine: Engine, work: Work, clock: Clock
) -> None:
    person = await given_owner(engine)
    await sign_in(browser, person)
    await sign_in(browser, replace(person, login="nobody@example.com"))

    async def rows() -> tuple[int, int]:
        counts = [
            select(func.count()).select_from(table)
            for table in (tables.session, tables.sign_in_failure)
        ]
        async with engine.connect(PLATFORM) as connection:
            sessions, failures = [
                (await connection.execute(count)).scalar_one() for count in counts
            ]
        return sessions, failures

    clock.turn(hours=23)
    await forget_old_sessions.run(replace(work, clock=clock))
    assert await rows() == (1, 2)  # of the log-in, and of the address that it came from
    clock.turn(days=91)
    await forget_old_sessions.run(replace(work, clock=clock))
    assert await rows() == (0, 0)


async def test_a_password_that_was_used_before_is_refused(
    browser: AsyncClient, engine: Engine
) -> None:
    await sign_in(browser, await given_owner(engine))

    async def change(current: str, new: str) -> Response:
        body = {"current_password": current, "new_password": new}
        answer = await browser.put("/password", json=body)
        if answer.status_code == 200:
            browser.headers["x-csrf-token"] = answer.json()["csrf_token"]
        return answer

    same = await change(PASSWORD, PASSWORD)
    assert same.json()["params"] == {"reason": "used_before"}
    assert (await change(PASSWORD, NEW_PASSWORD)).status_code == 200
    back = await change(NEW_PASSWORD, PASSWORD)
    assert back.json()["params"] == {"reason": "used_before"}
