"""The attacks, wave by wave, against the running application.

An attack is refused when the answer is an orderly one: no error of the server, nothing of the
payload as a page, no file, nothing changed and nobody else's data.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient, Response
from sqlalchemy import func, select

from rongqu.infra.database import Engine
from rongqu.infra.problems import add_problem_handlers
from rongqu.infra.safe_fetch import AddressRefused, FetchFailed, Order, SafeFetcher
from rongqu.infra.safe_xml import ForbiddenXml, NotXml, read_xml
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.static_pages import add_web_app
from rongqu.kernel.actor import Portal
from rongqu.modules.identity import tables
from rongqu.modules.identity.public import all_roles
from rongqu.modules.ledger.public import AccountCode
from tests.builders.actors import new_key, signed_in
from tests.builders.identity import given_owner, sign_in
from tests.builders.ledger import balance_of
from tests.builders.payments import given_account
from tests.security import attacks

STAFF = signed_in(*all_roles()["super_administrator"].permissions, portal=Portal.OPERATIONS)
SEARCHES = ("/organisations?name={}", "/audit-records?name={}", "/catalog/products?kind={}")
LONGEST_ADDRESS = 8_000
JSON = {"content-type": "application/json"}
TEN_YUAN = 1_000
ELSEWHERE = "203.0.113.7"
A_MINUTE = 10
"""Sign-ups of one address."""


@dataclass(frozen=True, slots=True)
class Target:
    """The application twice: `client` says by headers who calls, browsers sign in for real."""

    engine: Engine
    client: AsyncClient
    site: FastAPI
    folder: Path

    def browser(self, address: str = "127.0.0.1") -> AsyncClient:
        transport = ASGITransport(self.site, raise_app_exceptions=False, client=(address, 50_000))
        return AsyncClient(transport=transport, base_url="http://rongqu/api/v1")


@dataclass(frozen=True, slots=True)
class Attempt:
    shown: str
    faults: tuple[str, ...]
    """Nothing, when it was refused."""


Wave = Callable[[Target], AsyncGenerator[Attempt]]


def attempt(payload: object, answer: Response, *codes: int, more: str | None = None) -> Attempt:
    """`codes`: what may be answered; none says that any orderly answer will do."""
    faults = list(_faults_of(answer))
    if codes and answer.status_code not in codes:
        faults.append(f"answered {answer.status_code}")
    if more is not None:
        faults.append(more)
    return Attempt(repr(payload)[:80], tuple(faults))


def _faults_of(answer: Response) -> Iterator[str]:
    if answer.status_code >= 500:
        yield f"an error of the server: {answer.status_code}"
    kind = answer.headers.get("content-type", "application/json")
    if "json" not in kind:
        yield f"a page: {kind}"
    if answer.headers.get("x-content-type-options") != "nosniff":
        yield "may be sniffed"
    if answer.headers.get("cache-control") != "no-store":
        yield "may be kept"
    if b"root:" in answer.content or b"argon2" in answer.content:
        yield "a secret was told"


async def _people(engine: Engine) -> int:
    async with engine.connect(PLATFORM) as connection:
        counted = await connection.execute(select(func.count()).select_from(tables.person))
        return counted.scalar_one()


async def searches(target: Target) -> AsyncGenerator[Attempt]:
    await given_owner(target.engine)
    for text in attacks.TEXTS:
        for search in SEARCHES:
            address = search.format(quote(text, errors="surrogatepass"))
            if len(address) > LONGEST_ADDRESS:
                continue
            answer = await target.client.get(address, headers=STAFF)
            is_found = answer.status_code == 200 and answer.json().get("items")
            yield attempt(text, answer, more="found something" if is_found else None)


async def ids(target: Target) -> AsyncGenerator[Attempt]:
    for text in (*attacks.PATHS, *attacks.SQL):
        address = f"/organisations/{quote(text, safe='')}"
        yield attempt(text, await target.client.get(address, headers=STAFF), 404, 422)


async def log_ins(target: Target) -> AsyncGenerator[Attempt]:
    """Without the password's work: what is too long, or no text at all, is refused before."""
    person = await given_owner(target.engine)
    async with target.browser() as browser:
        for text in attacks.SQL[:6] + attacks.NOISE[:8]:
            body = json.dumps({"login": text, "password": person.password})  # escapes what is none
            answer = await browser.post("/session", content=body, headers=JSON)
            yield attempt(text, answer, 401, 422, 429)


