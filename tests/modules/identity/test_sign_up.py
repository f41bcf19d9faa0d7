from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import func, select, text

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.modules.identity import tables
from tests.builders.events import published
from tests.builders.identity import PASSWORD, Clock, given_owner, given_sign_up_code, sent_code

LOGIN = "zhang@example.com"
FORM: dict[str, Any] = {
    "kind": "enterprise",
    "organisation_name": "杭州晨光科技有限公司",
    "display_name": "张小明",
    "login": LOGIN,
    "password": PASSWORD,
    "locale": "zh-CN",
    "accept_terms": True,
}


@pytest.fixture
async def form(engine: Engine) -> dict[str, Any]:
    """With the code that was sent to its log-in."""
    return FORM | {"code": await given_sign_up_code(engine, LOGIN)}


async def count_people(engine: Engine) -> int:
    async with engine.connect(PLATFORM) as connection:
        return (
            await connection.execute(select(func.count()).select_from(tables.person))
        ).scalar_one()


async def test_signing_up_makes_an_organisation_and_signs_in(
    browser: AsyncClient, engine: Engine, form: dict[str, Any]
) -> None:
    answer = await browser.post("/sign-ups", json=form)

    assert answer.status_code == 201
    body = answer.json()
    assert body["display_name"] == "张小明"
    assert body["organisation"]["name"] == "杭州晨光科技有限公司"
    assert (body["portal"], body["roles"]) == ("enterprise", ["enterprise_owner"])
    assert "identity:manage_members" in body["permissions"]
    assert body["csrf_token"]
    assert await published(engine) == [
        "identity.sign_up_code_asked.v1",
        "identity.organisation_created.v1",
        "identity.user_signed_up.v1",
        "identity.signed_in.v1",
    ]
    session = await browser.get("/session")
    assert session.json() == body


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("enterprise", ["enterprise_owner"]),
        ("institution", ["institution_approver", "institution_officer"]),
        ("investor", ["investor"]),
    ],
)
async def test_each_kind_gets_its_portal_and_first_roles(
    browser: AsyncClient, form: dict[str, Any], kind: str, roles: list[str]
) -> None:
    answer = await browser.post("/sign-ups", json=form | {"kind": kind})

    assert (answer.json()["portal"], answer.json()["roles"]) == (kind, roles)


@pytest.mark.parametrize(
    ("login", "other"),
    [
        (LOGIN, " ZHANG@Example.com"),
        (LOGIN, "ｚｈａｎｇ@example.com"),
        ("13800138000", "+86 138-0013-8000"),
        ("13800138000", "１３８００１３８０００"),
    ],
)
async def test_a_login_is_taken_once_however_it_is_spelled(
    browser: AsyncClient, engine: Engine, login: str, other: str
) -> None:
    """Said to whoever has read the code that was sent there, and to nobody else."""
    code = await given_sign_up_code(engine, login)
    await given_owner(engine, login=login)
    before = await published(engine)

    answer = await browser.post("/sign-ups", json=FORM | {"login": other, "code": code})

    assert answer.status_code == 409
    assert answer.json()["code"] == "identity.login_taken"
    assert await published(engine) == before
    assert await count_people(engine) == 1


async def test_signing_up_does_not_tell_whether_a_login_is_taken(
    browser: AsyncClient, engine: Engine
) -> None:
    await given_owner(engine, login=LOGIN)
    answers: dict[str, list[tuple[int, Any]]] = {}
    for login in (LOGIN, "nobody@example.com"):
        asked = [await browser.put("/sign-up-code", json={"login": login}) for _ in range(2)]
        tried = await browser.post("/sign-ups", json=FORM | {"login": login, "code": "x"})
        answers[login] = [
            *((each.status_code, sorted(each.json())) for each in asked),
            (tried.status_code, tried.json()["code"]),
        ]

    assert answers[LOGIN] == answers["nobody@example.com"]
    assert answers[LOGIN] == [
        (200, ["again_in_seconds", "expires_at"]),
        (200, ["again_in_seconds", "expires_at"]),
        (422, "identity.sign_up_code_wrong"),
    ]


