"""More than five hundred attacks against the running application.

An attack is refused when the answer is an orderly one: no error of the server, nothing of the
payload as a page, no file, nothing changed and nobody else's data. Each test counts its cases.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response
from sqlalchemy import func, select
from starlette.testclient import TestClient

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.problems import add_problem_handlers
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.static_pages import add_web_app
from rongqu.kernel.actor import Portal
from rongqu.modules.identity import tables
from rongqu.modules.identity.public import all_roles
from tests.builders.actors import new_key, signed_in
from tests.builders.identity import given_owner, sign_in
from tests.security import attacks

STAFF = signed_in(*all_roles()["super_administrator"].permissions, portal=Portal.OPERATIONS)
SEARCHES = ("/organisations?name={}", "/audit-records?name={}", "/catalog/products?kind={}")
LONGEST_ADDRESS = 8_000


def faults_of(answer: Response, attack: object) -> Iterator[str]:
    """What is wrong with the answer to an attack; nothing, when it was refused."""
    shown = repr(attack)[:80]
    if answer.status_code >= 500:
        yield f"{answer.status_code} to {shown}"
    kind = answer.headers.get("content-type", "application/json")
    if "json" not in kind:
        yield f"{kind} to {shown}"
    if answer.headers.get("x-content-type-options") != "nosniff":
        yield f"may be sniffed: {shown}"
    if b"root:" in answer.content or b"argon2" in answer.content:
        yield f"a secret was told to {shown}"


async def counts(engine: Engine) -> tuple[int, int, int]:
    async with engine.connect(PLATFORM) as connection:
        people, events, memberships = [
            (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (tables.person, event_log, tables.membership)
        ]
    return people, events, memberships


async def test_texts_in_searches(client: AsyncClient, engine: Engine) -> None:
    await given_owner(engine)
    before, faults, cases = await counts(engine), list[str](), 0
    for text in attacks.TEXTS:
        for search in SEARCHES:
            address = search.format(quote(text, errors="surrogatepass"))
            if len(address) > LONGEST_ADDRESS:
                continue
            answer = await client.get(address, headers=STAFF)
            cases += 1
            faults += faults_of(answer, text)
            if answer.status_code == 200 and answer.json().get("items"):
                faults.append(f"found something: {text!r}")

    assert faults == []
    assert cases >= 300
    assert await counts(engine) == before


async def test_texts_as_ids_find_nothing(client: AsyncClient, engine: Engine) -> None:
    before, faults = await counts(engine), list[str]()
    for text in (*attacks.PATHS, *attacks.SQL):
        answer = await client.get(f"/organisations/{quote(text, safe='')}", headers=STAFF)
        faults += faults_of(answer, text)
        if answer.status_code not in (404, 422):
            faults.append(f"{answer.status_code} to {text!r}")

    assert faults == []
    assert await counts(engine) == before


async def test_texts_as_a_log_in_sign_nobody_in(browser: AsyncClient, engine: Engine) -> None:
    """Without the password's work: what is too long, or no text at all, is refused before."""
    person = await given_owner(engine)
    faults = list[str]()
    for text in attacks.SQL[:6] + attacks.NOISE[:8]:
        body = json.dumps({"login": text, "password": person.password})  # escapes what is no text
        answer = await browser.post(
            "/session", content=body, headers={"content-type": "application/json"}
        )
        faults += faults_of(answer, text)
        if answer.status_code not in (401, 422, 429):
            faults.append(f"{answer.status_code} to {text!r}")
    assert faults == []


async def test_texts_in_a_name_come_back_masked_and_as_json(
    client: AsyncClient, engine: Engine
) -> None:
    owner, faults, made = await given_owner(engine), list[str](), 0
    manager = signed_in("identity:manage_members", organisation=owner.organisation_id)
    for number, text in enumerate(attacks.SCRIPT):
        body = {
            "display_name": text,
            "login": f"attack{number}@example.com",
            "password": "short",  # never reaches the work of hashing
            "roles": ["enterprise_member"],
        }
        answer = await client.post("/members", json=body, headers={**manager, **new_key()})
        faults += faults_of(answer, text)
        made += answer.status_code == 201

    assert faults == []
    assert made == 0