async def names(target: Target) -> AsyncGenerator[Attempt]:
    for number, text in enumerate(attacks.SCRIPT):
        body = {
            "login": f"attack{number}@example.com",
            "code": "12345678",
            "display_name": text,
            "password": "short",  # never reaches the work of hashing
            "accept_terms": True,
        }
        answer = await target.client.post("/invitations/new-account", json=body)
        yield attempt(text, answer, more="made" if answer.status_code == 201 else None)


async def bodies(target: Target) -> AsyncGenerator[Attempt]:
    """Nobody has come in, or come to be, when all are sent."""
    before = await _people(target.engine)
    async with target.browser() as browser:
        for path in ("/session", "/sign-ups"):
            for body in attacks.BODIES:
                answer = await browser.post(path, content=body, headers=JSON)
                is_new = await _people(target.engine) != before
                yield attempt(body, answer, 400, 401, 422, more="signed up" if is_new else None)


async def media_types(target: Target) -> AsyncGenerator[Attempt]:
    """The right log-in and password, as what other sites' forms can send."""
    person = await given_owner(target.engine)
    body = json.dumps({"login": person.login, "password": person.password})
    async with target.browser() as browser:
        for kind in attacks.MEDIA_TYPES:
            answer = await browser.post("/session", content=body, headers={"content-type": kind})
            yield attempt(kind, answer, 415, 422)


async def money(target: Target) -> AsyncGenerator[Attempt]:
    """Amounts that are none; nothing moves."""
    owner = await given_account(target.engine, balance_minor=TEN_YUAN)
    who = signed_in("payments:withdraw", organisation=owner)
    wishes = [
        *({"amount": {"amount": amount, "currency": "CNY"}} for amount in attacks.AMOUNTS),
        *({"amount": {"amount": "1.00", "currency": each}} for each in attacks.CURRENCIES),
    ]
    for body in (*(json.dumps(wish).encode() for wish in wishes), *attacks.WISHES):
        answer = await target.client.post(
            "/payments/withdrawals", content=body, headers={**who, **JSON, **new_key()}
        )
        left = await balance_of(target.engine, AccountCode.CUSTODY, owner)
        is_moved = "money moved" if left != TEN_YUAN else None
        yield attempt(body, answer, 400, 409, 413, 422, more=is_moved)


async def made_up_tokens(target: Target) -> AsyncGenerator[Attempt]:
    async with target.browser() as browser:
        for token in attacks.TOKENS:
            answer = await browser.get("/session", headers={"cookie": f"rongqu={quote(token)}"})
            yield attempt(token, answer, 401)
        for token in attacks.BEARERS:
            shown = {"authorization": f"Bearer {quote(token)}"}
            yield attempt(token, await browser.get("/session", headers=shown), 401)


async def forged_requests(target: Target) -> AsyncGenerator[Attempt]:
    async with target.browser() as browser:
        await sign_in(browser, await given_owner(target.engine))
        right = browser.headers["x-csrf-token"]
        forged = [{"x-csrf-token": quote(token)} for token in attacks.TOKENS]
        forged += [{"x-csrf-token": right, "origin": origin} for origin in attacks.ORIGINS]
        forged += [{"x-csrf-token": right, "sec-fetch-site": site} for site in attacks.SITES]
        for headers in forged:
            answer = await browser.delete("/sessions", headers=headers)
            is_refused = answer.json().get("code") == "common.forged_request"
            yield attempt(headers, answer, more=None if is_refused else "taken")


async def believed_headers(target: Target) -> AsyncGenerator[Attempt]:
    """Somebody who is signed in, and a stranger: to both the answer is as without the header."""
    async with target.browser() as browser, target.browser() as stranger:
        await sign_in(browser, await given_owner(target.engine))
        plain = (await browser.get("/session")).json()
        for name, value in attacks.HEADERS:
            answer = await browser.get("/session", headers={name: value})
            changed = None if answer.json() == plain else "something else"
            told = "told of it" if "evil" in f"{answer.headers}{answer.text}" else changed
            yield attempt((name, value), answer, 200, more=told)
            yield attempt((name, value), await stranger.get("/session", headers={name: value}), 401)


async def fields(target: Target) -> AsyncGenerator[Attempt]:
    """Mass assignment: a member may not name their own organisation, role or state."""
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
    async with target.browser() as browser:
        await sign_in(browser, await given_owner(target.engine))
        before = (await browser.get("/session")).json()
        for name, value in extra.items():
            answer = await browser.patch("/session", json={"locale": "zh-CN", name: value})
            is_same = (await browser.get("/session")).json() == before
            yield attempt(name, answer, 200, 422, more=None if is_same else "taken")


