from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import func, select

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from rongqu.modules.identity.public import list_members
from rongqu.modules.invitations import tables
from rongqu.modules.invitations.jobs import forget_addresses
from rongqu.modules.invitations.public import InvitationId, find_message
from tests.builders.actors import new_key
from tests.builders.events import published
from tests.builders.identity import (
    PASSWORD,
    Clock,
    Person,
    given_colleague,
    given_owner,
    new_login,
    sign_in,
)
from tests.builders.invitations import invite, new_account, sent_code

LOGIN = "13900139000"
WRONG = "00000000000"
"""Of more digits than any code has."""

NewBrowser = Callable[[], AsyncClient]


@pytest.fixture
async def owner(engine: Engine, browser: AsyncClient) -> Person:
    owner = await given_owner(engine, login="taken@example.com")
    await sign_in(browser, owner)
    return owner


def code_of(answer: Any) -> str:
    return answer.json().get("code", "")


async def count_members(engine: Engine, owner: Person) -> int:
    async with open_tx(engine, SYSTEM) as tx:
        return len(await list_members(tx, owner.organisation_id))


async def test_somebody_is_invited_and_joins_with_a_new_account(
    owner: Person, browser: AsyncClient, new_browser: NewBrowser, engine: Engine
) -> None:
    theirs = new_browser()
    invited = await invite(browser, "139 0013 9000", "enterprise_member")
    assert (invited["mobile"], invited["status"]) == ("139****9000", "open")
    code = await sent_code(engine, invited)

    opened = (await theirs.put("/invitations/opened", json={"login": LOGIN, "code": code})).json()
    assert opened["organisation_name"] == "杭州晨光科技有限公司"
    assert (opened["roles"], opened["standing"]) == (["enterprise_member"], "new")
    joined = await theirs.post("/invitations/new-account", json=new_account(LOGIN, code))

    assert (joined.status_code, joined.json()) == (201, {"is_signed_in": True})
    session = (await theirs.get("/session")).json()
    assert (session["display_name"], session["roles"]) == ("李华", ["enterprise_member"])
    assert session["password_change_due"] is False
    assert (await published(engine))[-4:] == [
        "invitations.person_invited.v1",
        "identity.member_added.v1",
        "invitations.invitation_accepted.v1",
        "identity.signed_in.v1",
    ]
    [listed] = (await browser.get("/invitations")).json()["items"]
    assert (listed["status"], listed["accepted_by"]) == ("accepted", session["user_id"])
    again = await theirs.post("/invitations/new-account", json=new_account(LOGIN, code))
    assert code_of(again) == "invitations.code_wrong"
    assert await count_members(engine, owner) == 2


@pytest.mark.usefixtures("owner")
async def test_the_inviter_is_told_nothing_of_whether_there_is_an_account(
    browser: AsyncClient, new_browser: NewBrowser, engine: Engine
) -> None:
    other = await given_owner(engine)

    told = [await invite(browser, login, "enterprise_member") for login in (other.login, LOGIN)]

    for each in told:
        for name in ("id", "email", "mobile", "invited_at", "sent_at", "expires_at"):
            each.pop(name)
    assert told[0] == told[1]
    [_, theirs] = (await browser.get("/invitations")).json()["items"]
    shown = {"login": other.login, "code": await sent_code(engine, theirs)}
    opened = (await new_browser().put("/invitations/opened", json=shown)).json()
    assert opened["standing"] == "belongs"
    answer = await new_browser().post(
        "/invitations/new-account", json=new_account(other.login, shown["code"])
    )
    assert code_of(answer) == "identity.login_taken"
    assert [each["status"] for each in (await browser.get("/invitations")).json()["items"]] == [
        "open",
        "open",
    ]


async def test_somebody_who_has_left_comes_back_with_their_own_account(
    owner: Person, browser: AsyncClient, new_browser: NewBrowser, engine: Engine
) -> None:
    former, theirs = await given_colleague(engine, owner, "enterprise_member"), new_browser()
    assert (await browser.delete(f"/members/{former.user_id}")).status_code == 204
    invited = await invite(browser, former.login, "enterprise_owner")
    shown = {"login": former.login, "code": await sent_code(engine, invited)}
    opened = (await theirs.put("/invitations/opened", json=shown)).json()
    assert opened["standing"] == "free"
    path, own = "/invitations/own-account", shown | {"password": PASSWORD}
    taken = await theirs.post(
        "/invitations/new-account", json=new_account(former.login, shown["code"])
    )
    assert code_of(taken) == "identity.login_taken"
    wrong = await theirs.post(path, json=own | {"password": "wrong"})
    assert code_of(wrong) == "identity.wrong_credentials"

    joined = await theirs.post(path, json=own)

    assert joined.json() == {"is_signed_in": True}
    session = (await theirs.get("/session")).json()
    assert (session["user_id"], session["roles"]) == (str(former.user_id), ["enterprise_owner"])
    assert (await sign_in(new_browser(), former)).status_code == 200
    late = await theirs.post(path, json=own)
    assert code_of(late) == "invitations.code_wrong"


