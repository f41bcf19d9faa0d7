from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import func, select

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.modules.identity import tables
from tests.builders.events import published
from tests.builders.identity import PASSWORD, given_owner

FORM: dict[str, Any] = {
    "kind": "enterprise",
    "organisation_name": "杭州晨光科技有限公司",
    "display_name": "张小明",
    "login": "zhang@example.com",
    "password": PASSWORD,
    "locale": "zh-CN",
    "accept_terms": True,
}


async def count_people(engine: Engine) -> int:
    async with engine.connect(PLATFORM) as connection:
        return (
            await connection.execute(select(func.count()).select_from(tables.person))
        ).scalar_one()


async def test_signing_up_makes_an_organisation_and_signs_in(
    browser: AsyncClient, engine: Engine
) -> None:
    answer = await browser.post("/sign-ups", json=FORM)

    assert answer.status_code == 201
    body = answer.json()
    assert body["display_name"] == "张小明"
    assert body["organisation"]["name"] == "杭州晨光科技有限公司"
    assert (body["portal"], body["roles"]) == ("enterprise", ["enterprise_owner"])
    assert "identity:manage_members" in body["permissions"]
    assert body["csrf_token"]
    assert await published(engine) == [
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
    browser: AsyncClient, kind: str, roles: list[str]
) -> None:
    answer = await browser.post("/sign-ups", json=FORM | {"kind": kind})

    assert (answer.json()["portal"], answer.json()["roles"]) == (kind, roles)


@pytest.mark.parametrize(
    "other", ["zhang@example.com", " ZHANG@Example.com", "ｚｈａｎｇ@example.com"]
)
async def test_a_login_is_taken_once_however_it_is_spelled(
    browser: AsyncClient, engine: Engine, other: str
) -> None:
    await given_owner(engine, login="zhang@example.com")
    before = await published(engine)

    answer = await browser.post("/sign-ups", json=FORM | {"login": other})

    assert answer.status_code == 409
    assert answer.json()["code"] == "identity.login_taken"
    assert await published(engine) == before
    assert await count_people(engine) == 1


@pytest.mark.parametrize("other", ["13800138000", "+86 138-0013-8000", "１３８００１３８０００"])
async def test_a_mobile_number_is_one_login_in_every_spelling(
    browser: AsyncClient, engine: Engine, other: str
) -> None:
    await given_owner(engine, login="13800138000")

    answer = await browser.post("/sign-ups", json=FORM | {"login": other})

    assert answer.json()["code"] == "identity.login_taken"


async def test_of_two_at_once_with_the_same_login_one_wins(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    answers = await asyncio.gather(*(new_browser().post("/sign-ups", json=FORM) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"identity.login_taken"}
    assert await count_people(engine) == 1
    assert (await published(engine)).count("identity.user_signed_up.v1") == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"login": "zhang"}, "identity.invalid_login"),
        ({"login": "12345678901"}, "identity.invalid_login"),
        ({"login": "a@b"}, "identity.invalid_login"),
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
    answer = await browser.post("/sign-ups", json=FORM | change)

    assert answer.status_code == 422
    assert answer.json()["code"] == code
    assert "set-cookie" not in answer.headers
    assert await published(engine) == []
    assert await count_people(engine) == 0


async def test_a_refusal_does_not_repeat_what_was_typed(browser: AsyncClient) -> None:
    answer = await browser.post("/sign-ups", json=FORM | {"password": "zhang12345678", "kind": 1})

    assert "zhang" not in answer.text
    assert "张小明" not in answer.text


async def test_the_tables_hold_neither_password_nor_token_nor_a_readable_login(
    browser: AsyncClient, engine: Engine
) -> None:
    await browser.post("/sign-ups", json=FORM)
    token = browser.cookies["rongqu"]

    async with engine.connect(PLATFORM) as connection:
        for table in (tables.login, tables.session, tables.sign_in_failure):
            rows = (await connection.execute(select(table))).all()
            for secret in (PASSWORD, token, "zhang@example.com"):
                assert secret not in repr(rows)
        stored = (await connection.execute(select(tables.person.c.password_hash))).scalar_one()
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


async def test_another_site_cannot_sign_a_visitor_up(browser: AsyncClient, engine: Engine) -> None:
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        answer = await browser.post("/sign-ups", json=FORM, headers=headers)

        assert answer.status_code == 403
        assert answer.json()["code"] == "common.forged_request"
    assert await published(engine) == []
