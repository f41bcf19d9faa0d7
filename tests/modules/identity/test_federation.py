"""Signing in at an institution's own identity provider: a real one, that does wrong on demand."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response

from rongqu.infra.database import Engine
from rongqu.infra.safe_fetch import SafeFetcher
from rongqu.infra.tx import utc_now
from rongqu.infra.web import Setting
from rongqu.modules.identity.public import OrganisationKind, actor_of_request
from rongqu.sandbox.idp.app import create_idp
from rongqu.sandbox.idp.provider import Employee, IdentityProvider
from rongqu.web import create_app
from tests.builders.events import published
from tests.builders.identity import Clock, Person, given_owner, sign_in
from tests.builders.servers import serving

ZHOU = Employee("e-1", "周敏", "zhou@bank.example")
SECRET = "a secret between two servers"


@pytest.fixture
async def idp(monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[IdentityProvider]:
    provider = IdentityProvider("", "rongqu", SECRET, (ZHOU,))
    async with serving(create_idp(provider)) as server:
        provider.issuer = server.url
        monkeypatch.setenv("RONGQU_FETCH_TRUSTED_HOSTS", urlsplit(server.url).netloc)
        yield provider


@pytest.fixture
async def site(setting: Setting, clock: Clock, idp: IdentityProvider) -> AsyncGenerator[FastAPI]:
    async with SafeFetcher(frozenset({urlsplit(idp.issuer).netloc})) as fetcher:
        ports = {SafeFetcher: fetcher}
        yield create_app(replace(setting, actor_of=actor_of_request, clock=clock, ports=ports))


@pytest.fixture
async def approver(engine: Engine) -> Person:
    return await given_owner(engine, OrganisationKind.INSTITUTION, organisation_name="江南银行")


@pytest.fixture
async def bank(browser: AsyncClient, approver: Person, idp: IdentityProvider) -> AsyncClient:
    """The browser of whoever looks after the bank's settings."""
    await sign_in(browser, approver)
    assert (await set_up(browser, idp)).status_code == 200
    return browser


async def set_up(browser: AsyncClient, idp: IdentityProvider, **other: Any) -> Response:
    wish = {
        "alias": "jiangnan",
        "issuer": idp.issuer,
        "client_id": "rongqu",
        "client_secret": SECRET,
        "domain": "bank.example",
        "first_role": "institution_officer",
        "is_on": True,
    }
    return await browser.put("/identity-provider", json=wish | other)


async def at_the_provider(answer: Response, login: str = ZHOU.email) -> dict[str, str]:
    """What the provider sends the browser back with."""
    assert answer.status_code == 200, answer.text
    async with AsyncClient(trust_env=False) as elsewhere:
        back = await elsewhere.get(f"{answer.json()['redirect_to']}&login={login}")
    assert back.status_code == 302, back.text
    url = urlsplit(back.headers["location"])
    assert (url.netloc, url.path) == ("rongqu", "/sign-in/callback")
    return {name: values[0] for name, values in parse_qs(url.query).items()}


async def begin(browser: AsyncClient) -> dict[str, str]:
    return await at_the_provider(
        await browser.put("/federated-sign-ins", json={"alias": "Jiangnan "})
    )


def reason_of(answer: Response) -> str:
    assert answer.json()["code"] == "identity.federation_refused", answer.text
    return answer.json()["params"]["reason"]


async def test_a_colleague_is_taken_in_once_with_the_least_role(
    bank: AsyncClient, new_browser: Callable[[], AsyncClient], engine: Engine, approver: Person
) -> None:
    sessions: list[dict[str, Any]] = []
    for _ in range(2):
        browser = new_browser()
        answer = await browser.put("/federated-session", json=await begin(browser))
        assert answer.status_code == 200, answer.text
        sessions.append(answer.json())
        assert (await browser.get("/session")).json()["user_id"] == answer.json()["user_id"]

    first, second = sessions
    assert first["user_id"] == second["user_id"]
    assert first["organisation"]["id"] == str(approver.organisation_id)
    assert (first["display_name"], first["roles"]) == ("周敏", ["institution_officer"])
    events = await published(engine)
    assert events.count("identity.federated_identity_linked.v1") == 1
    assert len((await bank.get("/members")).json()) == 2


