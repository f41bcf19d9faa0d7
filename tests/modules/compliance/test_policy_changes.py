from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from datetime import date, timedelta
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from rongqu.infra.database import Engine
from rongqu.infra.policies import EVER, policy, read_pack, read_policy_on
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import new_id
from rongqu.modules.compliance import tables
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published

KEY = "risk.fast_lane_score"
MAY_ALL = (
    "compliance:view_policies",
    "compliance:propose_policy_change",
    "compliance:approve_policy_change",
)
TODAY = business_date_at(utc_now())
TOMORROW = TODAY + timedelta(days=1)
WISH = {
    "key": KEY,
    "value": "720",
    "valid_from": TOMORROW.isoformat(),
    "reason": "坏账率连续两个月上升",
}

PROPOSED = ["compliance.approval_asked.v1", "compliance.policy_change_proposed.v1"]


def officer(*permissions: str) -> dict[str, str]:
    return signed_in(*(permissions or MAY_ALL), portal=Portal.OPERATIONS)


@pytest.fixture(autouse=True)
async def pack_only(engine: Engine) -> AsyncGenerator[None]:
    """The table of values is kept between tests: each starts and ends with the pack's."""
    yield
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(delete(policy).where(policy.c.valid_from > EVER))


async def count_values(engine: Engine) -> int:
    async with engine.connect(PLATFORM) as connection:
        return (await connection.execute(select(func.count()).select_from(policy))).scalar_one()


async def value_on(engine: Engine, day: date) -> str:
    async with open_tx(engine, SYSTEM) as tx:
        return f"{await read_policy_on(tx, KEY, day):f}"


async def given_proposed(client: AsyncClient, asker: dict[str, str], **change: Any) -> str:
    answer = await client.post("/policy-changes", json=WISH | change, headers=asker | new_key())
    assert answer.status_code == 201
    return f"/approvals/{answer.json()['id']}"


async def test_a_second_person_makes_the_change_hold_from_its_day_on(
    client: AsyncClient, engine: Engine
) -> None:
    path = await given_proposed(client, officer())
    assert await value_on(engine, TOMORROW) == "700"

    answer = await client.post(f"{path}/approval", headers=officer() | new_key())

    assert answer.status_code == 200
    assert answer.json()["status"] == "approved"
    assert await value_on(engine, TODAY) == "700"
    assert await value_on(engine, TOMORROW) == "720"
    assert await published(engine) == [
        "compliance.approval_asked.v1",
        "compliance.policy_change_proposed.v1",
        "compliance.policy_changed.v1",
        "compliance.approval_given.v1",
    ]


async def test_whoever_proposed_does_not_approve(client: AsyncClient, engine: Engine) -> None:
    asker = officer()
    path = await given_proposed(client, asker)
    before = await count_values(engine)

    answer = await client.post(f"{path}/approval", headers=asker | new_key())

    assert (answer.status_code, answer.json()["code"]) == (403, "common.second_person_needed")
    assert await count_values(engine) == before
    assert await published(engine) == PROPOSED


async def test_the_database_refuses_the_asker_too(client: AsyncClient, engine: Engine) -> None:
    await given_proposed(client, officer())
    columns = tables.approval.c

    with pytest.raises(IntegrityError, match="four_eyes"):
        async with engine.begin(PLATFORM) as connection:
            await connection.execute(
                update(tables.approval).values(
                    status="approved", decided_by=columns.asked_by, decided_at=utc_now()
                )
            )


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"key": "risk.no_such_policy"}, 404, "compliance.policy_unknown"),
        ({"value": "599"}, 422, "compliance.value_out_of_bounds"),
        ({"value": "851"}, 422, "compliance.value_out_of_bounds"),
        ({"value": "700.5"}, 422, "compliance.value_not_whole"),
        ({"value": "seven"}, 422, "common.invalid_request"),
        ({"value": "NaN"}, 422, "common.invalid_request"),
        ({"valid_from": TODAY.isoformat()}, 422, "compliance.starts_too_early"),
        ({"valid_from": "2020-01-01"}, 422, "compliance.starts_too_early"),
        ({"reason": "so"}, 422, "common.invalid_request"),
    ],
)
async def test_a_bad_proposal_changes_nothing(
    client: AsyncClient, engine: Engine, change: dict[str, Any], status: int, code: str
) -> None:
    answer = await client.post("/policy-changes", json=WISH | change, headers=officer() | new_key())

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await published(engine) == []
    listed = await client.get("/policy-changes", headers=officer())
    assert listed.json()["items"] == []


