"""Programs that work for an organisation: keys, tokens, scopes and quotas."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from httpx2 import AsyncClient, Response
from sqlalchemy import select

from rongqu.infra.database import Engine
from rongqu.infra.rate_limits import Counters
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.ids import new_id
from rongqu.modules.identity import tables
from rongqu.modules.identity.protection import protection
from tests.builders.actors import new_key
from tests.builders.events import published
from tests.builders.identity import Clock, given_colleague, given_owner, sign_in
from tools.write_role_matrix import declared_permissions

PROGRAM: dict[str, Any] = {
    "name": "ERP 对接",
    "scopes": ["origination:view", "identity:view_members"],
    "requests_a_minute": 5,
    "requests_a_day": 8,
}
YEAR = {"days": 365, "overlap_hours": 24}
NOBODY = "common.not_signed_in"


@pytest.fixture
async def manager(browser: AsyncClient, engine: Engine) -> AsyncClient:
    await sign_in(browser, await given_owner(engine))
    return browser


@pytest.fixture
def program(new_browser: Callable[[], AsyncClient]) -> AsyncClient:
    return new_browser()


async def given_program(manager: AsyncClient, **other: Any) -> dict[str, Any]:
    made = await manager.post("/service-accounts", json=PROGRAM | other, headers=new_key())
    assert made.status_code == 201, made.text
    return made.json()


async def issue_key(manager: AsyncClient, account: dict[str, Any], **other: int) -> dict[str, Any]:
    answer = await manager.put(f"/service-accounts/{account['id']}/key", json=YEAR | other)
    assert answer.status_code == 200, answer.text
    return answer.json()


def shows(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


async def ask(program: AsyncClient, secret: str, path: str = "/members") -> Response:
    return await program.get(path, headers=shows(secret))


async def ask_token(program: AsyncClient, account_id: str, secret: str, **more: str) -> Response:
    form = {"grant_type": "client_credentials", "client_id": account_id, "client_secret": secret}
    return await program.post("/oauth/token", data=form | more)


def code_of(answer: Response) -> str:
    return answer.json()["code"]


def test_a_program_is_never_given_what_a_person_has_to_prove_themself_for() -> None:
    scopes = protection().key_scopes
    assert scopes <= declared_permissions().keys()
    assert scopes.isdisjoint(protection().step_up_permissions)
    assert not [scope for scope in scopes if scope.endswith("_everywhere")]


async def test_a_key_is_shown_once_kept_as_a_hash_and_may_what_its_scopes_say(
    manager: AsyncClient, program: AsyncClient, engine: Engine, clock: Clock
) -> None:
    account = await given_program(manager)
    issued = await issue_key(manager, account)
    secret: str = issued["secret"]
    assert secret.startswith(issued["key"]["prefix"])

    assert (await ask(program, secret)).status_code == 200
    denied = await ask(program, secret, "/service-accounts")
    assert denied.json()["params"] == {"permission": "identity:view_programs"}

    listed = (await manager.get("/service-accounts")).json()
    assert secret not in str(listed)
    [key] = listed[0]["keys"]
    assert (key["prefix"], key["is_alive"]) == (issued["key"]["prefix"], True)
    assert datetime.fromisoformat(key["used_at"]) == clock.now
    async with engine.connect(PLATFORM) as connection:
        rows = (await connection.execute(select(tables.api_key))).all()
    assert secret not in str(rows)
    assert (await published(engine))[-3:] == [
        "identity.signed_in.v1",
        "identity.service_account_created.v1",
        "identity.key_issued.v1",
    ]


async def test_a_program_acts_for_its_own_organisation_only(
    manager: AsyncClient, program: AsyncClient, engine: Engine
) -> None:
    stranger = await given_owner(engine)
    account = await given_program(manager)
    secret = (await issue_key(manager, account))["secret"]

    members = (await ask(program, secret)).json()
    assert str(stranger.user_id) not in [member["user_id"] for member in members]
    elsewhere = f"/service-accounts/{new_id()}/key"
    assert code_of(await manager.put(elsewhere, json=YEAR)) == "identity.service_account_not_found"


async def test_nobody_passes_on_what_they_may_not_do_or_no_program_may(
    manager: AsyncClient, engine: Engine
) -> None:
    for scope in ("payments:withdraw", "identity:manage_members", "catalog:view", "no:such"):
        wish = PROGRAM | {"scopes": ["origination:view", scope]}
        refused = await manager.post("/service-accounts", json=wish, headers=new_key())
        assert code_of(refused) == "identity.scopes_do_not_fit"
        assert refused.json()["params"] == {"refused": scope}
    too_many = PROGRAM | {"requests_a_minute": 601}
    refused = await manager.post("/service-accounts", json=too_many, headers=new_key())
    assert code_of(refused) == "identity.quota_too_large"
    assert refused.json()["params"]["a_minute"] == "600"

    assert (await manager.get("/service-accounts")).json() == []
    assert "identity.service_account_created.v1" not in await published(engine)


async def test_members_without_the_right_neither_see_nor_make_keys(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    owner, member = await given_owner(engine), new_browser()
    await sign_in(member, await given_colleague(engine, owner, "enterprise_member"))

    made = await member.post("/service-accounts", json=PROGRAM, headers=new_key())
    assert made.json()["params"] == {"permission": "identity:manage_programs"}
    assert (await member.get("/service-accounts")).json() == []


async def test_managing_programs_asks_for_a_fresh_proof(
    manager: AsyncClient, clock: Clock, engine: Engine
) -> None:
    account = await given_program(manager)
    clock.turn(minutes=16)

    refused = await manager.put(f"/service-accounts/{account['id']}/key", json=YEAR)
    assert code_of(refused) == "common.proof_needed"
    assert "identity.key_issued.v1" not in await published(engine)


async def test_a_new_key_lets_the_former_one_go_on_for_the_overlap(
    manager: AsyncClient, program: AsyncClient, clock: Clock
) -> None:
    account = await given_program(manager)
    former = (await issue_key(manager, account))["secret"]
    new = (await issue_key(manager, account, overlap_hours=2))["secret"]

    clock.turn(hours=1, minutes=59)
    assert (await ask(program, former)).status_code == 200
    clock.turn(minutes=1)
    assert code_of(await ask(program, former)) == NOBODY
    assert (await ask(program, new)).status_code == 200
    clock.turn(days=365)
    assert code_of(await ask(program, new)) == NOBODY


async def test_an_overlap_never_prolongs_a_key(
    manager: AsyncClient, program: AsyncClient, clock: Clock
) -> None:
    account = await given_program(manager)
    former = (await issue_key(manager, account, days=1))["secret"]
    await issue_key(manager, account, overlap_hours=72)
    clock.turn(hours=25)
    assert code_of(await ask(program, former)) == NOBODY


@pytest.mark.parametrize("term", [{"days": 366}, {"overlap_hours": 73}])
async def test_a_key_lives_no_longer_than_the_policy_allows(
    manager: AsyncClient, term: dict[str, int]
) -> None:
    account = await given_program(manager)
    refused = await manager.put(f"/service-accounts/{account['id']}/key", json=YEAR | term)
    assert code_of(refused) == "identity.key_term_too_long"
    assert refused.json()["params"] == {"days": "365", "overlap_hours": "72"}
    assert (await manager.get("/service-accounts")).json()[0]["keys"] == []


async def test_a_revoked_key_and_its_tokens_end_at_once_and_once(
    manager: AsyncClient, program: AsyncClient, engine: Engine
) -> None:
    account = await given_program(manager)
    issued = await issue_key(manager, account)
    token = (await ask_token(program, account["id"], issued["secret"])).json()["access_token"]
    assert (await ask(program, token)).status_code == 200
    address = f"/service-accounts/{account['id']}/keys/{issued['key']['id']}"

    answers = [await manager.delete(address), await manager.delete(address)]

    assert [answer.json()["keys"][0]["is_alive"] for answer in answers] == [False, False]
    for secret in (issued["secret"], token):
        refused = await ask(program, secret)
        assert code_of(refused) == NOBODY
        assert refused.headers["www-authenticate"] == "Bearer"
    assert (await published(engine)).count("identity.key_revoked.v1") == 1
    missing = await manager.delete(f"/service-accounts/{account['id']}/keys/{new_id()}")
    assert code_of(missing) == "identity.key_not_found"


async def test_a_closed_account_is_gone_with_all_its_keys(
    manager: AsyncClient, program: AsyncClient
) -> None:
    account = await given_program(manager)
    secret = (await issue_key(manager, account))["secret"]
    address = f"/service-accounts/{account['id']}"

    assert (await manager.delete(address)).status_code == 204

    assert code_of(await ask(program, secret)) == NOBODY
    assert code_of(await manager.delete(address)) == "identity.service_account_not_found"
    assert (await manager.get("/service-accounts")).json() == []


async def test_other_scopes_hold_from_the_next_request_on(
    manager: AsyncClient, program: AsyncClient
) -> None:
    account = await given_program(manager)
    secret = (await issue_key(manager, account))["secret"]
    narrower = PROGRAM | {"scopes": ["origination:view"]}
    changed = await manager.put(f"/service-accounts/{account['id']}", json=narrower)
    assert changed.json()["scopes"] == ["origination:view"]
    assert code_of(await ask(program, secret)) == "common.not_allowed"


async def test_a_session_beside_a_key_counts_for_nothing(manager: AsyncClient) -> None:
    """Neither rights nor the session of whoever has pasted a key into their own browser."""
    account = await given_program(manager)
    secret = (await issue_key(manager, account))["secret"]
    assert code_of(await manager.get("/service-accounts", headers=shows(secret))) == (
        "common.not_allowed"
    )
    assert code_of(await manager.get("/sessions", headers=shows(secret))) == NOBODY
    assert code_of(await manager.get("/members", headers=shows("rqk_" + 51 * "x"))) == NOBODY


class TestClientCredentials:
    """RFC 6749, 4.4."""

    async def test_a_token_may_what_it_was_asked_for_and_ends(
        self, manager: AsyncClient, program: AsyncClient, clock: Clock, engine: Engine
    ) -> None:
        account = await given_program(manager)
        secret = (await issue_key(manager, account))["secret"]
        basic = b64encode(f"{account['id']}:{secret}".encode()).decode()

        answer = await program.post(
            "/oauth/token",
            data={"grant_type": "client_credentials", "scope": "identity:view_members"},
            headers={"authorization": f"Basic {basic}"},
        )

        token = answer.json()
        assert answer.headers["cache-control"] == "no-store"
        assert (token["token_type"], token["expires_in"]) == ("Bearer", 3600)
        assert token["scope"] == "identity:view_members"
        assert (await ask(program, token["access_token"])).status_code == 200
        again = await ask_token(program, account["id"], token["access_token"])
        assert again.json()["error"] == "invalid_client"
        clock.turn(hours=1)
        assert code_of(await ask(program, token["access_token"])) == NOBODY
        assert "identity.token_issued.v1" in await published(engine)

    async def test_refusals_speak_the_protocol(
        self, manager: AsyncClient, program: AsyncClient, engine: Engine
    ) -> None:
        account = await given_program(manager)
        secret = (await issue_key(manager, account))["secret"]
        right = {"grant_type": "client_credentials", "client_id": account["id"]}
        wrong: list[tuple[dict[str, str], int, str]] = [
            ({}, 400, "invalid_request"),
            ({**right, "grant_type": "password"}, 400, "unsupported_grant_type"),
            ({**right, "client_secret": "rqk_no"}, 401, "invalid_client"),
            ({**right, "client_id": "nobody"}, 401, "invalid_client"),
            ({**right, "client_id": str(new_id()), "client_secret": secret}, 401, "invalid_client"),
            (
                {**right, "client_secret": secret, "scope": "payments:view"},
                400,
                "invalid_scope",
            ),
        ]
        for form, status, error in wrong:
            answer = await program.post("/oauth/token", data=form)
            assert (answer.status_code, answer.json()["error"]) == (status, error), form
        as_json = await program.post("/oauth/token", json=right)
        assert as_json.json()["error"] == "invalid_request"

        events = await published(engine)
        assert events.count("identity.client_refused.v1") == 1, "of the account that is known"
        assert "identity.token_issued.v1" not in events


async def test_quotas_count_by_account_and_say_where_one_stands(
    browser: AsyncClient, program: AsyncClient, clock: Clock, engine: Engine
) -> None:
    clock.now = clock.now.replace(hour=4, minute=0, second=0)  # noon in Shanghai
    await sign_in(browser, await given_owner(engine))
    account = await given_program(browser)
    first = (await issue_key(browser, account))["secret"]
    second = (await issue_key(browser, account))["secret"]

    answers = [await ask(program, secret) for secret in (first, second, first, second, first)]
    assert [answer.status_code for answer in answers] == [200] * 5
    assert answers[0].headers["ratelimit-limit"] == "5"
    assert [answer.headers["ratelimit-remaining"] for answer in answers] == list("43210")
    assert answers[0].headers["ratelimit-policy"] == "5;w=60, 8;w=86400"
    refused = await ask(program, second)
    assert code_of(refused) == "common.too_many_requests"
    assert refused.headers["retry-after"] == refused.headers["ratelimit-reset"] == "60"

    clock.turn(minutes=1)
    answers = [await ask(program, first) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["retry-after"] == str(12 * 3600 - 60), "midnight in Shanghai"
    clock.turn(hours=12)
    assert (await ask(program, first)).status_code == 200


async def test_todays_requests_are_counted_over_all_processes(
    manager: AsyncClient, program: AsyncClient, engine: Engine
) -> None:
    account = await given_program(manager)
    secret = (await issue_key(manager, account))["secret"]
    await asyncio.gather(*(ask(program, secret) for _ in range(3)))

    transport: Any = program._transport  # pyright: ignore[reportPrivateUsage]  the application in it
    days: Counters = transport.app.state.day_counters
    await days.exchange(engine)

    usage = await manager.get(f"/service-accounts/{account['id']}/usage")
    assert usage.json() == {"requests_today": 3}
