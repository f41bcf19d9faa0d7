from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.dates import business_date_at, start_of_day
from rongqu.kernel.errors import NotAllowed
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.kernel.pii import PersonName
from rongqu.modules.identity.errors import RolesDoNotFit
from rongqu.modules.identity.jobs import end_roles
from rongqu.modules.identity.public import (
    NewMember,
    OrganisationKind,
    OrganisationNotFound,
    Staff,
    UserNotFound,
    add_member,
    create_staff,
    get_actor,
    get_organisation,
    get_user,
    list_members,
    name_organisations,
    name_people,
)
from tests.builders.actors import given_actor
from tests.builders.events import published
from tests.builders.identity import (
    Clock,
    given_colleague,
    given_owner,
    given_staff,
    new_login,
    ordinary_hash,
    sign_in,
)


async def test_a_member_does_not_manage_members(browser: AsyncClient, engine: Engine) -> None:
    owner = await given_owner(engine)
    member = await given_colleague(engine, owner, "enterprise_member")
    await sign_in(browser, member)
    before = await published(engine)

    answers = [
        await browser.put(f"/members/{owner.user_id}/password-due"),
        await browser.patch(f"/members/{owner.user_id}", json={"roles": ["enterprise_member"]}),
        await browser.delete(f"/members/{owner.user_id}"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3
    assert await published(engine) == before


async def test_other_roles_hold_from_the_next_request_on(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    owner = await given_owner(engine, OrganisationKind.INSTITUTION)
    officer = await given_colleague(engine, owner, "institution_officer")
    theirs, mine = new_browser(), new_browser()
    await sign_in(theirs, officer)
    await sign_in(mine, owner)

    changed = await mine.patch(
        f"/members/{officer.user_id}", json={"roles": ["institution_lawyer"]}
    )

    assert changed.json()["roles"] == ["institution_lawyer"]
    assert (await theirs.get("/session")).json()["roles"] == ["institution_lawyer"]
    assert (await published(engine))[-1] == "identity.member_roles_changed.v1"


async def test_a_role_for_a_time_ends_with_its_last_day_at_once(
    new_browser: Callable[[], AsyncClient], engine: Engine, clock: Clock, work: Work
) -> None:
    owner = await given_owner(engine, OrganisationKind.INSTITUTION)
    officer = await given_colleague(engine, owner, "institution_officer")
    theirs, mine = new_browser(), new_browser()
    await sign_in(theirs, officer)
    await sign_in(mine, owner)
    today = business_date_at(clock.now)
    both = ["institution_lawyer", "institution_officer"]
    wish = {"roles": both, "ends": {"institution_lawyer": today.isoformat()}}

    changed = await mine.patch(f"/members/{officer.user_id}", json=wish)
    assert changed.json()["role_ends"] == wish["ends"]
    assert (await theirs.get("/session")).json()["roles"] == both

    clock.now = start_of_day(today + timedelta(days=1)) - timedelta(seconds=1)
    await sign_in(theirs, officer)
    assert (await theirs.get("/session")).json()["roles"] == both
    clock.turn(seconds=1)
    assert (await theirs.get("/session")).json()["roles"] == ["institution_officer"]

    for _ in range(2):
        await end_roles.run(replace(work, clock=clock))
    assert (await published(engine))[-2:] == [
        "identity.signed_in.v1",
        "identity.member_roles_changed.v1",
    ]
    async with open_tx(engine, SYSTEM) as tx:
        [member] = [
            each
            for each in await list_members(tx, OrganisationId(owner.organisation_id))
            if each.user_id == officer.user_id
        ]
    assert (member.roles, member.role_ends) == (("institution_officer",), {})


async def test_whose_only_role_has_ended_is_out(
    new_browser: Callable[[], AsyncClient], engine: Engine, clock: Clock, work: Work
) -> None:
    owner = await given_owner(engine, OrganisationKind.INSTITUTION)
    officer = await given_colleague(engine, owner, "institution_officer")
    theirs, mine = new_browser(), new_browser()
    await sign_in(theirs, officer)
    await sign_in(mine, owner)
    today = business_date_at(clock.now)
    wish = {"roles": ["institution_officer"], "ends": {"institution_officer": today.isoformat()}}
    await mine.patch(f"/members/{officer.user_id}", json=wish)

    clock.now = start_of_day(today + timedelta(days=1)) - timedelta(seconds=1)
    await sign_in(theirs, officer)
    assert (await theirs.get("/session")).status_code == 200
    clock.turn(seconds=1)
    assert (await theirs.get("/session")).status_code == 401
    refused = await sign_in(theirs, officer)
    assert refused.json()["code"] == "identity.wrong_credentials"
    await end_roles.run(replace(work, clock=clock))
    assert (await published(engine))[-1] == "identity.member_removed.v1"


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        ({"enterprise_owner": 0}, "identity.last_manager"),
        ({"enterprise_owner": -1}, "identity.role_end_invalid"),
        ({"enterprise_member": 1}, "identity.role_end_invalid"),
    ],
)
async def test_an_end_that_cannot_be_changes_nothing(
    browser: AsyncClient, engine: Engine, clock: Clock, ends: dict[str, int], code: str
) -> None:
    owner = await given_owner(engine)
    await sign_in(browser, owner)
    [before] = (await browser.get("/members")).json()
    today = business_date_at(clock.now)
    days = {role: (today + timedelta(days=by)).isoformat() for role, by in ends.items()}

    wish = {"roles": before["roles"], "ends": days}
    refused = await browser.patch(f"/members/{owner.user_id}", json=wish)

    assert refused.json()["code"] == code
    assert (await browser.get("/members")).json() == [before]


async def test_whoever_has_left_is_out_at_once(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    owner = await given_owner(engine)
    member = await given_colleague(engine, owner, "enterprise_member")
    theirs, mine = new_browser(), new_browser()
    await sign_in(theirs, member)
    await sign_in(mine, owner)

    assert (await mine.delete(f"/members/{member.user_id}")).status_code == 204

    assert (await theirs.get("/session")).status_code == 401
    assert (await sign_in(theirs, member)).status_code == 401
    assert len((await mine.get("/members")).json()) == 1
    assert (await published(engine)).count("identity.member_removed.v1") == 1


@pytest.mark.parametrize("how", ["demote", "remove"])
async def test_somebody_must_remain_who_manages_the_members(
    browser: AsyncClient, engine: Engine, how: str
) -> None:
    owner = await given_owner(engine)
    await given_colleague(engine, owner, "enterprise_member")
    await sign_in(browser, owner)
    before = await published(engine)

    path = f"/members/{owner.user_id}"
    if how == "demote":
        answer = await browser.patch(path, json={"roles": ["enterprise_member"]})
    else:
        answer = await browser.delete(path)

    assert (answer.status_code, answer.json()["code"]) == (409, "identity.last_manager")
    assert await published(engine) == before
    assert (await browser.get("/session")).json()["roles"] == ["enterprise_owner"]


async def test_two_managers_who_remove_each_other_at_once_are_not_both_gone(
    new_browser: Callable[[], AsyncClient], engine: Engine
) -> None:
    one = await given_owner(engine)
    other = await given_colleague(engine, one, "enterprise_owner")
    left, right = new_browser(), new_browser()
    await sign_in(left, one)
    await sign_in(right, other)

    answers = await asyncio.gather(
        left.delete(f"/members/{other.user_id}"), right.delete(f"/members/{one.user_id}")
    )

    assert sorted(answer.status_code for answer in answers)[0] == 204
    assert (await published(engine)).count("identity.member_removed.v1") == 1


async def test_members_of_another_organisation_look_like_none(
    browser: AsyncClient, engine: Engine
) -> None:
    stranger = await given_owner(engine)
    await sign_in(browser, await given_owner(engine))
    before = await published(engine)

    for user_id in (stranger.user_id, new_id()):
        answers = [
            await browser.patch(f"/members/{user_id}", json={"roles": ["enterprise_member"]}),
            await browser.delete(f"/members/{user_id}"),
        ]
        assert {(a.status_code, a.json()["code"]) for a in answers} == {
            (404, "identity.user_not_found")
        }
    assert await published(engine) == before


async def test_roles_are_those_of_the_own_portal(browser: AsyncClient, engine: Engine) -> None:
    await sign_in(browser, await given_owner(engine, OrganisationKind.INSTITUTION))
    names = [role["name"] for role in (await browser.get("/roles")).json()]
    assert names == [
        "institution_officer",
        "institution_approver",
        "institution_lawyer",
        "partner_officer",
    ]

    await sign_in(browser, await given_staff(engine, "super_administrator"))
    assert len((await browser.get("/roles")).json()) == 19


async def test_staff_find_organisations_and_their_people(
    browser: AsyncClient, engine: Engine
) -> None:
    company = await given_owner(engine, organisation_name="宁波海风渔业有限公司")
    await given_owner(engine, OrganisationKind.INSTITUTION, organisation_name="海风银行")
    await sign_in(browser, await given_staff(engine, "operations_manager"))

    async def names(**query: str) -> list[str]:
        answer = await browser.get("/organisations", params=query)
        return [item["name"] for item in answer.json()["items"]]

    assert (
        await names() == ["融渠平台", "海风银行", "宁波海风渔业有限公司"] or len(await names()) == 3
    )
    assert await names(name="海风") == ["海风银行", "宁波海风渔业有限公司"]
    assert await names(kind="enterprise") == ["宁波海风渔业有限公司"]
    assert await names(name="100%") == []
    path = f"/organisations/{company.organisation_id}/members"
    [member] = (await browser.get(path)).json()
    assert member["display_name"] == "张**"
    assert (await browser.get(path.removesuffix("/members"))).json()["kind"] == "enterprise"
    for none in (f"/organisations/{new_id()}", f"/organisations/{new_id()}/members"):
        answer = await browser.get(none)
        assert (answer.status_code, answer.json()["code"]) == (
            404,
            "identity.organisation_not_found",
        )


async def test_a_list_of_organisations_is_read_page_by_page(
    browser: AsyncClient, engine: Engine
) -> None:
    for number in range(5):
        await given_owner(engine, organisation_name=f"公司{number}号")
    await sign_in(browser, await given_staff(engine, "auditor"))

    query = {"limit": "2", "kind": "enterprise"}
    seen: list[str] = []
    while True:
        page = (await browser.get("/organisations", params=query)).json()
        seen += [item["name"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]

    assert seen == [f"公司{number}号" for number in reversed(range(5))]


async def test_customers_see_no_list_of_organisations(browser: AsyncClient, engine: Engine) -> None:
    owner = await given_owner(engine)
    await sign_in(browser, owner)

    one = f"/organisations/{owner.organisation_id}"
    for path in ("/organisations", one, f"{one}/members"):
        assert (await browser.get(path)).status_code == 403


async def test_staff_are_made_by_those_who_may_and_have_staff_roles(engine: Engine) -> None:
    staff = Staff(
        display_name=PersonName("王芳"),
        login=new_login(),
        password_hash=await ordinary_hash(),
        roles=("enterprise_owner",),
    )
    with pytest.raises(RolesDoNotFit):
        async with open_tx(engine, SYSTEM) as tx:
            await create_staff(tx, staff)
    with pytest.raises(NotAllowed):
        async with open_tx(engine, given_actor("identity:manage_members")) as tx:
            await create_staff(tx, staff)
    assert await published(engine) == []


async def test_nobody_adds_members_elsewhere(engine: Engine) -> None:
    owner = await given_owner(engine)
    new = NewMember(
        organisation_id=owner.organisation_id,
        display_name=PersonName("李华"),
        login=new_login(),
        password_hash=await ordinary_hash(),
        roles=("enterprise_owner",),
    )
    before = await published(engine)

    with pytest.raises(OrganisationNotFound):
        async with open_tx(engine, given_actor("identity:manage_members")) as tx:
            await add_member(tx, new)
    assert await published(engine) == before


async def test_what_other_rooms_are_told(engine: Engine) -> None:
    owner = await given_owner(engine, organisation_name="海风银行")

    async with open_tx(engine, SYSTEM) as tx:
        assert (await get_organisation(tx, owner.organisation_id)).name == "海风银行"
        assert await name_organisations(tx, [owner.organisation_id]) == {
            owner.organisation_id: "海风银行"
        }
        assert str((await name_people(tx, [owner.user_id]))[owner.user_id]) == "张**"
        [member] = await list_members(tx, owner.organisation_id)
        assert (member.user_id, member.email is not None) == (owner.user_id, True)
        assert (await get_user(tx, owner.user_id)).id == owner.user_id
        actor = await get_actor(tx, owner.user_id)
        assert actor.roles == ("enterprise_owner",)
        assert actor.may("identity:manage_members")
    async with open_tx(engine, given_actor()) as tx:
        assert await list_members(tx, owner.organisation_id) == ()
        with pytest.raises(UserNotFound):
            await get_user(tx, owner.user_id)
        named = await name_people(tx, [owner.user_id])  # who acted on the other side
        assert {person: str(name) for person, name in named.items()} == {owner.user_id: "张**"}
