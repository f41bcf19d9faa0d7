"""Visits, pictures, checklist, memo; a committee votes, and only then may much be approved."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from rongqu.events.origination import ApplicationMoved
from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import utc_now
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import ApplicationId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.identity.public import OrganisationKind
from rongqu.modules.origination.types import Stage
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.identity import Person, given_colleague, given_owner
from tests.builders.origination import (
    World,
    act,
    deliver_again,
    given_application,
    given_world,
    happened,
    look_at,
)

WORK = ("diligence:view", "diligence:work", "diligence:call", "diligence:vote")
JPEG = b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00secret1\xff\xda pixels \xff\xd9"
HANDLER = "diligence.follow_application_as_case"
SECTIONS = {"wish": "申请 100 万元", "risks": "客户集中"}


class Desk:
    """An application in due diligence, and the people of its lender."""

    def __init__(
        self, client: AsyncClient, world: World, application_id: ApplicationId, people: list[Person]
    ) -> None:
        self.client = client
        self.world = world
        self.id = application_id
        self.people = people
        self.path = f"/diligence/{application_id}"

    def who(self, number: int = 0) -> dict[str, str]:
        person = self.people[number]
        return signed_in(
            *WORK,
            organisation=person.organisation_id,
            portal=Portal.INSTITUTION,
            user=person.user_id,
        )

    async def put(self, what: str, body: Any, number: int = 0) -> Response:
        return await self.client.put(f"{self.path}/{what}", json=body, headers=self.who(number))

    async def post(self, what: str, body: Any = None, number: int = 0) -> Response:
        headers = self.who(number) | new_key()
        return await self.client.post(f"{self.path}/{what}", json=body, headers=headers)

    async def see(self, who: dict[str, str] | None = None) -> Response:
        return await self.client.get(self.path, headers=who or self.who())


async def given_desk(
    client: AsyncClient, engine: Engine, relay: Relay, amount: Money | None = None
) -> Desk:
    owner = await given_owner(engine, OrganisationKind.INSTITUTION)
    people = [
        owner,
        *[await given_colleague(engine, owner, "institution_officer") for _ in range(3)],
    ]
    world = await given_world(engine, institution=owner.organisation_id)
    different: dict[str, Any] = {} if amount is None else {"amount_minor": amount.minor}
    application_id = await given_application(engine, world, stage=Stage.DUE_DILIGENCE, **different)
    await happened(engine, moved(world, application_id, "due_diligence", amount))
    await relay.drain()
    return Desk(client, world, application_id, people)


def moved(
    world: World, application_id: UUID, stage: str, amount: Money | None = None
) -> ApplicationMoved:
    return ApplicationMoved(
        subject_id=application_id,
        enterprise_id=world.enterprise_id,
        institution_id=world.institution_id,
        product_kind="credit_loan",
        region="320500",
        industry="C40",
        amount=amount or Money(1_000_000_00, "CNY"),
        from_stage="review",
        to_stage=stage,
        reason_code=None,
    )


def visit(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "site",
        "spoken_with": "finance",
        "held_at": utc_now().isoformat(),
        "place": "苏州工业园区厂房",
        "findings": "三条产线满负荷",
    } | changes


async def test_a_visit_and_its_picture_stay_as_they_were_recorded(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    desk = await given_desk(client, engine, relay)
    visit_id, photo_id = new_id(), new_id()
    for _ in range(2):
        recorded = await desk.put(f"visits/{visit_id}", visit())
        assert recorded.status_code == 200, recorded.text
    stated = "taken_at=2026-11-27T08:00:00Z&latitude=31.298974&longitude=120.585289&accuracy_m=12"
    address = f"{desk.path}/visits/{visit_id}/photos/{photo_id}?{stated}"
    await client.put(address, content=JPEG, headers=desk.who())
    kept = await client.put(address, content=JPEG, headers=desk.who())

    [seen] = kept.json()["visits"]
    [photo] = seen["photos"]
    assert (photo["latitude"], photo["longitude"]) == ("31.298974", "120.585289")
    assert photo["sha256"] == hashlib.sha256(JPEG).hexdigest()
    shown = await client.get(f"{desk.path}/photos/{photo_id}", headers=desk.who())
    assert shown.headers["content-type"] == "image/jpeg"
    assert b"secret1" not in shown.content
    names = await published(engine)
    assert [names.count(f"diligence.{it}.v1") for it in ("visit_recorded", "photo_taken")] == [1, 1]
    with pytest.raises(DBAPIError, match="permission denied"):
        async with engine.begin(PLATFORM) as connection:
            await connection.execute(text("UPDATE diligence.photo SET latitude = 0"))

    later = (utc_now() + timedelta(hours=1)).isoformat()
    photo_path = f"{desk.path}/visits/{visit_id}/photos/{new_id()}"
    refusals = [
        await desk.put(f"visits/{new_id()}", visit(held_at=later)),
        await client.put(photo_path, content=b"MZ program", headers=desk.who()),
        await client.put(photo_path, content=JPEG + b"x" * (12 << 20), headers=desk.who()),
        await client.put(
            f"{desk.path}/visits/{new_id()}/photos/{new_id()}", content=JPEG, headers=desk.who()
        ),
        await client.get(f"{desk.path}/photos/{new_id()}", headers=desk.who()),
        await desk.put("checklist/animals_counted", {"result": "passed"}),
    ]
    assert [each.json()["code"].removeprefix("diligence.") for each in refusals] == [
        *("visit_in_future", "photo_refused", "photo_too_large", "visit_not_found"),
        *("photo_not_found", "item_unknown"),
    ]


async def test_a_memo_is_begun_from_the_record_and_kept_by_version(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    desk = await given_desk(client, engine, relay)
    await desk.put(f"visits/{new_id()}", visit())
    answered = await desk.put("checklist/judicial", {"result": "failed", "note": "一起未结诉讼"})
    assert [it["item"] for it in answered.json()["checklist"] if it["result"]] == ["judicial"]

    draft = await client.get(f"{desk.path}/memo-draft", headers=desk.who())

    sections = draft.json()["sections"]
    assert sections["wish"] == "申请金额 1,000,000.00 元。"
    assert "苏州明澈精密仪器有限公司" in sections["company"]
    assert "净资产 10,000,000.00 元" in sections["finance"]
    assert "资产负债率 28.6%" in sections["finance"]
    assert "平台评分 650，等级 C" in sections["credit"]
    assert "苏州工业园区厂房，对象：财务负责人：三条产线满负荷" in sections["visits"]
    assert "未通过 1 项" in sections["checklist"]
    assert "一起未结诉讼" in sections["checklist"]
    assert (sections["risks"], sections["advice"]) == ("", "")
    first = await desk.post("memos", {"based_on": 0, "sections": SECTIONS})
    outdated = await desk.post("memos", {"based_on": 0, "sections": SECTIONS}, 1)
    second = await desk.post("memos", {"based_on": 1, "sections": {"risks": "无"}}, 1)
    assert first.status_code == 201
    assert outdated.json()["code"] == "diligence.memo_outdated"
    assert [(it["version"], it["sections"]) for it in second.json()["memos"]] == [
        (2, {"risks": "无"}),
        (1, SECTIONS),
    ]


async def test_another_house_sees_nothing_and_a_decided_case_takes_nothing(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    desk = await given_desk(client, engine, relay)
    stranger = signed_in(*WORK, organisation=new_id(), portal=Portal.INSTITUTION)
    applicant = signed_in(*WORK, organisation=desk.world.enterprise_id)
    for who in (stranger, applicant):
        assert (await desk.see(who)).json()["code"] == "diligence.case_not_found"

    await deliver_again(engine, HANDLER)
    await happened(engine, moved(desk.world, desk.id, "contract"))
    await relay.drain()

    assert (await desk.see()).json()["is_open"] is False
    closed = [
        await desk.put(f"visits/{new_id()}", visit()),
        await desk.put("checklist/identity", {"result": "passed"}),
        await desk.post("memos", {"based_on": 0, "sections": SECTIONS}),
    ]
    assert {each.json()["code"] for each in closed} == {"diligence.case_closed"}
    assert (await published(engine)).count("diligence.case_opened.v1") == 1


def committee(desk: Desk, members: list[int], chair: int, **changes: Any) -> dict[str, Any]:
    return {
        "amount": {"amount": "12000000.00", "currency": "CNY"},
        "members": [str(desk.people[each].user_id) for each in members],
        "chair_id": str(desk.people[chair].user_id),
        "question": "是否同意授信",
    } | changes


async def test_a_committee_is_called_by_rule(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    desk = await given_desk(client, engine, relay)
    without_memo = await desk.post("ballots", committee(desk, [0, 1, 2], 0))
    await desk.post("memos", {"based_on": 0, "sections": SECTIONS})
    stranger = committee(desk, [0, 1, 2], 0)
    stranger["members"][1] = str(new_id())
    refusals = [
        without_memo,
        await desk.post("ballots", committee(desk, [0, 1], 0)),
        await desk.post("ballots", committee(desk, [0, 1, 1], 0)),
        await desk.post("ballots", committee(desk, [0, 1, 2], 3)),
        await desk.post("ballots", stranger),
    ]
    called = await desk.post("ballots", committee(desk, [0, 1, 2], 0))
    refusals.append(await desk.post("ballots", committee(desk, [1, 2, 3], 1)))

    assert called.status_code == 201
    assert [each.json()["code"].removeprefix("diligence.") for each in refusals] == [
        *("memo_missing", "committee_too_small", "committee_too_small", "committee_too_small"),
        *("not_of_the_house", "ballot_open"),
    ]
    [ballot] = called.json()["ballots"]
    assert (ballot["memo_version"], ballot["quorum"], ballot["status"]) == (1, 3, "open")


VOTES = [
    (["for", "for", "against"], "refused"),
    (["for", "for", "for"], "passed"),
    (["for", "for", "for", "against"], "passed"),
    (["against", "for", "for", "for"], "refused"),
    (["for", "for", "abstain", "abstain"], "refused"),
]
"""The first is the chair's."""


