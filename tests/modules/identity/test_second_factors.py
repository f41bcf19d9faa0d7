from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from httpx2 import AsyncClient, Response
from pyotp.totp import TOTP
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.modules.identity.public import OrganisationKind
from tests.builders.actors import new_key
from tests.builders.authenticator import Authenticator
from tests.builders.events import published
from tests.builders.identity import Clock, Person, given_owner, given_staff, sign_in

Browsers = Callable[[], AsyncClient]


async def set_up_app(browser: AsyncClient, clock: Clock) -> TOTP:
    offer = (await browser.put("/second-factors/totp")).json()
    app = TOTP(offer["secret"])
    answer = await browser.put(
        "/second-factors/totp/confirmation", json={"code": app.at(clock.now)}
    )
    assert answer.status_code == 200
    return app


async def sign_in_with(browser: AsyncClient, person: Person, code: str) -> Response:
    body = {"login": person.login, "password": person.password, "code": code}
    answer = await browser.post("/session", json=body)
    if answer.status_code == 200:
        browser.headers["x-csrf-token"] = answer.json()["csrf_token"]
    return answer


async def add_passkey(browser: AsyncClient, key: Authenticator, name: str = "手机") -> Response:
    options = (await browser.put("/second-factors/passkey-challenge")).json()["options"]
    body = {"name": name, "credential": key.create(options)}
    return await browser.post("/second-factors/passkeys", json=body, headers=new_key())


async def ask(browser: AsyncClient) -> dict[str, Any]:
    return (await browser.put("/session/challenge")).json()["options"]


@pytest.fixture
async def owner(engine: Engine, browser: AsyncClient) -> Person:
    person = await given_owner(engine)
    await sign_in(browser, person)
    return person


async def test_with_an_app_the_password_alone_is_not_enough(
    owner: Person, browser: AsyncClient, new_browser: Browsers, clock: Clock, engine: Engine
) -> None:
    app = await set_up_app(browser, clock)
    clock.turn(seconds=30)
    other = new_browser()

    without = await sign_in(other, owner)
    assert without.status_code == 401
    assert without.json()["code"] == "identity.second_factor_needed"
    assert without.json()["params"] == {"methods": "totp"}
    assert "set-cookie" not in without.headers

    assert (await sign_in_with(other, owner, app.at(clock.now))).status_code == 200
    assert "identity.second_factor_added.v1" in await published(engine)