@pytest.mark.parametrize("case", ["expired", "revoked", "replaced", "sent again", "inviter left"])
async def test_what_is_over_opens_nothing(
    owner: Person, browser: AsyncClient, engine: Engine, clock: Clock, case: str
) -> None:
    second = await given_colleague(engine, owner, "enterprise_owner")
    invited = await invite(browser, LOGIN, "enterprise_member")
    path, code = f"/invitations/{invited['id']}", await sent_code(engine, invited)
    match case:
        case "expired":
            clock.turn(days=7)
        case "revoked":
            assert (await browser.put(f"{path}/revocation")).json()["status"] == "revoked"
        case "replaced":
            await invite(browser, LOGIN, "enterprise_owner")
        case "sent again":
            clock.turn(minutes=1)
            assert (await browser.post(f"{path}/message", headers=new_key())).status_code == 201
        case _:
            await sign_in(browser, second)
            assert (await browser.delete(f"/members/{owner.user_id}")).status_code == 204
    before = await count_members(engine, owner)

    answer = await browser.post("/invitations/new-account", json=new_account(LOGIN, code))

    assert (answer.status_code, code_of(answer)) == (403, "invitations.code_wrong")
    assert await count_members(engine, owner) == before


@pytest.mark.usefixtures("owner")
async def test_wrong_codes_lock_an_invitation_also_fifty_at_once(
    browser: AsyncClient, new_browser: NewBrowser, engine: Engine, clock: Clock
) -> None:
    invited = await invite(browser, LOGIN, "enterprise_member")
    code, stranger = await sent_code(engine, invited), new_browser()
    wrong = {"login": LOGIN, "code": WRONG}
    unknown = await stranger.put("/invitations/opened", json=wrong | {"login": "13900139001"})

    answers = await asyncio.gather(
        *(stranger.put("/invitations/opened", json=wrong) for _ in range(12))
    )

    right = await stranger.put("/invitations/opened", json={"login": LOGIN, "code": code})
    told = {(each.status_code, code_of(each)) for each in (unknown, right, *answers)}
    assert told == {(403, "invitations.code_wrong")}
    assert (await published(engine)).count("invitations.code_refused.v1") == 5
    [listed] = (await browser.get("/invitations")).json()["items"]
    assert listed["status"] == "locked"
    clock.turn(minutes=1)
    again = await browser.post(f"/invitations/{invited['id']}/message", headers=new_key())
    assert (again.json()["status"], again.json()["messages"]) == ("open", 2)
    shown = {"login": LOGIN, "code": await sent_code(engine, invited)}
    assert (await stranger.put("/invitations/opened", json=shown)).status_code == 200


async def test_two_who_accept_at_once_are_one(
    owner: Person, browser: AsyncClient, new_browser: NewBrowser, engine: Engine
) -> None:
    invited = await invite(browser, LOGIN, "enterprise_member")
    form, strangers = new_account(LOGIN, await sent_code(engine, invited)), 3

    answers = await asyncio.gather(
        *(new_browser().post("/invitations/new-account", json=form) for _ in range(strangers)),
        browser.post("/invitations", json={"login": new_login(), "roles": ["enterprise_member"]},
                     headers=new_key()),
    )  # fmt: skip

    assert sorted(each.status_code for each in answers) == [201, 201, 403, 403]
    assert await count_members(engine, owner) == 2


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"roles": ["super_administrator"]}, 422, "identity.roles_do_not_fit"),
        ({"roles": ["no_such_role"]}, 422, "identity.roles_do_not_fit"),
        ({"roles": []}, 422, "identity.roles_do_not_fit"),
        ({"login": "nobody"}, 422, "identity.invalid_login"),
    ],
)
@pytest.mark.usefixtures("owner")
async def test_what_cannot_be_invited_changes_nothing(
    browser: AsyncClient, engine: Engine, change: dict[str, Any], status: int, code: str
) -> None:
    before = await published(engine)
    body = {"login": LOGIN, "roles": ["enterprise_member"]} | change

    answer = await browser.post("/invitations", json=body, headers=new_key())

    assert (answer.status_code, code_of(answer)) == (status, code)
    assert await published(engine) == before


