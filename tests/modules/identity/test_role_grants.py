"""Roles of the platform's own people: one asks, another gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from httpx2 import AsyncClient, Response

from rongqu.infra.database import Engine
from rongqu.modules.identity.public import OrganisationKind
from tests.builders.actors import new_key
from tests.builders.events import published
from tests.builders.identity import (
    PASSWORD,
    Person,
    given_colleague,
    given_owner,
    given_staff,
    new_login,
    sign_in,
)
from tests.builders.invitations import invite, new_account, sent_code


async def change_to(browser: AsyncClient, person: Person) -> None:
    await browser.delete("/session")
    browser.headers.pop("x-csrf-token", None)
    await sign_in(browser, person)


async def ask(browser: AsyncClient, user_id: object, *roles: str, **more: Any) -> Response:
    body = {"user_id": str(user_id), "roles": roles, "reason": "she collects from now on"} | more
    return await browser.post("/role-grants", json=body, headers=new_key())


async def approve(browser: AsyncClient, asked: Response) -> Response:
    assert asked.status_code == 201, asked.text
    path = f"/approvals/{asked.json()['id']}/approval"
    return await browser.post(path, headers=new_key())


async def roles_of(browser: AsyncClient, user_id: object) -> list[str]:
    members = (await browser.get("/members")).json()
    return next(each["roles"] for each in members if each["user_id"] == str(user_id))


async def test_one_asks_and_another_gives(browser: AsyncClient, engine: Engine) -> None:
    asker, other = await given_staff(engine, "super_administrator"), "compliance_officer"
    agent = await given_staff(engine, "service_agent")
    await sign_in(browser, asker)
    wanted = ["collection_officer", "service_agent"]
    alone = await browser.patch(f"/members/{agent.user_id}", json={"roles": wanted})
    assert alone.json()["code"] == "identity.grant_needs_approval"
    assert alone.json()["params"] == {"roles": "collection_officer"}

    asked = await ask(browser, agent.user_id, *wanted)
    own = await approve(browser, asked)
    assert own.json()["code"] == "common.second_person_needed"
    assert (await ask(browser, agent.user_id, "auditor")).json()["code"] == (
        "compliance.approval_pending"
    )
    assert await roles_of(browser, agent.user_id) == ["service_agent"]

    await change_to(browser, await given_staff(engine, other))
    assert (await approve(browser, asked)).status_code == 200
    assert await roles_of(browser, agent.user_id) == wanted
    assert (await published(engine))[-2:] == [
        "identity.member_roles_changed.v1",
        "compliance.approval_given.v1",
    ]


async def test_nobody_agrees_to_roles_of_their_own(browser: AsyncClient, engine: Engine) -> None:
    officer = await given_staff(engine, "compliance_officer")
    await sign_in(browser, await given_staff(engine, "super_administrator"))
    asked = await ask(browser, officer.user_id, "compliance_officer", "content_editor")
    await change_to(browser, officer)
    before = await published(engine)

    refused = await approve(browser, asked)

    assert refused.json()["code"] == "common.second_person_needed"
    assert await published(engine) == before
    assert await roles_of(browser, officer.user_id) == ["compliance_officer"]


async def test_what_is_taken_or_ends_earlier_needs_one(
    browser: AsyncClient, engine: Engine
) -> None:
    agent = await given_staff(engine, "service_agent")
    await sign_in(browser, await given_staff(engine, "super_administrator"))
    path, roles = f"/members/{agent.user_id}", ["service_agent"]

    for ends, status in (("2099-12-31", 200), ("2099-01-01", 200), ("2099-06-30", 409)):
        body = {"roles": roles, "ends": {"service_agent": ends}}
        answer = await browser.patch(path, json=body)
        assert (answer.status_code, ends) == (status, ends)


async def test_a_new_colleague_waits_for_roles_and_signs_in_only_then(
    browser: AsyncClient, new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    asker, other = await given_staff(engine, "super_administrator"), new_login()
    await sign_in(browser, asker)
    wish = {"login": other, "roles": ["auditor"]}
    alone = await browser.post("/invitations", json=wish, headers=new_key())
    assert alone.json()["code"] == "identity.grant_needs_approval"
    invited = await invite(browser, other)
    form = new_account(other, await sent_code(engine, invited))
    joined = await new_browser().post("/invitations/new-account", json=form)
    assert joined.json() == {"is_signed_in": False}
    members = (await browser.get("/members")).json()
    [added] = [each["user_id"] for each in members if each["user_id"] != str(asker.user_id)]
    asked = await ask(browser, added, "auditor")
    early = await browser.post("/session", json={"login": other, "password": PASSWORD})
    assert early.json()["code"] == "identity.wrong_credentials"

    await change_to(browser, await given_staff(engine, "compliance_officer"))
    assert (await approve(browser, asked)).status_code == 200

    late = await browser.post("/session", json={"login": other, "password": PASSWORD})
    assert late.status_code == 200


@pytest.mark.parametrize(
    ("roles", "code"),
    [
        (("enterprise_owner",), "identity.roles_do_not_fit"),
        (("auditor", "service_agent"), "identity.roles_separated"),
    ],
)
async def test_what_could_not_be_given_is_not_asked_for(
    browser: AsyncClient, engine: Engine, roles: tuple[str, ...], code: str
) -> None:
    agent = await given_staff(engine, "service_agent")
    await sign_in(browser, await given_staff(engine, "super_administrator"))
    before = await published(engine)

    assert (await ask(browser, agent.user_id, *roles)).json()["code"] == code
    unknown = await ask(browser, agent.organisation_id, "auditor")
    assert unknown.json()["code"] == "identity.user_not_found"
    ended = await ask(browser, agent.user_id, "auditor", ends={"auditor": "2001-01-01"})
    assert ended.json()["code"] == "identity.role_end_invalid"
    assert await published(engine) == before


async def test_an_institution_gives_its_approvers_by_two_of_its_own(
    browser: AsyncClient, engine: Engine
) -> None:
    """Its founder is the only one who could agree: so the platform does, once."""
    founder = await given_owner(engine, OrganisationKind.INSTITUTION)
    second = await given_colleague(engine, founder, "institution_officer")
    third = await given_colleague(engine, founder, "institution_officer")
    stranger = await given_owner(engine, OrganisationKind.INSTITUTION)
    officer = await given_staff(engine, "compliance_officer")
    wanted = ["institution_approver", "institution_officer"]

    await sign_in(browser, founder)
    alone = await browser.patch(f"/members/{second.user_id}", json={"roles": wanted})
    assert alone.json()["code"] == "identity.grant_needs_approval"
    asked = await ask(browser, second.user_id, *wanted)
    refusals = [(await approve(browser, asked)).json()["code"]]
    for person in (second, stranger):
        await change_to(browser, person)
        refusals.append((await approve(browser, asked)).json()["code"])
    assert refusals == [
        "common.second_person_needed",
        "common.not_allowed",
        "compliance.approval_not_found",
    ]
    await change_to(browser, officer)
    assert (await approve(browser, asked)).status_code == 200

    await change_to(browser, founder)
    assert await roles_of(browser, second.user_id) == wanted
    again = await ask(browser, third.user_id, *wanted)
    await change_to(browser, officer)
    before = await published(engine)
    refused = await approve(browser, again)
    assert (refused.status_code, refused.json()["code"]) == (409, "compliance.house_decides")
    assert await published(engine) == before
    await change_to(browser, second)
    assert (await approve(browser, again)).status_code == 200
    assert await roles_of(browser, third.user_id) == wanted


async def test_who_does_not_manage_rights_does_not_ask(
    browser: AsyncClient, engine: Engine
) -> None:
    officer = await given_staff(engine, "compliance_officer")
    await sign_in(browser, officer)

    assert (await ask(browser, officer.user_id, "auditor")).json()["code"] == "common.not_allowed"