async def foreign_roles(target: Target) -> AsyncGenerator[Attempt]:
    owner = await given_owner(target.engine)
    manager = signed_in("identity:manage_members", organisation=owner.organisation_id)
    for role in all_roles().values():
        if role.portal is not Portal.ENTERPRISE:
            body = {"roles": [role.name]}
            path = f"/members/{owner.user_id}"
            yield attempt(
                role.name, await target.client.patch(path, json=body, headers=manager), 422
            )


async def guesses(target: Target) -> AsyncGenerator[Attempt]:
    """Guesses, the right one at last, each as if from another address."""
    person = await given_owner(target.engine)
    words = [*(f"guess number {number}" for number in range(39)), person.password]
    async with target.browser(ELSEWHERE) as browser:
        for number, password in enumerate(words):
            disguise = {"x-forwarded-for": f"198.51.100.{number}", "x-real-ip": "127.0.0.1"}
            body = {"login": person.login, "password": password}
            answer = await browser.post("/session", json=body, headers=disguise)
            yield attempt(password, answer, 401, 429)


async def flood(target: Target) -> AsyncGenerator[Attempt]:
    """What comes after the first ten of a minute, from an address that nobody else uses."""
    async with target.browser("203.0.113.99") as browser:
        for _ in range(A_MINUTE):
            await browser.post("/sign-ups", json={})
        for number in range(50):
            yield attempt(number, await browser.post("/sign-ups", json={}), 429)


async def addresses(target: Target) -> AsyncGenerator[Attempt]:
    """Where the server is sent by a partner."""
    assert target.site  # nothing of it is asked: the fetcher goes out by itself
    async with SafeFetcher() as fetcher:
        for url in attacks.URLS:
            order = Order(method="GET", url=url, seconds=60.0, most_bytes=1000)
            faults: tuple[str, ...] = ()
            try:
                await fetcher.fetch(order)
                faults = ("fetched",)
            except AddressRefused:
                pass
            except FetchFailed as error:
                faults = (f"went there: {error}",)
            yield Attempt(url, faults)


async def documents(target: Target) -> AsyncGenerator[Attempt]:
    assert target.site
    for content in attacks.XML:
        try:
            read_xml(content)
            yield Attempt(repr(content)[:80], ("read",))
        except (NotXml, ForbiddenXml):
            yield Attempt(repr(content)[:80], ())


async def paths(target: Target) -> AsyncGenerator[Attempt]:
    """Out of the folder of the web app."""
    (target.folder / "app" / "assets").mkdir(parents=True, exist_ok=True)
    (target.folder / "app" / "index.html").write_text("the app")
    (target.folder / "secret.txt").write_text("root: not part of the app")
    app = FastAPI()
    add_problem_handlers(app)
    add_web_app(app, target.folder / "app")
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://rongqu") as pages:
        for path in attacks.PATHS:
            for prefix in ("/", "/assets/"):
                answer = await pages.get(prefix + path)
                is_bad = answer.status_code >= 500 or "root:" in answer.text
                yield Attempt(prefix + path, ("told",) if is_bad else ())


WAVES: dict[str, tuple[Wave, ...]] = {
    "Injection into searches, ids and log-ins": (searches, ids, log_ins),
    "Scripts in names": (names,),
    "Bodies that are none, wrong media types": (bodies, media_types),
    "Amounts that are none": (money,),
    "Entities, bombs and depth in XML": (documents,),
    "Paths out of the web app": (paths,),
    "Made-up sessions and keys": (made_up_tokens,),
    "Forged requests (CSRF)": (forged_requests,),
    "Headers that others believe": (believed_headers,),
    "Rights and fields that one may not give": (fields, foreign_roles),
    "Guessed passwords": (guesses,),
    "Floods": (flood,),
    "Requests forged by the server (SSRF)": (addresses,),
}
"""By the kind of attack, as the page names it."""


async def attacks_on(target: Target) -> dict[str, list[Attempt]]:
    """All of them, by kind."""
    return {
        kind: [each for wave in waves for each in await _collect(wave, target)]
        for kind, waves in WAVES.items()
    }


async def _collect(wave: Wave, target: Target) -> list[Attempt]:
    return [each async for each in wave(target)]