@pytest.mark.parametrize("path", ["/session", "/sign-ups"])
async def test_bodies_that_are_none(browser: AsyncClient, engine: Engine, path: str) -> None:
    before, faults = await counts(engine), list[str]()
    for body in attacks.BODIES:
        answer = await browser.post(
            path, content=body, headers={"content-type": "application/json"}
        )
        faults += faults_of(answer, body)
        if answer.status_code not in (400, 401, 422):
            faults.append(f"{answer.status_code} to {body[:40]!r}")

    assert faults == []
    assert (await counts(engine))[0] == before[0]


async def test_made_up_tokens_are_nobody(browser: AsyncClient) -> None:
    faults = list[str]()
    for token in attacks.TOKENS:
        cookie = f"rongqu={quote(token)}"
        answer = await browser.get("/session", headers={"cookie": cookie})
        faults += faults_of(answer, token)
        if answer.status_code != 401:
            faults.append(f"{answer.status_code} to {token!r}")
    assert faults == []


async def test_forged_requests_change_nothing(browser: AsyncClient, engine: Engine) -> None:
    person = await given_owner(engine)
    await sign_in(browser, person)
    right = browser.headers["x-csrf-token"]
    before, faults = await counts(engine), list[str]()
    forged = [{"x-csrf-token": quote(token)} for token in attacks.TOKENS]
    forged += [{"x-csrf-token": right, "origin": origin} for origin in attacks.ORIGINS]
    forged += [{"x-csrf-token": right, "sec-fetch-site": site} for site in attacks.SITES]
    for headers in forged:
        answer = await browser.delete("/sessions", headers=headers)
        faults += faults_of(answer, headers)
        if answer.json().get("code") != "common.forged_request":
            faults.append(f"{answer.status_code} to {headers}")

    assert faults == []
    assert await counts(engine) == before


async def test_fields_that_nobody_asked_for_are_not_taken(
    browser: AsyncClient, engine: Engine
) -> None:
    """Mass assignment: a member may not name their own organisation, role or state."""
    await sign_in(browser, await given_owner(engine))
    extra = {
        "roles": ["super_administrator"],
        "organisation_id": "00000000-0000-0000-0000-000000000002",
        "permissions": ["identity:create_staff"],
        "portal": "operations",
        "is_limited": False,
        "password_change_due": False,
        "id": "00000000-0000-0000-0000-000000000000",
        "proved_until": "2099-01-01T00:00:00Z",
    }
    before = (await browser.get("/session")).json()
    for name, value in extra.items():
        answer = await browser.patch("/session", json={"locale": "zh-CN", name: value})
        assert answer.status_code in (200, 422), name

    after = (await browser.get("/session")).json()
    assert after == before


async def test_roles_of_another_portal_cannot_be_given(client: AsyncClient, engine: Engine) -> None:
    owner = await given_owner(engine)
    manager = signed_in("identity:manage_members", organisation=owner.organisation_id)
    for role in all_roles().values():
        if role.portal is Portal.ENTERPRISE:
            continue
        answer = await client.patch(
            f"/members/{owner.user_id}", json={"roles": [role.name]}, headers=manager
        )
        assert answer.json()["code"] == "identity.roles_do_not_fit", role.name


@pytest.fixture
def pages(tmp_path: Path) -> TestClient:
    (tmp_path / "app" / "assets").mkdir(parents=True)
    (tmp_path / "app" / "index.html").write_text("the app")
    (tmp_path / "secret.txt").write_text("root: not part of the app")
    app = FastAPI()
    add_problem_handlers(app)
    add_web_app(app, tmp_path / "app")
    return TestClient(app, raise_server_exceptions=False)


def test_no_path_leads_out_of_the_web_app(pages: TestClient) -> None:
    for path in attacks.PATHS:
        for prefix in ("/", "/assets/"):
            answer = pages.get(prefix + path)
            assert answer.status_code < 500, path
            assert "root:" not in answer.text, path


def test_there_are_more_than_five_hundred() -> None:
    searches = len(attacks.TEXTS) * len(SEARCHES)
    ids, texts = len(attacks.PATHS) + len(attacks.SQL), len(attacks.SCRIPT) + 14
    tokens = 2 * len(attacks.TOKENS) + len(attacks.ORIGINS) + len(attacks.SITES)
    pages, bodies = 2 * len(attacks.PATHS), 2 * len(attacks.BODIES)

    assert searches + ids + texts + tokens + pages + bodies >= 600
