from __future__ import annotations

from datetime import timedelta
from typing import Any

from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from tests.builders.identity import (
    Clock,
    given_colleague,
    given_owner,
    given_staff,
    sign_in,
)


async def search(browser: AsyncClient, **query: object) -> list[dict[str, Any]]:
    answer = await browser.get("/audit-records", params={k: str(v) for k, v in query.items()})
    assert answer.status_code == 200
    return answer.json()["items"]


async def test_an_auditor_finds_what_happened(browser: AsyncClient, engine: Engine) -> None:
    owner, other = await given_owner(engine), await given_owner(engine)
    member = await given_colleague(engine, owner, "enterprise_member")
    await sign_in(browser, owner)
    await browser.delete("/session")
    browser.headers.pop("x-csrf-token")
    await sign_in(browser, await given_staff(engine, "auditor"))

    by_owner = await search(browser, person=owner.user_id)
    assert [record["name"] for record in by_owner] == [
        "identity.signed_out.v1",
        "identity.signed_in.v1",
    ]
    assert {record["actor_name"] for record in by_owner} == {"张**"}
    about_member = await search(browser, subject=member.user_id)
    assert [record["name"] for record in about_member] == ["identity.member_added.v1"]
    assert about_member[0]["payload"]["roles"] == ["enterprise_member"]
    theirs = await search(browser, organisation=other.organisation_id)
    assert {record["name"] for record in theirs} == {
        "identity.user_signed_up.v1",
        "identity.organisation_created.v1",
    }
    signed_in = await search(browser, name="identity.signed_in")
    assert len(signed_in) == 2


async def test_time_and_pages_narrow_the_search(
    browser: AsyncClient, engine: Engine, clock: Clock
) -> None:
    for _ in range(3):
        await given_owner(engine)
    await sign_in(browser, await given_staff(engine, "compliance_officer"))

    everything = await search(browser, limit=200)
    assert [record["position"] for record in everything] == sorted(
        (record["position"] for record in everything), reverse=True
    )
    assert await search(browser, since=(clock.now + timedelta(hours=1)).isoformat()) == []
    assert await search(browser, until=(clock.now - timedelta(hours=1)).isoformat()) == []
    first = await browser.get("/audit-records", params={"limit": "4"})
    rest = await search(browser, limit=200, cursor=first.json()["next_cursor"])
    assert first.json()["items"] + rest == everything


async def test_the_record_is_for_auditors(browser: AsyncClient, engine: Engine) -> None:
    await sign_in(browser, await given_staff(engine, "super_administrator"))

    answer = await browser.get("/audit-records")

    assert answer.status_code == 403
    assert answer.json()["params"] == {"permission": "identity:view_audit"}


async def test_the_record_of_people_holds_no_personal_data(
    browser: AsyncClient, engine: Engine
) -> None:
    owner = await given_owner(engine)
    await sign_in(browser, owner)
    await sign_in(browser, await given_staff(engine, "auditor"))

    text = (await browser.get("/audit-records", params={"limit": "200"})).text

    for personal in ("张小明", "王芳", owner.login):
        assert personal not in text


async def test_what_was_changed_says_what_it_was_and_whence(
    browser: AsyncClient, engine: Engine
) -> None:
    owner = await given_owner(engine)
    member = await given_colleague(engine, owner, "enterprise_member")
    await sign_in(browser, owner)
    wish = {"roles": ["enterprise_owner"]}
    changed = await browser.patch(f"/members/{member.user_id}", json=wish)
    assert changed.status_code == 200, changed.text
    await browser.delete("/session")
    browser.headers.pop("x-csrf-token")
    await sign_in(browser, await given_staff(engine, "auditor"))

    by_owner = await search(browser, person=owner.user_id, changes_only=True)

    assert [(each["name"], each["changes"], each["address"]) for each in by_owner] == [
        (
            "identity.member_roles_changed.v1",
            [{"field": "roles", "before": "enterprise_member", "after": "enterprise_owner"}],
            "127.0.0.1",
        )
    ]
    assert (await search(browser, person=owner.user_id))[0]["changes"] == []