async def test_one_change_of_a_policy_waits_at_a_time(client: AsyncClient, engine: Engine) -> None:
    answers = await asyncio.gather(
        *(
            client.post("/policy-changes", json=WISH, headers=officer() | new_key())
            for _ in range(3)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {
        "compliance.approval_pending"
    }
    assert await published(engine) == PROPOSED


async def test_two_values_do_not_start_on_one_day(client: AsyncClient, engine: Engine) -> None:
    first = await given_proposed(client, officer())
    await client.post(f"{first}/approval", headers=officer() | new_key())
    second = await given_proposed(client, officer(), value="730")
    before = await published(engine)

    answer = await client.post(f"{second}/approval", headers=officer() | new_key())

    assert (answer.status_code, answer.json()["code"]) == (409, "compliance.day_taken")
    assert await value_on(engine, TOMORROW) == "720"
    assert await published(engine) == before


async def test_a_change_whose_day_has_come_is_no_longer_approved(
    client: AsyncClient, engine: Engine
) -> None:
    path = await given_proposed(client, officer())
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(
            update(tables.approval).values(
                content={"key": KEY, "value": "720", "valid_from": TODAY.isoformat()}
            )
        )

    answer = await client.post(f"{path}/approval", headers=officer() | new_key())

    assert answer.json()["code"] == "compliance.starts_too_early"
    assert await value_on(engine, TOMORROW) == "700"


@pytest.mark.parametrize("step", ["approval", "rejection"])
async def test_a_decided_change_is_not_decided_again(
    client: AsyncClient, engine: Engine, step: str
) -> None:
    path = await given_proposed(client, officer())
    reason = {"reason": "先观察一个季度"}
    await client.post(f"{path}/rejection", json=reason, headers=officer() | new_key())
    before = await published(engine)

    answer = await client.post(f"{path}/{step}", json=reason, headers=officer() | new_key())

    assert (answer.status_code, answer.json()["code"]) == (409, "compliance.approval_decided")
    assert await published(engine) == before


async def test_a_proposal_is_taken_back_by_its_asker_alone(
    client: AsyncClient, engine: Engine
) -> None:
    asker = officer("compliance:view_policies", "compliance:propose_policy_change")
    path = await given_proposed(client, asker)
    reason = {"reason": "数字写错了"}

    refused = await client.post(
        f"{path}/rejection",
        json=reason,
        headers=officer("compliance:view_policies", "compliance:propose_policy_change") | new_key(),
    )
    taken_back = await client.post(f"{path}/rejection", json=reason, headers=asker | new_key())

    assert refused.status_code == 403
    assert taken_back.json()["status"] == "rejected"
    assert taken_back.json()["decision_reason"] == "数字写错了"
    assert await value_on(engine, TOMORROW) == "700"
    assert await published(engine) == [
        "compliance.approval_asked.v1",
        "compliance.policy_change_proposed.v1",
        "compliance.approval_rejected.v1",
    ]


async def test_what_was_not_proposed_is_not_decided(client: AsyncClient) -> None:
    for step in ("approval", "rejection"):
        answer = await client.post(
            f"/approvals/{new_id()}/{step}",
            json={"reason": "没有这条"},
            headers=officer() | new_key(),
        )
        assert (answer.status_code, answer.json()["code"]) == (404, "compliance.approval_not_found")


async def test_each_step_needs_its_permission(client: AsyncClient, engine: Engine) -> None:
    path = await given_proposed(client, officer())
    before = await published(engine)
    viewer = officer("compliance:view_policies")

    answers = [
        await client.post("/policy-changes", json=WISH, headers=viewer | new_key()),
        await client.post(f"{path}/approval", headers=viewer | new_key()),
        await client.post(f"{path}/rejection", json={"reason": "不行"}, headers=viewer | new_key()),
        await client.get("/policies", headers=officer("contracts:view")),
        await client.get("/policy-changes", headers=officer("contracts:view")),
    ]

    assert {(a.status_code, a.json()["code"]) for a in answers} == {(403, "common.not_allowed")}
    assert await published(engine) == before


async def test_the_list_shows_today_next_history_and_what_waits(
    client: AsyncClient,
) -> None:
    path = await given_proposed(client, officer())
    await client.post(f"{path}/approval", headers=officer() | new_key())
    later = (TODAY + timedelta(days=30)).isoformat()
    await given_proposed(client, officer(), value="740", valid_from=later)

    answer = await client.get("/policies", headers=officer())

    policies = {each["key"]: each for each in answer.json()}
    assert policies.keys() == read_pack().keys()
    shown = policies[KEY]
    assert (shown["room"], shown["unit"]) == ("risk", "score")
    assert (shown["lowest"], shown["highest"]) == ("600", "850")
    assert shown["current"]["value"] == "700"
    assert (shown["next"]["value"], shown["next"]["valid_from"]) == ("720", WISH["valid_from"])
    assert [value["value"] for value in shown["history"]] == ["720", "700"]
    assert shown["pending"]["value"] == "740"


async def test_changes_are_listed_by_state_and_page(client: AsyncClient) -> None:
    for key in ("risk.fast_lane_score", "identity.lock_first_seconds", "insight.bad_debt_line"):
        value = {"insight.bad_debt_line": "0.011", "identity.lock_first_seconds": "90"}
        path = await given_proposed(client, officer(), key=key, value=value.get(key, "710"))
    await client.post(f"{path}/rejection", json={"reason": "不需要"}, headers=officer() | new_key())

    async def keys(**query: str) -> list[str]:
        answer = await client.get("/policy-changes", params=query, headers=officer())
        return [item["key"] for item in answer.json()["items"]]

    assert await keys(status="rejected") == ["insight.bad_debt_line"]
    assert await keys(status="proposed") == ["identity.lock_first_seconds", "risk.fast_lane_score"]
    assert len(await keys(limit="2")) == 2