async def test_only_who_manages_members_of_the_organisation_sees_and_changes_them(
    owner: Person, browser: AsyncClient, new_browser: NewBrowser, engine: Engine
) -> None:
    invited = await invite(browser, LOGIN, "enterprise_member")
    member = await given_colleague(engine, owner, "enterprise_member")
    stranger, colleague = new_browser(), new_browser()
    await sign_in(stranger, await given_owner(engine))
    await sign_in(colleague, member)
    path = f"/invitations/{invited['id']}"

    assert (await stranger.get("/invitations")).json()["items"] == []
    for who, code in ((stranger, "invitations.not_found"), (colleague, "common.not_allowed")):
        assert code_of(await who.put(f"{path}/revocation")) == code
        assert code_of(await who.post(f"{path}/message", headers=new_key())) == code
    assert code_of(await colleague.get("/invitations")) == "common.not_allowed"
    await browser.put(f"{path}/revocation")
    for answer in (
        await browser.put(f"{path}/revocation"),
        await browser.post(f"{path}/message", headers=new_key()),
    ):
        assert code_of(answer) == "invitations.has_ended"


async def test_nobody_is_flooded_with_messages(
    owner: Person, browser: AsyncClient, engine: Engine, clock: Clock
) -> None:
    invited = await invite(browser, LOGIN, "enterprise_member")
    again = f"/invitations/{invited['id']}/message"
    early = await browser.post(again, headers=new_key())
    assert (early.status_code, early.json()["params"]) == (429, {"retry_after_seconds": "60"})
    for _ in range(2):
        clock.turn(minutes=1)
        assert (await browser.post(again, headers=new_key())).status_code == 201
    clock.turn(minutes=1)
    fourth = await browser.post(again, headers=new_key())
    assert code_of(fourth) == "invitations.too_many"
    wanted = InvitationId(invited["id"])
    async with open_tx(engine, SYSTEM, clock) as tx:
        assert await find_message(tx, wanted, 1) is None
        message = await find_message(tx, wanted, 3)
    assert message is not None
    assert (message.code, message.days) == (await sent_code(engine, invited), 7)

    async with engine.begin(PLATFORM) as connection:
        row = (await connection.execute(select(tables.invitation))).mappings().one()
        others = [
            dict(row) | {"id": new_id(), "organisation_id": new_id(), "code": b"1"}
            for _ in range(5)
        ]
        await connection.execute(tables.invitation.insert(), others)
    async with open_tx(engine, SYSTEM, clock) as tx:
        assert await find_message(tx, wanted, 3) is None
        hundred = [
            dict(row) | {"id": new_id(), "revoked_at": tx.now, "sent_at": tx.now} for _ in range(99)
        ]
        await tx.connection.execute(tables.invitation.insert(), hundred)
    body = {"login": new_login(), "roles": ["enterprise_member"]}
    assert code_of(await browser.post("/invitations", json=body, headers=new_key())) == (
        "invitations.too_many"
    )
    assert owner.organisation_id == row["organisation_id"]


async def test_what_the_invited_agrees_to_is_kept_and_the_address_forgotten_in_time(
    owner: Person, browser: AsyncClient, new_browser: NewBrowser, engine: Engine, work: Work
) -> None:
    theirs, clock = new_browser(), Clock()
    invited = await invite(browser, LOGIN, "enterprise_member")
    form = new_account(LOGIN, await sent_code(engine, invited)) | {"agreed": {"account": 1}}
    assert (await theirs.post("/invitations/new-account", json=form)).status_code == 201

    await Relay(engine, modules={"privacy"}).drain()

    assert (await published(engine)).count("privacy.consent_given.v1") == 1
    with_address = (
        select(func.count())
        .select_from(tables.invitation)
        .where(tables.invitation.c.mobile.is_not(None))
    )
    kept: list[int] = []
    for days in (89, 2):
        clock.turn(days=days)
        await forget_addresses.run(replace(work, clock=clock))
        async with engine.connect(PLATFORM) as connection:
            kept.append((await connection.execute(with_address)).scalar_one())
    assert kept == [1, 0]
    assert await count_members(engine, owner) == 2