async def test_a_code_counts_once(
    owner: Person, browser: AsyncClient, new_browser: Browsers, clock: Clock
) -> None:
    app = await set_up_app(browser, clock)
    clock.turn(seconds=30)
    code = app.at(clock.now)

    answers = await asyncio.gather(*(sign_in_with(new_browser(), owner, code) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [200, 403, 403, 403]
    refused = next(answer for answer in answers if answer.status_code == 403)
    assert refused.json()["code"] == "identity.wrong_code"


async def test_the_code_that_turned_the_app_on_does_not_sign_in(
    owner: Person, browser: AsyncClient, new_browser: Browsers, clock: Clock
) -> None:
    app = await set_up_app(browser, clock)

    answer = await sign_in_with(new_browser(), owner, app.at(clock.now))

    assert answer.json()["code"] == "identity.wrong_code"


async def test_wrong_codes_lock_the_account_and_the_right_password_does_not_open_it(
    owner: Person, browser: AsyncClient, new_browser: Browsers, clock: Clock
) -> None:
    app = await set_up_app(browser, clock)
    clock.turn(seconds=30)
    thief = new_browser()
    codes: list[int] = []
    for _ in range(5):
        assert (await sign_in(thief, owner)).status_code == 401  # the password, without a code
        codes.append((await sign_in_with(thief, owner, "000000")).status_code)

    locked = await sign_in_with(thief, owner, app.at(clock.now))

    assert codes == [403] * 5
    assert locked.json()["code"] == "identity.too_many_attempts"


@pytest.mark.usefixtures("owner")
async def test_the_secret_lies_encrypted_and_is_offered_once_only(
    browser: AsyncClient, clock: Clock, engine: Engine
) -> None:
    app = await set_up_app(browser, clock)

    async with engine.connect(PLATFORM) as connection:
        stored = (await connection.execute(text("SELECT secret FROM identity.totp"))).scalar_one()
    assert app.secret.encode() not in stored
    again = await browser.put("/second-factors/totp")
    assert again.json()["code"] == "identity.factor_exists"


async def test_recovery_codes_work_once_each_and_new_ones_end_the_old(
    owner: Person, browser: AsyncClient, new_browser: Browsers, clock: Clock
) -> None:
    assert (await browser.put("/second-factors/recovery-codes")).status_code == 404
    await set_up_app(browser, clock)
    first = (await browser.put("/second-factors/recovery-codes")).json()["codes"]
    second = (await browser.put("/second-factors/recovery-codes")).json()["codes"]
    assert len({*first, *second}) == 20

    assert (await sign_in_with(new_browser(), owner, first[0])).status_code == 403
    assert (await sign_in_with(new_browser(), owner, second[0].upper())).status_code == 200
    assert (await sign_in_with(new_browser(), owner, second[0])).status_code == 403
    left = (await browser.get("/second-factors")).json()["recovery_codes_left"]
    assert left == 9


async def test_a_passkey_signs_in_without_a_password(
    owner: Person, browser: AsyncClient, new_browser: Browsers, engine: Engine
) -> None:
    key = Authenticator()
    added = await add_passkey(browser, key)
    assert added.status_code == 201
    assert [each["name"] for each in added.json()["passkeys"]] == ["手机"]
    other = new_browser()

    answer = await other.post("/session/passkey", json=key.use(await ask(other)))

    assert answer.status_code == 200
    assert answer.json()["user_id"] == str(owner.user_id)
    assert (await other.get("/session")).status_code == 200
    assert (await published(engine))[-1] == "identity.passkey_used.v1"


@pytest.mark.usefixtures("owner")
async def test_an_answer_of_a_passkey_counts_once(
    browser: AsyncClient, new_browser: Browsers
) -> None:
    key = Authenticator()
    await add_passkey(browser, key)
    answer = key.use(await ask(browser))

    results = await asyncio.gather(
        *(new_browser().post("/session/passkey", json=answer) for _ in range(5))
    )

    assert sorted(result.status_code for result in results) == [200, 403, 403, 403, 403]


@pytest.mark.parametrize(
    "false_key",
    [
        Authenticator(origin="https://rongqu.example.evil"),
        Authenticator(host="rongqu.example.evil"),
        Authenticator(verifies=False),
    ],
    ids=["another-site", "another-host", "not-unlocked"],
)
@pytest.mark.usefixtures("owner")
async def test_a_passkey_for_elsewhere_or_not_unlocked_is_refused(
    browser: AsyncClient, false_key: Authenticator
) -> None:
    answer = await add_passkey(browser, false_key)
    assert answer.json()["code"] == "identity.passkey_refused"

    true_key = Authenticator()
    await add_passkey(browser, true_key)
    false_use = replace(false_key, key=true_key.key, credential_id=true_key.credential_id)
    used = await browser.post("/session/passkey", json=false_use.use(await ask(browser)))
    assert used.status_code == 403
    assert used.json()["params"] == {"reason": "wrong"}


@pytest.mark.usefixtures("owner")
async def test_a_copied_passkey_is_noticed_by_its_count(
    browser: AsyncClient, new_browser: Browsers
) -> None:
    key = Authenticator(count=10)
    await add_passkey(browser, key)
    copy = replace(key, count=5)

    answer = await new_browser().post("/session/passkey", json=copy.use(await ask(browser)))

    assert answer.json()["code"] == "identity.passkey_refused"


@pytest.mark.usefixtures("owner")
async def test_an_old_or_foreign_challenge_is_refused(browser: AsyncClient, clock: Clock) -> None:
    key = Authenticator()
    await add_passkey(browser, key)
    old = await ask(browser)
    clock.turn(minutes=5)
    foreign = {"challenge": "AAAA" * 20}

    for options in (old, foreign):
        answer = await browser.post("/session/passkey", json=key.use(options))
        assert answer.json()["params"] == {"reason": "expired"}
    unknown = await browser.post("/session/passkey", json=Authenticator().use(await ask(browser)))
    assert unknown.json()["params"] == {"reason": "unknown"}


async def prove(browser: AsyncClient, proof: dict[str, Any]) -> Response:
    """As the page does: the session's new token comes with the answer."""
    answer = await browser.put("/session/proof", json=proof)
    browser.headers["x-csrf-token"] = answer.json()["csrf_token"]
    return answer


async def test_money_and_roles_ask_for_a_fresh_proof_which_gives_the_session_another_token(
    owner: Person, browser: AsyncClient, new_browser: Browsers, clock: Clock, engine: Engine
) -> None:
    thief = new_browser()
    body = {"login": "lihua@example.com", "roles": ["enterprise_member"]}
    clock.turn(minutes=16)

    refused = await browser.post("/invitations", json=body, headers=new_key())
    assert refused.json()["code"] == "common.proof_needed"
    assert (await browser.get("/members")).status_code == 200
    wrong = await browser.put("/session/proof", json={"password": "wrong"})
    assert wrong.json()["code"] == "identity.wrong_password"
    planted = browser.cookies["rongqu"]
    proved = await prove(browser, {"password": owner.password})
    assert proved.status_code == 200
    assert browser.cookies["rongqu"] != planted

    assert (await browser.post("/invitations", json=body, headers=new_key())).status_code == 201
    assert "identity.proved_again.v1" in await published(engine)
    assert len((await browser.get("/sessions")).json()) == 1
    thief.cookies.set("rongqu", planted)
    session = (await thief.get("/session")).json()
    thief.headers["x-csrf-token"] = session["csrf_token"]
    unproved = await thief.post("/invitations", json=body, headers=new_key())
    assert unproved.json()["code"] == "common.proof_needed"
    clock.turn(seconds=30)
    assert (await thief.get("/session")).status_code == 401
    assert (await browser.get("/session")).status_code == 200


async def test_who_has_a_second_factor_proves_themself_with_it(
    owner: Person, browser: AsyncClient, clock: Clock
) -> None:
    app, key = await set_up_app(browser, clock), Authenticator()
    await add_passkey(browser, key)
    clock.turn(minutes=16)

    by_password = await browser.put("/session/proof", json={"password": owner.password})
    assert by_password.json()["code"] == "identity.second_factor_needed"
    wrong = await browser.put("/session/proof", json={"code": "000000"})
    assert wrong.json()["code"] == "identity.wrong_code"
    by_code = await prove(browser, {"code": app.at(clock.now)})
    assert by_code.status_code == 200
    by_passkey = await browser.put("/session/proof", json={"passkey": key.use(await ask(browser))})
    assert by_passkey.status_code == 200


@pytest.mark.parametrize("has_app", [True, False])
async def test_twenty_guesses_at_once_are_five_guesses(
    owner: Person, browser: AsyncClient, clock: Clock, engine: Engine, has_app: bool
) -> None:
    app = await set_up_app(browser, clock) if has_app else None
    clock.turn(seconds=30)
    right = {"password": owner.password} if app is None else {"code": app.at(clock.now)}
    wrong = dict.fromkeys(right, "000000")

    async def guess(proof: dict[str, str]) -> str:
        return (await browser.put("/session/proof", json=proof)).json()["code"]

    refused = await asyncio.gather(*(guess(wrong) for _ in range(20)))

    assert Counter(refused) == {
        "identity.wrong_code" if has_app else "identity.wrong_password": 5,
        "identity.too_many_attempts": 15,
    }
    assert await guess(right) == "identity.too_many_attempts"
    name = "identity.code_refused.v1" if has_app else "identity.password_refused.v1"
    assert (await published(engine)).count(name) == 5


async def test_a_right_guess_is_no_failure_though_something_else_is_refused(
    owner: Person, browser: AsyncClient
) -> None:
    body = {"current_password": owner.password, "new_password": owner.password}

    refused = [(await browser.put("/password", json=body)).json()["code"] for _ in range(6)]

    assert refused == ["identity.weak_password"] * 6
    assert (await browser.put("/session/proof", json={"password": owner.password})).is_success


@pytest.mark.usefixtures("owner")
async def test_somebody_elses_passkey_proves_nothing(
    browser: AsyncClient, new_browser: Browsers, engine: Engine
) -> None:
    stranger, theirs = new_browser(), Authenticator()
    await sign_in(stranger, await given_owner(engine))
    await add_passkey(stranger, theirs)

    answer = await browser.put("/session/proof", json={"passkey": theirs.use(await ask(browser))})

    assert answer.json()["code"] == "identity.passkey_refused"


@pytest.mark.usefixtures("owner")
async def test_a_stale_session_cannot_change_the_factors(
    browser: AsyncClient, clock: Clock
) -> None:
    clock.turn(minutes=16)
    for request in (
        browser.put("/second-factors/totp"),
        browser.put("/second-factors/passkey-challenge"),
        browser.put("/second-factors/recovery-codes"),
        browser.delete("/second-factors/totp"),
    ):
        assert (await request).json()["code"] == "common.proof_needed"


async def test_staff_have_two_weeks_to_set_one_up_and_then_can_do_nothing_else(
    browser: AsyncClient, clock: Clock, engine: Engine
) -> None:
    officer = await given_staff(engine, "risk_officer")
    arrived = (await sign_in(browser, officer)).json()
    assert arrived["second_factor_due_at"] is not None
    assert not arrived["is_limited"]
    assert (await browser.get("/members")).status_code == 200

    clock.turn(days=14)
    late = (await sign_in(browser, officer)).json()
    assert late["is_limited"]
    assert late["permissions"] == ["identity:own_account"]
    assert (await browser.get("/members")).status_code == 403

    await set_up_app(browser, clock)
    assert (await browser.get("/members")).status_code == 200
    assert not (await browser.get("/session")).json()["is_limited"]


async def test_staff_may_exchange_their_factor_and_not_go_without(
    browser: AsyncClient, clock: Clock, engine: Engine
) -> None:
    await sign_in(browser, await given_staff(engine, "auditor"))
    await set_up_app(browser, clock)

    last = await browser.delete("/second-factors/totp")
    assert last.json()["code"] == "identity.last_factor"

    added = (await add_passkey(browser, Authenticator())).json()["passkeys"]
    assert (await browser.delete("/second-factors/totp")).status_code == 204
    gone = await browser.delete(f"/second-factors/passkeys/{added[0]['id']}")
    assert gone.json()["code"] == "identity.last_factor"


@pytest.mark.usefixtures("owner")
async def test_owners_of_a_company_may_go_without(browser: AsyncClient) -> None:
    added = (await add_passkey(browser, Authenticator())).json()["passkeys"]
    path = f"/second-factors/passkeys/{added[0]['id']}"

    assert (await browser.delete(path)).status_code == 204
    assert (await browser.delete(path)).status_code == 404
    session = (await browser.get("/session")).json()
    assert session["second_factor_due_at"] is None
    assert session["organisation"]["kind"] == OrganisationKind.ENTERPRISE


@pytest.mark.usefixtures("owner")
async def test_a_passkey_is_added_once(browser: AsyncClient) -> None:
    key = Authenticator()
    await add_passkey(browser, key)

    again = await add_passkey(browser, key)

    assert again.json()["params"] == {"reason": "known"}
