"""The institution's side: take, review, due diligence, approve, reject, return."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.money import Money
from rongqu.modules.origination.tables import approval
from rongqu.modules.origination.types import Stage
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.origination import (
    APPROVE,
    DECISION,
    REVIEW,
    World,
    act,
    given_application,
    given_world,
    lender,
    look_at,
    steps_of,
    user_of,
)

CHECKED = {"checklist": {"site_visit": "passed", "tax_status": "passed"}, "note": "实地走访属实"}


async def test_from_review_to_approval_by_two_people(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.REVIEW)

    taken = await act(client, application_id, "taking", world.officer)
    reviewed = await act(
        client, application_id, "review", world.officer, {"findings": "开票稳定，客户分散"}
    )
    checked = await act(client, application_id, "due-diligence", world.officer, CHECKED)
    approved = await act(client, application_id, "approval", world.approver, DECISION)

    assert [r.json()["stage"] for r in (taken, reviewed, checked, approved)] == [
        "review",
        "due_diligence",
        "approval",
        "contract",
    ]
    assert taken.json()["assignee_id"] == world.officer["x-user"]
    assert checked.json()["assignee_id"] is None
    assert await steps_of(engine, application_id) == [
        "take",
        "pass_review",
        "pass_due_diligence",
        "approve",
    ]
    names = [name for name in await published(engine) if name.startswith("origination.")]
    assert names == [
        "origination.application_taken.v1",
        "origination.application_moved.v1",
        "origination.application_moved.v1",
        "origination.application_moved.v1",
        "origination.application_approved.v1",
    ]


async def test_the_approval_carries_price_fee_and_conditions(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)

    await act(client, application_id, "approval", world.approver, DECISION)
    found = await client.get(f"/applications/{application_id}", headers=world.applicant)

    terms = found.json()["approval"]
    assert terms["amount"] == {"amount": "800000.00", "currency": "CNY"}
    assert terms["yearly_rate"] == "0.0680"
    assert terms["fee"] == {"amount": "8000.00", "currency": "CNY"}
    assert terms["conditions"] == "放款前补充购销合同"
    assert terms["contract_id"] == found.json()["application"]["contract_id"]
    assert found.json()["turn"] == "both"


async def test_whoever_reviewed_does_not_approve(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(
        engine, world, stage=Stage.APPROVAL, reviewed_by=user_of(world.approver)
    )

    response = await act(client, application_id, "approval", world.approver, DECISION)

    assert response.status_code == 403
    assert response.json()["code"] == "common.second_person_needed"
    assert (await look_at(engine, application_id)).stage is Stage.APPROVAL
    seen = await client.get(f"/applications/{application_id}", headers=world.approver)
    assert seen.json()["open_moves"] == ["return", "reject"]


async def test_the_database_refuses_the_reviewer_too(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    reviewer = user_of(world.officer)
    application_id = await given_application(
        engine, world, stage=Stage.APPROVAL, reviewed_by=reviewer
    )
    await act(client, application_id, "approval", world.approver, DECISION)

    with pytest.raises(IntegrityError, match="four_eyes"):
        async with engine.begin(PLATFORM) as connection:
            await connection.execute(update(approval).values(approved_by=reviewer))


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"amount": {"amount": "1000000.01", "currency": "CNY"}}, "origination.above_asked"),
        ({"amount": {"amount": "600000.00", "currency": "CNY"}}, "origination.above_limit"),
        ({"amount": {"amount": "10000.00", "currency": "CNY"}}, "origination.outside_product"),
        (
            {"term_months": 36, "amount": {"amount": "60000", "currency": "CNY"}},
            "origination.outside_product",
        ),
    ],
)
async def test_an_approval_beyond_its_bounds_is_refused(
    client: AsyncClient, engine: Engine, different: dict[str, Any], code: str
) -> None:
    world = await given_world(engine, net_assets=Money(1_000_000_00, "CNY"))
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)

    response = await act(client, application_id, "approval", world.approver, DECISION | different)

    assert response.status_code == 422
    assert response.json()["code"] == code
    assert (await look_at(engine, application_id)).stage is Stage.APPROVAL
    assert "origination.application_moved.v1" not in await published(engine)


async def test_without_figures_there_is_no_limit(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine, net_assets=None)
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)

    response = await act(client, application_id, "approval", world.approver, DECISION)

    assert response.status_code == 409
    assert response.json()["code"] == "origination.figures_missing"


async def test_a_grade_without_a_price_is_not_approved(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    screening: dict[str, Any] = {"lane": "manual", "score": 420, "grade": "E", "missed": []}
    application_id = await given_application(
        engine, world, stage=Stage.APPROVAL, screening=screening
    )

    response = await act(client, application_id, "approval", world.approver, DECISION)

    assert response.status_code == 409
    assert response.json()["code"] == "origination.no_price"


async def test_what_is_owed_already_counts_against_the_limit(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine, net_assets=Money(3_000_000_00, "CNY"))
    await given_application(engine, world, stage=Stage.ACTIVE)  # one million of one and a half
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)

    response = await act(client, application_id, "approval", world.approver, DECISION)
    basis = await client.get(f"/applications/{application_id}/basis", headers=world.approver)

    assert response.json()["code"] == "origination.above_limit"
    assert basis.json()["exposure"] == {"amount": "1000000.00", "currency": "CNY"}
    assert basis.json()["limit"] == {"amount": "500000.00", "currency": "CNY"}


async def test_two_approvers_at_once_approve_once(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)
    colleague = lender(world.institution_id, *APPROVE)

    answers = await asyncio.gather(
        act(client, application_id, "approval", world.approver, DECISION),
        act(client, application_id, "approval", colleague, DECISION),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert (await published(engine)).count("origination.application_approved.v1") == 1


async def test_two_approvals_for_one_enterprise_do_not_both_take_the_limit(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine, net_assets=Money(2_000_000_00, "CNY"))
    both = [await given_application(engine, world, stage=Stage.APPROVAL) for _ in range(2)]

    answers = await asyncio.gather(
        *(act(client, one, "approval", world.approver, DECISION) for one in both)
    )

    assert sorted(answer.status_code for answer in answers) == [200, 422]


async def test_withdrawing_against_an_approval_ends_one_way(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)

    approved, withdrawn = await asyncio.gather(
        act(client, application_id, "approval", world.approver, DECISION),
        act(client, application_id, "withdrawal", world.applicant, {"reason": "too_slow"}),
    )

    stage = (await look_at(engine, application_id)).stage
    if approved.status_code == 200:
        # withdrawing came second: the contract is still being written
        assert withdrawn.json()["code"] == "origination.contract_not_ready"
        assert stage is Stage.CONTRACT
    else:
        assert approved.json()["code"] == "origination.cannot_move"
        assert withdrawn.status_code == 200
        assert stage is Stage.WITHDRAWN


@pytest.mark.parametrize("stage", [Stage.REVIEW, Stage.DUE_DILIGENCE, Stage.APPROVAL])
async def test_the_institution_may_say_no_with_a_reason(
    client: AsyncClient, engine: Engine, stage: Stage
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=stage)
    body = {"reason": "repayment_ability", "note": "现金流不足以覆盖还款"}

    response = await act(client, application_id, "rejection", world.officer, body)
    seen = await client.get(f"/applications/{application_id}", headers=world.applicant)

    assert response.json()["stage"] == "rejected"
    last = seen.json()["steps"][-1]
    assert (last["reason_code"], last["note"]) == (body["reason"], body["note"])
    assert last["side"] == "institution"
    assert last["actor_name"] is None


@pytest.mark.parametrize("stage", [Stage.REVIEW, Stage.DUE_DILIGENCE, Stage.APPROVAL])
async def test_what_is_returned_is_completed_and_submitted_again(
    client: AsyncClient, engine: Engine, stage: Stage
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=stage)
    body = {"reason": "documents", "note": "请补充近六个月纳税申报表"}

    returned = await act(client, application_id, "return", world.officer, body)
    edited = await client.patch(
        f"/applications/{application_id}",
        json={"version": returned.json()["version"], "explanation": "已补充"},
        headers=world.applicant,
    )
    again = await act(
        client,
        application_id,
        "submission",
        world.applicant,
        {"version": edited.json()["version"]},
    )

    assert returned.json()["stage"] == "returned"
    assert returned.json()["deadline_at"] is not None
    assert again.json()["stage"] == "submitted"


async def test_a_colleague_s_work_is_left_alone(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.REVIEW)
    await act(client, application_id, "taking", world.officer)
    colleague = lender(world.institution_id, *REVIEW)

    answers = [
        await act(client, application_id, "taking", colleague),
        await act(client, application_id, "review", colleague, {"findings": "可以"}),
        await act(client, application_id, "rejection", colleague, {"reason": "other"}),
        await act(
            client, application_id, "return", colleague, {"reason": "figures", "note": "补充"}
        ),
    ]

    assert {answer.json()["code"] for answer in answers} == {"origination.taken_by_other"}
    assert await steps_of(engine, application_id) == ["take"]


async def test_two_who_take_it_at_once(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.REVIEW)
    colleague = lender(world.institution_id, *REVIEW)

    answers = await asyncio.gather(
        act(client, application_id, "taking", world.officer),
        act(client, application_id, "taking", colleague),
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_work_is_given_to_members_only(client: AsyncClient, engine: Engine) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.REVIEW)
    body = {"assignee_id": world.applicant["x-user"]}

    response = await act(client, application_id, "assignment", world.approver, body)

    assert response.status_code == 422
    assert response.json()["code"] == "origination.not_a_member"
    assert (await look_at(engine, application_id)).assignee_id is None


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.RETURNED, Stage.CONTRACT, Stage.REJECTED])
async def test_what_waits_for_nobody_of_the_institution_is_not_taken(
    client: AsyncClient, engine: Engine, stage: Stage
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=stage)

    taken = await act(client, application_id, "taking", world.officer)

    assert taken.status_code == (404 if stage is Stage.DRAFT else 409)
    assert await steps_of(engine, application_id) == []


async def test_the_platform_s_investigator_does_the_due_diligence(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.DUE_DILIGENCE)
    investigator = signed_in(
        "origination:view", "origination:view_everywhere", "origination:investigate"
    )

    response = await act(client, application_id, "due-diligence", investigator, CHECKED)

    assert response.json()["stage"] == "approval"
    seen = await client.get(f"/applications/{application_id}", headers=world.officer)
    assert seen.json()["steps"][-1]["side"] == "platform"


async def test_an_answer_is_given_again_for_the_same_key(
    client: AsyncClient, engine: Engine
) -> None:
    world: World = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)
    path, headers = f"/applications/{application_id}/approval", world.approver | new_key()

    first = await client.post(path, json=DECISION, headers=headers)
    again = await client.post(path, json=DECISION, headers=headers)

    assert first.status_code == again.status_code == 200
    assert again.json() == first.json()