async def test_a_state_counts_once_in_the_browser_that_began_and_for_ten_minutes(
    bank: AsyncClient, new_browser: Callable[[], AsyncClient], clock: Clock
) -> None:
    assert bank is not None
    thief, browser = new_browser(), new_browser()
    back = await begin(browser)
    assert reason_of(await thief.put("/federated-session", json=back)) == "state"
    assert (await browser.put("/federated-session", json=back)).status_code == 200
    assert reason_of(await browser.put("/federated-session", json=back)) == "state"

    late = await begin(browser)
    clock.turn(minutes=10)
    assert reason_of(await browser.put("/federated-session", json=late)) == "state"


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        ({"nonce": "another"}, "token"),
        ({"nonce": None}, "token"),
        ({"aud": "another"}, "token"),
        ({"aud": ["rongqu", "another"]}, "token"),
        ({"iss": "https://another.example"}, "token"),
        ({"exp": int((utc_now() - timedelta(hours=1)).timestamp())}, "token"),
        ({"iat": int((utc_now() + timedelta(hours=1)).timestamp())}, "token"),
        ({"sub": None}, "token"),
        ({"exp": "soon"}, "token"),
        ({"email_verified": False}, "email"),
        ({"email": "zhou@elsewhere.example"}, "email"),
        ({"email": "zhou@evil.bank.example"}, "email"),
        ({"email": None}, "email"),
    ],
    ids=range(1, 14),
)
async def test_what_is_wrong_with_a_token_takes_nobody_in(
    bank: AsyncClient,
    new_browser: Callable[[], AsyncClient],
    idp: IdentityProvider,
    spoil: dict[str, Any],
    reason: str,
) -> None:
    idp.spoil = spoil
    browser = new_browser()
    refused = await browser.put("/federated-session", json=await begin(browser))
    assert reason_of(refused) == reason
    assert (await browser.get("/session")).status_code == 401
    assert len((await bank.get("/members")).json()) == 1


async def test_rotated_keys_are_fetched_and_a_mixed_up_issuer_or_code_is_refused(
    bank: AsyncClient,
    new_browser: Callable[[], AsyncClient],
    idp: IdentityProvider,
    engine: Engine,
) -> None:
    assert bank is not None
    browser = new_browser()
    await browser.put("/federated-session", json=await begin(browser))
    idp.rotate_keys()
    assert (await browser.put("/federated-session", json=await begin(browser))).status_code == 200

    mixed = await begin(browser) | {"iss": "https://another.example"}
    assert reason_of(await browser.put("/federated-session", json=mixed)) == "provider"
    wrong = await begin(browser) | {"code": "stolen"}
    assert reason_of(await browser.put("/federated-session", json=wrong)) == "provider"
    assert (await published(engine))[-1] == "identity.federated_sign_in_refused.v1"


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://another.example"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": None},
        {"jwks_uri": "https://169.254.169.254/jwks"},
    ],
    ids=str,
)
async def test_a_provider_that_describes_itself_wrongly_is_not_gone_to(
    bank: AsyncClient, idp: IdentityProvider, described: dict[str, Any]
) -> None:
    idp.described = described
    refused = await bank.put("/federated-sign-ins", json={"alias": "jiangnan"})
    assert reason_of(refused) == "provider"


async def test_a_member_with_that_address_links_first_and_is_then_known(
    bank: AsyncClient, new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    owner = await given_owner(engine, OrganisationKind.INSTITUTION, login=ZHOU.email)
    stranger = new_browser()
    refused = await stranger.put("/federated-session", json=await begin(stranger))
    assert reason_of(refused) == "link_needed"
    assert owner.organisation_id is not None

    linking = await at_the_provider(await bank.put("/federated-identity"))
    linked = await bank.put("/federated-session", json=linking)
    assert linked.status_code == 200, linked.text
    browser = new_browser()
    known = await browser.put("/federated-session", json=await begin(browser))
    assert known.json()["user_id"] == linked.json()["user_id"]


async def test_nobody_links_for_another_or_without_a_fresh_proof(
    bank: AsyncClient, new_browser: Callable[[], AsyncClient], clock: Clock
) -> None:
    linking = await at_the_provider(await bank.put("/federated-identity"))
    bank.cookies.delete("rongqu")
    assert reason_of(await bank.put("/federated-session", json=linking)) == "other_person"

    clock.turn(minutes=16)
    other = new_browser()
    assert (await other.put("/federated-identity")).status_code == 401


async def test_whoever_has_left_is_vouched_for_in_vain(
    bank: AsyncClient, new_browser: Callable[[], AsyncClient]
) -> None:
    browser = new_browser()
    taken_in = await browser.put("/federated-session", json=await begin(browser))
    await bank.delete(f"/members/{taken_in.json()['user_id']}")
    assert (await browser.get("/session")).status_code == 401
    refused = await browser.put("/federated-session", json=await begin(browser))
    assert reason_of(refused) == "other_person"


async def test_settings_that_cannot_hold_are_refused(
    bank: AsyncClient, idp: IdentityProvider, new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    other = new_browser()
    await sign_in(other, await given_owner(engine, OrganisationKind.INSTITUTION))
    taken = await set_up(other, idp)
    assert taken.json()["params"] == {"reason": "alias"}
    inside = await set_up(bank, idp, issuer="https://169.254.169.254")
    assert inside.json()["params"] == {"reason": "address"}
    for role in ("institution_approver", "investor"):
        answer = await set_up(bank, idp, first_role=role)
        assert answer.json()["code"] == "identity.roles_do_not_fit"
    shown = (await bank.get("/identity-provider")).json()
    assert shown["redirect_uri"] == "http://rongqu/sign-in/callback"
    assert SECRET not in str(shown)

    assert (await set_up(bank, idp, is_on=False)).status_code == 200
    gone = await other.put("/federated-sign-ins", json={"alias": "jiangnan"})
    assert gone.json()["code"] == "identity.provider_not_found"