@pytest.mark.parametrize(("votes", "outcome"), VOTES)
async def test_the_count_decides_and_the_chair_may_veto(
    client: AsyncClient, engine: Engine, relay: Relay, votes: list[str], outcome: str
) -> None:
    desk = await given_desk(client, engine, relay)
    await desk.post("memos", {"based_on": 0, "sections": SECTIONS})
    members = list(range(len(votes)))
    called = await desk.post("ballots", committee(desk, members, 0))
    path = f"ballots/{called.json()['ballots'][0]['id']}"
    too_early = await desk.post(f"{path}/end")
    for number, choice in enumerate(votes):
        body = {"choice": choice, "reason": "理由充分"}
        assert (await desk.post(f"{path}/votes", body, number)).status_code == 200
    again = await desk.post(f"{path}/votes", {"choice": "for", "reason": "再投"}, 1)
    not_chair = await desk.post(f"{path}/end", None, 1)

    closed = await desk.post(f"{path}/end")

    assert [each.json()["code"] for each in (too_early, again, not_chair)] == [
        *("diligence.quorum_missing", "diligence.voted_already", "diligence.not_a_member")
    ]
    [ballot] = closed.json()["ballots"]
    assert [ballot["status"], *(each["choice"] for each in ballot["votes"])] == [outcome, *votes]
    ended = await desk.post(f"{path}/votes", {"choice": "for", "reason": "太晚"}, 1)
    assert ended.json()["code"] == "diligence.ballot_ended"


