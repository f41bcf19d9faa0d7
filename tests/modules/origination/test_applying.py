"""The applicant's side: start, save, documents, submit, withdraw."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import update

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import utc_now
from rongqu.kernel.ids import new_id
from rongqu.modules.catalog.tables import product as product_table
from rongqu.modules.origination.types import Stage
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.files import pdf_file
from tests.builders.origination import (
    APPLY,
    given_application,
    given_world,
    look_at,
    steps_of,
)

OTHER_REASON = {"reason": "other"}
HALF_A_MILLION = {"amount": "500000.00", "currency": "CNY"}


async def own_events(engine: Engine) -> list[str]:
    return [name for name in await published(engine) if name.startswith("origination.")]


async def test_an_application_is_started_from_a_product(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine)
    body = {"product_id": str(world.product.id), "amount": HALF_A_MILLION}

    started = await client.post("/applications", json=body, headers=world.applicant | new_key())

    assert started.status_code == 201
    assert started.json()["stage"] == "draft"
    assert started.json()["product"]["version"] == 1
    assert started.json()["amount"] == HALF_A_MILLION
    assert started.json()["enterprise"]["name"] == "苏州明澈精密仪器有限公司"
    assert await own_events(engine) == ["origination.application_started.v1"]

    found = await client.get(f"/applications/{started.json()['id']}", headers=world.applicant)
    assert found.json()["application"] == started.json()
    assert found.json()["turn"] == "applicant"
    assert found.json()["missing"] == [
        "term_months",
        "purpose",
        "document:business_licence",
        "document:tax_returns",
    ]
    assert found.json()["open_moves"] == ["submit", "withdraw"]


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"amount": {"amount": "49999.99", "currency": "CNY"}}, "amount"),
        ({"amount": {"amount": "3000000.01", "currency": "CNY"}}, "amount"),
        ({"term_months": 2}, "term_months"),
        ({"term_months": 25}, "term_months"),
        ({"purpose": "speculation"}, "purpose"),
    ],
)
async def test_a_wish_outside_of_the_product_is_pointed_out(
    client: AsyncClient, engine: Engine, wish: dict[str, Any], field: str
) -> None:
    world = await given_world(engine)
    body = {"product_id": str(world.product.id)} | wish

    response = await client.post("/applications", json=body, headers=world.applicant | new_key())

    assert response.status_code == 422
    assert response.json()["code"] == "origination.outside_product"
    assert response.json()["params"]["field"] == field
    assert await own_events(engine) == []


async def test_a_withdrawn_product_takes_no_applications(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world)
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(
            update(product_table).values(status="withdrawn", withdrawn_at=utc_now())
        )
    body = {"product_id": str(world.product.id)}

    started = await client.post("/applications", json=body, headers=world.applicant | new_key())
    submitted = await client.post(
        f"/applications/{application_id}/submission",
        json={"version": 1},
        headers=world.applicant | new_key(),
    )

    for response in (started, submitted):
        assert response.status_code == 409
        assert response.json()["code"] == "origination.product_not_offered"
    assert await own_events(engine) == []


async def test_a_draft_is_saved_field_by_field(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world)
    path = f"/applications/{application_id}"

    first = await client.patch(path, json={"version": 1, "term_months": 6}, headers=world.applicant)
    second = await client.patch(
        path,
        json={"version": 2, "amount": None, "explanation": "采购原料"},
        headers=world.applicant,
    )

    assert (first.json()["version"], first.json()["term_months"]) == (2, 6)
    assert (second.json()["version"], second.json()["term_months"]) == (3, 6)
    assert second.json()["amount"] is None
    assert second.json()["explanation"] == "采购原料"
    assert await own_events(engine) == ["origination.application_edited.v1"] * 2


async def test_an_old_page_overwrites_nothing(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world)
    path = f"/applications/{application_id}"
    await client.patch(path, json={"version": 1, "term_months": 6}, headers=world.applicant)

    stale = await client.patch(path, json={"version": 1, "term_months": 9}, headers=world.applicant)

    assert stale.status_code == 409
    assert stale.json()["code"] == "origination.stale_version"
    found = await client.get(path, headers=world.applicant)
    assert found.json()["application"]["term_months"] == 6


@pytest.mark.parametrize("stage", [Stage.REVIEW, Stage.APPROVAL, Stage.ACTIVE, Stage.REJECTED])
async def test_what_was_handed_in_is_not_edited(
    client: AsyncClient, engine: Engine, stage: Stage
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=stage)
    path = f"/applications/{application_id}"

    edited = await client.patch(
        path, json={"version": 1, "term_months": 6}, headers=world.applicant
    )
    attached = await client.put(
        f"{path}/documents/{new_id()}?kind=tax_returns&name=a.pdf",
        content=pdf_file(),
        headers=world.applicant,
    )

    for response in (edited, attached):
        assert response.status_code == 409
        assert response.json()["code"] == "origination.not_editable"
    assert await own_events(engine) == []


async def test_a_complete_application_is_submitted_and_screened(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine, score=650)
    application_id = await given_application(engine, world)

    submitted = await client.post(
        f"/applications/{application_id}/submission",
        json={"version": 1},
        headers=world.applicant | new_key(),
    )
    await relay.drain()

    assert submitted.status_code == 200
    assert submitted.json()["stage"] == "submitted"
    assert (await look_at(engine, application_id)).stage is Stage.REVIEW
    assert await steps_of(engine, application_id) == ["submit", "screen", "send_to_review"]


async def test_what_is_missing_is_listed(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine, net_assets=None)
    application_id = await given_application(engine, world, documents=False, purpose=None)

    response = await client.post(
        f"/applications/{application_id}/submission",
        json={"version": 1},
        headers=world.applicant | new_key(),
    )

    assert response.status_code == 422
    assert response.json()["code"] == "origination.incomplete"
    assert response.json()["params"]["missing"].split() == [
        "purpose",
        "figures",
        "document:business_licence",
        "document:tax_returns",
    ]
    assert (await look_at(engine, application_id)).stage is Stage.DRAFT
    assert await own_events(engine) == []


async def test_submitting_twice_at_once_submits_once(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world)

    async def submit() -> int:
        response = await client.post(
            f"/applications/{application_id}/submission",
            json={"version": 1},
            headers=world.applicant | new_key(),
        )
        return response.status_code

    assert sorted(await asyncio.gather(submit(), submit())) == [200, 409]
    assert await steps_of(engine, application_id) == ["submit"]
    assert (await own_events(engine)).count("origination.application_submitted.v1") == 1


@pytest.mark.parametrize(
    "stage",
    [Stage.DRAFT, Stage.SUBMITTED, Stage.REVIEW, Stage.DUE_DILIGENCE, Stage.APPROVAL],
)
async def test_the_applicant_may_walk_away(
    client: AsyncClient, engine: Engine, stage: Stage
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=stage)

    response = await client.post(
        f"/applications/{application_id}/withdrawal",
        json={"reason": "not_needed"},
        headers=world.applicant | new_key(),
    )

    assert response.status_code == 200
    assert response.json()["stage"] == "withdrawn"
    assert response.json()["deadline_at"] is None


@pytest.mark.parametrize("stage", [Stage.PAYOUT, Stage.ACTIVE, Stage.CLOSED, Stage.REJECTED])
async def test_nobody_walks_away_from_what_is_signed_or_over(
    client: AsyncClient, engine: Engine, stage: Stage
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=stage)

    response = await client.post(
        f"/applications/{application_id}/withdrawal",
        json={"reason": "not_needed"},
        headers=world.applicant | new_key(),
    )

    assert response.status_code == 409
    assert response.json()["code"] == "origination.cannot_move"
    assert (await look_at(engine, application_id)).stage is stage


async def test_another_company_sees_nothing(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.REVIEW)
    stranger = signed_in(*APPLY)

    seen = await client.get(f"/applications/{application_id}", headers=stranger)
    moved = await client.post(
        f"/applications/{application_id}/withdrawal",
        json={"reason": "other"},
        headers=stranger | new_key(),
    )
    listed = await client.get("/applications", headers=stranger)

    assert (seen.status_code, moved.status_code) == (404, 404)
    assert moved.json()["code"] == "origination.not_found"
    assert listed.json() == {"items": [], "next_cursor": None}


async def test_each_change_needs_its_permission(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world)
    viewer = signed_in("origination:view", organisation=world.enterprise_id)
    path = f"/applications/{application_id}"
    start = {"product_id": str(world.product.id)}

    responses = [
        await client.post("/applications", json=start, headers=viewer | new_key()),
        await client.patch(path, json={"version": 1}, headers=viewer),
        await client.post(f"{path}/submission", json={"version": 1}, headers=viewer | new_key()),
        await client.post(
            f"{path}/withdrawal", json={"reason": "other"}, headers=viewer | new_key()
        ),
        await client.put(f"{path}/documents/{new_id()}?kind=other&name=a", headers=viewer),
        await client.delete(f"{path}/documents/{new_id()}", headers=viewer),
        await client.post(f"{path}/taking", headers=viewer | new_key()),
        await client.get(f"{path}/basis", headers=viewer),
    ]

    assert {response.status_code for response in responses} == {403}
    assert await own_events(engine) == []


async def test_an_enterprise_without_a_profile_cannot_apply(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine)

    response = await client.post(
        "/applications",
        json={"product_id": str(world.product.id)},
        headers=signed_in(*APPLY) | new_key(),
    )

    assert response.status_code == 404
    assert response.json()["code"] == "parties.enterprise_not_found"