async def test_of_fifty_who_ask_for_one_address_at_once_one_code_is_sent(
    browser: AsyncClient, engine: Engine, clock: Clock
) -> None:
    asked = {"login": LOGIN}
    answers = await asyncio.gather(*(browser.put("/sign-up-code", json=asked) for _ in range(50)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].json()["again_in_seconds"] == 60
    sent = ["identity.sign_up_code_asked.v1"]
    assert await published(engine) == sent

    for _ in range(4):  # five an hour
        clock.turn(minutes=1)
        assert (await browser.put("/sign-up-code", json=asked)).status_code == 200
    clock.turn(minutes=1)
    refused = await browser.put("/sign-up-code", json=asked)
    assert refused.json()["code"] == "identity.too_many_attempts"
    assert refused.json()["params"] == {"retry_after_seconds": "3300"}
    assert await published(engine) == sent * 5

    clock.turn(minutes=55)
    assert (await browser.put("/sign-up-code", json=asked)).status_code == 200


@pytest.mark.parametrize("how", ["wrong", "over", "of_another", "tried_too_often", "replaced"])
async def test_only_the_code_that_was_sent_last_counts(
    browser: AsyncClient, engine: Engine, form: dict[str, Any], clock: Clock, how: str
) -> None:
    match how:
        case "wrong":
            form["code"] = form["code"][:-1]
        case "over":
            clock.turn(minutes=11)
        case "of_another":
            form["login"] = "li@example.com"
            await given_sign_up_code(engine, "li@example.com")
        case "tried_too_often":
            wrong = form | {"code": "x"}
            await asyncio.gather(*(browser.post("/sign-ups", json=wrong) for _ in range(5)))
        case _:
            clock.turn(minutes=2)
            code = form["code"]
            while code == form["code"]:  # once in a million
                await browser.put("/sign-up-code", json={"login": LOGIN})
                code = await sent_code(engine, LOGIN)
                clock.turn(minutes=2)

    answer = await browser.post("/sign-ups", json=form)

    assert answer.status_code == 422
    assert answer.json()["code"] == "identity.sign_up_code_wrong"
    assert await count_people(engine) == 0


async def test_of_two_at_once_with_the_same_login_one_wins(
    new_browser: Callable[[], AsyncClient], engine: Engine, form: dict[str, Any]
) -> None:
    answers = await asyncio.gather(*(new_browser().post("/sign-ups", json=form) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"identity.login_taken"}
    assert await count_people(engine) == 1
    assert (await published(engine)).count("identity.user_signed_up.v1") == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"login": "zhang"}, "identity.sign_up_code_wrong"),
        ({"password": "short"}, "identity.weak_password"),
        ({"password": "zhang12345678"}, "identity.weak_password"),
        ({"password": "woaini1314520"}, "identity.weak_password"),
        ({"accept_terms": False}, "common.invalid_request"),
        ({"kind": "operations"}, "common.invalid_request"),
        ({"display_name": "  "}, "common.invalid_request"),
    ],
)
async def test_a_bad_form_changes_nothing(
    browser: AsyncClient, engine: Engine, change: dict[str, Any], code: str
) -> None:
    answer = await browser.post("/sign-ups", json=FORM | {"code": "123456"} | change)

    assert answer.status_code == 422
    assert answer.json()["code"] == code
    assert "set-cookie" not in answer.headers
    assert await published(engine) == []
    assert await count_people(engine) == 0


@pytest.mark.parametrize("login", ["zhang", "12345678901", "a@b"])
async def test_no_code_is_sent_to_what_is_no_address(
    browser: AsyncClient, engine: Engine, login: str
) -> None:
    answer = await browser.put("/sign-up-code", json={"login": login})

    assert (answer.status_code, answer.json()["code"]) == (422, "identity.invalid_login")
    assert await published(engine) == []


async def test_a_refusal_does_not_repeat_what_was_typed(browser: AsyncClient) -> None:
    answer = await browser.post("/sign-ups", json=FORM | {"password": "zhang12345678", "kind": 1})

    assert "zhang" not in answer.text
    assert "张小明" not in answer.text


async def test_the_tables_hold_neither_password_nor_token_nor_a_readable_login(
    browser: AsyncClient, engine: Engine, form: dict[str, Any]
) -> None:
    await browser.post("/sign-ups", json=form)
    token = browser.cookies["rongqu"]

    async with engine.connect(PLATFORM) as connection:
        for name in ("login", "session", "sign_in_failure", "sign_up_code"):
            stored = await connection.execute(text(f"SELECT * FROM identity.{name}"))
            rows = stored.all()
            assert rows or name == "sign_in_failure"
            for secret in (PASSWORD, token, LOGIN, form["code"]):
                assert secret not in repr(rows)
        stored = (await connection.execute(select(tables.person.c.password_hash))).scalar_one()
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


async def test_another_site_cannot_sign_a_visitor_up(browser: AsyncClient, engine: Engine) -> None:
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        for method, path in (("POST", "/sign-ups"), ("PUT", "/sign-up-code")):
            answer = await browser.request(method, path, json=FORM, headers=headers)

            assert answer.status_code == 403
            assert answer.json()["code"] == "common.forged_request"
    assert await published(engine) == []