async def test_much_is_approved_only_after_a_committee(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    asked = Money(12_000_000_00, "CNY")
    owner = await given_owner(engine, OrganisationKind.INSTITUTION)
    people = [
        owner,
        *[await given_colleague(engine, owner, "institution_officer") for _ in range(2)],
    ]
    world = await given_world(
        engine,
        institution=owner.organisation_id,
        score=780,
        net_assets=Money(80_000_000_00, "CNY"),
        max_amount=Money(20_000_000_00, "CNY"),
    )
    screening: dict[str, Any] = {"lane": "normal", "score": 780, "grade": "A", "missed": []}
    application_id = await given_application(
        engine, world, stage=Stage.APPROVAL, amount_minor=asked.minor, screening=screening
    )
    await happened(engine, moved(world, application_id, "approval", asked))
    await relay.drain()
    desk = Desk(client, world, application_id, people)

    async def approve(amount: str) -> Response:
        body = {"amount": {"amount": amount, "currency": "CNY"}, "term_months": 12}
        return await act(client, application_id, "approval", world.approver, body)

    refused = await approve("12000000.00")
    assert refused.json()["code"] == "diligence.committee_needed"
    await desk.post("memos", {"based_on": 0, "sections": SECTIONS})
    agreed = committee(desk, [0, 1, 2], 0, amount={"amount": "11000000.00", "currency": "CNY"})
    called = await desk.post("ballots", agreed)
    path = f"ballots/{called.json()['ballots'][0]['id']}"
    for number in range(3):
        await desk.post(f"{path}/votes", {"choice": "for", "reason": "同意"}, number)
    await desk.post(f"{path}/end")
    for_less = await approve("12000000.00")
    assert for_less.json()["code"] == "diligence.committee_needed"
    assert (await look_at(engine, application_id)).stage is Stage.APPROVAL

    approved = await approve("11000000.00")

    assert approved.status_code == 200, approved.text
    assert approved.json()["stage"] == "contract"
