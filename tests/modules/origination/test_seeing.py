"""Who sees what: shelves, lists, the file, the company."""

from __future__ import annotations

from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.modules.origination.types import Stage
from tests.builders.actors import signed_in
from tests.builders.origination import (
    DECISION,
    act,
    given_application,
    given_world,
    user_of,
    yuan,
)


async def test_a_draft_is_nobody_else_s_business(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world)

    seen = await client.get(f"/applications/{application_id}", headers=world.officer)

    assert seen.status_code == 404


async def test_another_institution_sees_nothing(client: AsyncClient, engine: Engine) -> None:
    world, other = await given_world(engine), await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.REVIEW)

    answers = [
        await client.get(f"/applications/{application_id}", headers=other.approver),
        await client.get(f"/applications/{application_id}/basis", headers=other.approver),
        await act(client, application_id, "taking", other.approver),
        await act(client, application_id, "approval", other.approver, DECISION),
    ]

    assert {answer.status_code for answer in answers} == {404}


async def test_the_file_of_the_lender_is_not_the_applicant_s(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine)
    application_id = await given_application(
        engine, world, stage=Stage.APPROVAL, reviewed_by=user_of(world.officer)
    )

    theirs = await client.get(f"/applications/{application_id}", headers=world.applicant)
    lenders = await client.get(f"/applications/{application_id}", headers=world.officer)

    assert theirs.json()["assessments"] == []
    assert "经营稳定" not in theirs.text
    assert lenders.json()["assessments"][0]["note"] == "经营稳定"


async def test_the_shelves_of_the_queue(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    fresh = await given_application(engine, world, stage=Stage.REVIEW)
    mine = await given_application(
        engine, world, stage=Stage.DUE_DILIGENCE, assignee_id=user_of(world.officer)
    )
    await given_application(
        engine, world, stage=Stage.APPROVAL, reviewed_by=user_of(world.approver)
    )
    await given_application(engine, world, stage=Stage.DRAFT)
    await given_application(engine, world, stage=Stage.RETURNED)
    decided = await given_application(engine, world, stage=Stage.ACTIVE)

    async def shelf(view: str, who: dict[str, str]) -> list[str]:
        listed = await client.get("/applications", params={"view": view}, headers=who)
        return [item["id"] for item in listed.json()["items"]]

    counted = await client.get("/applications/shelves", headers=world.officer)
    assert counted.json()["counts"] == {
        "waiting": 2,
        "new": 2,
        "late": 0,
        "decided": 1,
        "all": 5,
    }
    assert await shelf("waiting", world.officer) == [str(fresh), str(mine)]
    assert await shelf("waiting", world.approver) == [str(fresh)]  # reviewed the third itself
    assert await shelf("decided", world.officer) == [str(decided)]


async def test_lists_are_narrowed_and_paged(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    ids = [str(await given_application(engine, world, stage=Stage.REVIEW)) for _ in range(3)]
    staff = signed_in("origination:view", "origination:view_everywhere")

    first = await client.get("/applications", params={"limit": 2}, headers=staff)
    second = await client.get(
        "/applications",
        params={"limit": 2, "cursor": first.json()["next_cursor"]},
        headers=staff,
    )
    seen = [item["id"] for page in (first, second) for item in page.json()["items"]]
    assert seen == ids[::-1]
    assert second.json()["next_cursor"] is None

    for params, count in [
        ({"stage": "review"}, 3),
        ({"stage": ["draft", "active"]}, 0),
        ({"region": "32"}, 3),
        ({"region": "33"}, 0),
        ({"words": "明澈"}, 3),
        ({"words": "%"}, 0),
        ({"product_kind": "credit_loan"}, 3),
        ({"enterprise_id": str(world.enterprise_id)}, 3),
    ]:
        listed = await client.get("/applications", params=params, headers=staff)
        assert len(listed.json()["items"]) == count, params


async def test_the_lender_sees_who_applies(client: AsyncClient, engine: Engine) -> None:
    world, other = await given_world(engine), await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.REVIEW)
    path = f"/applications/{application_id}/company"

    seen = await client.get(path, headers=world.officer)
    strangers = await client.get(path, headers=other.officer)
    applicant = await client.get(path, headers=world.applicant)

    assert seen.json()["name"] == "苏州明澈精密仪器有限公司"
    assert seen.json()["figures"]["net_assets"] == yuan("10000000.00")
    assert seen.json()["months"] == []
    assert (strangers.status_code, applicant.status_code) == (404, 403)
