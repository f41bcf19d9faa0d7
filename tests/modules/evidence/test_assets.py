"""The same thing is not pledged twice."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.ids import new_id
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published

RECEIPT = {"kind": "warehouse_receipt", "issuer": "宁波港仓储", "serial": "WR-2026-0001"}
BORROWER, LENDER, OTHER = new_id(), new_id(), new_id()
OWNER = signed_in("evidence:own_assets", "evidence:view", organisation=BORROWER)
HOLDER = signed_in(
    "evidence:release_assets", "evidence:check_assets", "evidence:view", organisation=LENDER
)
STRANGER = signed_in(
    "evidence:own_assets", "evidence:release_assets", "evidence:view", organisation=OTHER
)


async def registered(client: AsyncClient, **changes: str) -> dict[str, Any]:
    response = await client.post(
        "/evidence/assets", json=RECEIPT | changes, headers=OWNER | new_key()
    )
    assert response.status_code == 201, response.text
    return response.json()


async def pledge(
    client: AsyncClient, asset_id: str, headers: dict[str, str], holder: UUID = LENDER
) -> tuple[int, str | None]:
    body = {"holder_id": str(holder), "reference_id": str(new_id())}
    path = f"/evidence/assets/{asset_id}/pledge"
    response = await client.post(path, json=body, headers=headers | new_key())
    return response.status_code, response.json().get("code")


async def release(
    client: AsyncClient, asset_id: str, headers: dict[str, str]
) -> tuple[int, str | None]:
    path = f"/evidence/assets/{asset_id}/release"
    response = await client.post(path, headers=headers | new_key())
    return response.status_code, response.json().get("code")


async def state(client: AsyncClient, **changes: str) -> str:
    response = await client.get("/evidence/assets/state", params=RECEIPT | changes, headers=HOLDER)
    return response.json()["state"]


async def test_a_thing_is_registered_pledged_and_released(
    engine: Engine, client: AsyncClient
) -> None:
    assert await state(client) == "unknown"
    asset = await registered(client)
    assert (asset["is_pledged"], await state(client)) == (False, "free")

    assert await pledge(client, asset["id"], OWNER) == (200, None)
    assert await state(client) == "pledged"
    seen = (await client.get(f"/evidence/assets/{asset['id']}", headers=HOLDER)).json()
    assert seen["holder_id"] == str(LENDER)

    assert await release(client, asset["id"], HOLDER) == (200, None)
    assert await state(client) == "free"
    assert await published(engine) == [
        "evidence.asset_registered.v1",
        "evidence.asset_pledged.v1",
        "evidence.asset_released.v1",
    ]


async def test_a_pledged_thing_is_not_pledged_again(engine: Engine, client: AsyncClient) -> None:
    asset = await registered(client)
    await pledge(client, asset["id"], OWNER)
    before = await published(engine)

    again = await pledge(client, asset["id"], OWNER, OTHER)

    assert again == (409, "evidence.already_pledged")
    assert await published(engine) == before


async def test_of_two_pledges_at_once_one_holds(client: AsyncClient) -> None:
    asset = await registered(client)
    answers = await asyncio.gather(
        *(pledge(client, asset["id"], OWNER, holder) for holder in (LENDER, OTHER))
    )
    assert sorted(answers, key=str) == [(200, None), (409, "evidence.already_pledged")]


async def test_the_database_itself_allows_one_pledge(engine: Engine, client: AsyncClient) -> None:
    asset = await registered(client)
    await pledge(client, asset["id"], OWNER)
    with pytest.raises(IntegrityError):
        async with engine.begin(PLATFORM) as connection:
            await connection.execute(
                text(
                    "INSERT INTO evidence.pledge SELECT gen_random_uuid(), asset_id, holder_id, "
                    "reference_id, pledged_at, released_at FROM evidence.pledge"
                )
            )


@pytest.mark.parametrize(
    "typed",
    [{"serial": "wr 2026 0001"}, {"serial": "ＷＲ２０２６０００１"}, {"issuer": " 宁波港·仓储 "}],
)
async def test_the_same_thing_typed_in_another_way_is_known(
    client: AsyncClient, typed: dict[str, str]
) -> None:
    await registered(client)
    body = RECEIPT | typed
    again = await client.post("/evidence/assets", json=body, headers=STRANGER | new_key())
    assert (again.status_code, again.json()["code"]) == (409, "evidence.asset_known")
    assert await state(client, **typed) == "free"


async def test_another_kind_or_issuer_is_another_thing(client: AsyncClient) -> None:
    await registered(client)
    await registered(client, kind="ear_tag")
    await registered(client, issuer="舟山港仓储")
    listed = (await client.get("/evidence/assets?limit=2", headers=OWNER)).json()
    assert [asset["issuer"] for asset in listed["items"]] == ["舟山港仓储", "宁波港仓储"]
    assert listed["next_cursor"] is not None


async def test_only_the_owner_pledges_and_only_the_holder_releases(client: AsyncClient) -> None:
    asset = await registered(client)
    assert await pledge(client, asset["id"], STRANGER) == (404, "evidence.asset_not_found")
    assert await pledge(client, asset["id"], HOLDER) == (403, "common.not_allowed")
    assert await release(client, asset["id"], HOLDER) == (404, "evidence.asset_not_found")

    await pledge(client, asset["id"], OWNER)
    assert await release(client, asset["id"], STRANGER) == (404, "evidence.asset_not_found")
    assert await release(client, asset["id"], OWNER) == (403, "common.not_allowed")
    assert await state(client) == "pledged"


async def test_strangers_see_nothing_of_a_thing(client: AsyncClient) -> None:
    asset = await registered(client)
    response = await client.get(f"/evidence/assets/{asset['id']}", headers=STRANGER)
    assert response.json()["code"] == "evidence.asset_not_found"
    assert (await client.get("/evidence/assets", headers=STRANGER)).json()["items"] == []
    asked = await client.get("/evidence/assets/state", params=RECEIPT, headers=STRANGER)
    assert asked.status_code == 403
    staff = signed_in("evidence:view_everywhere")
    assert len((await client.get("/evidence/assets", headers=staff)).json()["items"]) == 1


async def test_nothing_is_pledged_that_is_not_there(client: AsyncClient) -> None:
    unknown = str(new_id())
    assert await pledge(client, unknown, OWNER) == (404, "evidence.asset_not_found")
    assert await release(client, unknown, HOLDER) == (404, "evidence.asset_not_found")
