"""An offering's life after it was proposed: asked about, promised, reported, voted on."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx2 import Response
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import new_id
from rongqu.modules.aftercare.actions.cast_vote import cast_vote
from rongqu.modules.aftercare.jobs import close_ballots, remind_reports
from rongqu.modules.aftercare.types import BallotId
from tests.builders.actors import given_actor, new_key, signed_in
from tests.builders.events import published
from tests.builders.investing import Hall, yuan

READS = ("investing:view", "aftercare:view")
INVESTOR = (*READS, "aftercare:take_part")
ISSUER = (*READS, "aftercare:report")
FIGURES = {"revenue": yuan("900000.00"), "net_profit": yuan("-1.00"), "cash": yuan("50000.00")}
TEXT = "本季度经营平稳，新签两份订单。"


@dataclass(slots=True, kw_only=True)
class Care:
    hall: Hall
    offering: UUID
    investors: tuple[UUID, UUID]

    def issuer(self) -> dict[str, str]:
        return signed_in(*ISSUER, organisation=self.hall.issuer, portal=Portal.INSTITUTION)

    def investor(self, place: int) -> dict[str, str]:
        return signed_in(*INVESTOR, organisation=self.investors[place], portal=Portal.INVESTOR)

    async def post(self, path: str, headers: dict[str, str], **body: Any) -> Response:
        return await self.hall.client.post(
            f"/aftercare/{path}", json=body, headers=headers | new_key()
        )

    async def see(self, headers: dict[str, str]) -> dict[str, Any]:
        found = await self.hall.client.get(f"/aftercare/offerings/{self.offering}", headers=headers)
        return found.json()

    async def call(self, **different: Any) -> Response:
        closes_at = (self.hall.clock.now + timedelta(days=7)).isoformat()
        body = {"id": str(new_id()), "question": "同意展期吗？", "options": ["同意", "反对"]}
        return await self.post(
            f"offerings/{self.offering}/ballots",
            self.issuer(),
            **(body | {"closes_at": closes_at} | different),
        )


@pytest.fixture
async def care(hall: Hall) -> Care:
    """Two investors have ordered 40,000 and 20,000 of an open offering, which has two covenants."""
    offering = await hall.given_offering()
    made = Care(hall=hall, offering=offering, investors=(new_id(), new_id()))
    for measure, least in (("revenue", "1000000.00"), ("net_profit", "-5.00")):
        agreed = await made.post(
            f"offerings/{offering}/covenants", made.issuer(), measure=measure, least=yuan(least)
        )
        assert agreed.status_code == 201, agreed.text
    headers = [await hall.given_investor(), await hall.given_investor()]
    for each, amount in zip(headers, ("40000.00", "20000.00"), strict=True):
        assert (await hall.order(offering, each, amount)).status_code == 201
    made.investors = (
        UUID(headers[0]["x-organisation"]),
        UUID(headers[1]["x-organisation"]),
    )
    return made


async def start(care: Care) -> None:
    care.hall.let_pass(days=8)
    await care.hall.settle(care.offering)
    for _ in range(2):
        await Relay(care.hall.engine, modules={"aftercare"}, clock=care.hall.clock).drain()


async def test_a_question_is_asked_by_one_and_answered_for_all(care: Care) -> None:
    path = f"offerings/{care.offering}/questions"
    asked = await care.post(path, care.investor(0), id=str(new_id()), text="质押率是多少？")
    question = asked.json()["questions"][0]["id"]
    answer = f"questions/{question}/answer"
    refused = [
        (await care.post(answer, signed_in(*ISSUER), text="不是我")).json()["code"],
        (await care.post(answer, care.issuer(), text="七成。")).status_code,
        (await care.post(answer, care.issuer(), text="八成。")).json()["code"],
    ]
    assert refused == ["aftercare.question_not_found", 200, "aftercare.already_answered"]
    [seen] = (await care.see(care.investor(1)))["questions"]
    assert (seen["answer"], seen["is_own"]) == ("七成。", False)
    assert (await care.see(care.investor(0)))["questions"][0]["is_own"] is True

    again = await care.post(path, care.investor(0), id=question, text="质押率是多少？")
    assert (again.status_code, again.json()["code"]) == (409, "common.already_there")

    more = await asyncio.gather(
        *(care.post(path, care.investor(1), id=str(new_id()), text="再问一次") for _ in range(12))
    )
    outcomes = Counter(each.json().get("code") for each in more)
    assert outcomes == {None: 5, "aftercare.too_many_questions": 7}
    events = await published(care.hall.engine)
    assert events.count("aftercare.question_asked.v1") == 6
    assert events.count("aftercare.question_answered.v1") == 1


async def test_a_promise_is_in_the_currency_of_the_offering(care: Care) -> None:
    path = f"offerings/{await care.hall.given_offering()}/covenants"
    dollars = {"amount": "1.00", "currency": "USD"}
    refused = await care.post(path, care.issuer(), measure="cash", least=dollars)
    agreed = await care.post(path, care.issuer(), measure="cash", least=yuan("1.00"))
    assert refused.json()["code"] == "aftercare.other_currency"
    assert [each["least"] for each in agreed.json()["covenants"]] == [yuan("1.00")]


async def test_a_promise_cannot_change_once_orders_are_in(care: Care) -> None:
    path = f"offerings/{care.offering}/covenants"
    late = await care.post(path, care.issuer(), measure="cash", least=yuan("1.00"))
    assert late.json()["code"] == "aftercare.covenant_too_late"
    assert [each["measure"] for each in (await care.see(care.issuer()))["covenants"]] == [
        "net_profit",
        "revenue",
    ]


async def test_each_quarter_is_owed_reminded_of_and_told_with_what_it_breaks(care: Care) -> None:
    await start(care)
    reports = (await care.see(care.investor(0)))["reports"]
    assert len(reports) == 2
    first = reports[0]
    submission = f"reports/{first['id']}/submission"
    yen = {"cash": {"amount": "50000", "currency": "JPY"}}
    early = await care.post(submission, care.issuer(), text=TEXT, **FIGURES)
    assert early.json()["code"] == "aftercare.report_too_early"

    due = (await care.see(care.issuer()))["reports"][0]["due_on"]
    for days in (-7, 1):
        await turn_to_day(care, due, days)
        for _ in range(2):
            await remind_reports.run(care.hall.work)
    events = await published(care.hall.engine)
    assert events.count("aftercare.report_due_soon.v1") == 1
    assert events.count("aftercare.report_late.v1") == 1
    assert (await care.see(care.investor(1)))["reports"][0]["is_late"] is True

    stranger = await care.post(submission, signed_in(*ISSUER), text=TEXT, **FIGURES)
    assert stranger.json()["code"] == "aftercare.report_not_found"
    other = await care.post(submission, care.issuer(), text=TEXT, **(FIGURES | yen))
    assert (other.status_code, other.json()["code"]) == (422, "aftercare.other_currency")
    submitted = await care.post(submission, care.issuer(), text=TEXT, **FIGURES)
    [breach] = submitted.json()["reports"][0]["breaches"]
    assert (breach["measure"], breach["actual"], breach["least"]) == (
        "revenue",
        yuan("900000.00"),
        yuan("1000000.00"),
    )
    again = await care.post(submission, care.issuer(), text=TEXT, **FIGURES)
    assert again.json()["code"] == "aftercare.already_reported"
    told = await parties_of(care.hall.engine, "aftercare.report_submitted.v1")
    assert told == {care.hall.issuer, *care.investors}


async def turn_to_day(care: Care, due_on: str, days: int) -> None:
    noon = datetime.fromisoformat(f"{due_on}T04:00:00+00:00")
    care.hall.clock.now = noon + timedelta(days=days)


async def parties_of(engine: Engine, name: str) -> set[UUID]:
    asked = text("SELECT unnest(parties) FROM infra.event_log WHERE name = :name")
    async with engine.begin(PLATFORM) as connection:
        return set((await connection.execute(asked, {"name": name})).scalars())


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"options": ["同意"]}, "aftercare.options_not_sound"),
        ({"options": ["同意", "同意"]}, "aftercare.options_not_sound"),
        ({"closes_at": "2026-01-01T00:00:00+00:00"}, "aftercare.closes_too_early"),
        ({"closes_at": "9999-12-31T23:59:59-14:00"}, "common.invalid_request"),
        ({}, "aftercare.no_holders"),
    ],
)
async def test_a_vote_that_cannot_be_called_says_why(
    care: Care, different: dict[str, Any], code: str
) -> None:
    """Before it has started nobody holds anything."""
    assert (await care.call(**different)).json()["code"] == code
    assert (await care.see(care.issuer()))["ballots"] == []


async def test_holders_vote_once_by_what_they_held_and_it_is_counted_once(care: Care) -> None:
    await start(care)
    ballot = (await care.call()).json()["ballots"][0]
    path = f"ballots/{ballot['id']}/vote"
    assert ballot["units"] == yuan("60000.00")
    answers = [
        await care.post(path, care.investor(0), choice=2),
        await care.post(path, signed_in(*INVESTOR, portal=Portal.INVESTOR), choice=0),
        await care.post(path, care.investor(1), choice=1),
        await care.post(path, care.investor(1), choice=0),
        await care.post(path, care.investor(0), choice=0),
    ]
    assert [each.json().get("code") for each in answers] == [
        "aftercare.no_vote",
        "aftercare.no_vote",
        None,
        "aftercare.already_voted",
        None,
    ]
    open_one = (await care.see(care.investor(1)))["ballots"][0]
    assert (open_one["tally"], open_one["own_choice"], open_one["own_units"]) == (
        [],
        1,
        yuan("20000.00"),
    )

    await close_ballots.run(care.hall.work)
    assert (await care.see(care.issuer()))["ballots"][0]["tally"] == []
    care.hall.let_pass(days=8)
    late = await care.post(path, care.investor(0), choice=0)
    for _ in range(2):
        await close_ballots.run(care.hall.work)
    closed = (await care.see(care.investor(0)))["ballots"][0]
    assert late.json()["code"] == "aftercare.ballot_closed"
    assert (closed["tally"], closed["chosen"]) == ([yuan("40000.00"), yuan("20000.00")], 0)
    assert (await published(care.hall.engine)).count("aftercare.ballot_closed.v1") == 1


async def test_a_vote_that_was_cast_in_time_is_counted_also_if_it_commits_late(care: Care) -> None:
    """The vote's transaction is open when the count begins."""
    await start(care)
    ballot = (await care.call()).json()["ballots"][0]
    voter = given_actor(*INVESTOR, organisation=care.investors[0], portal=Portal.INVESTOR)
    async with open_tx(care.hall.engine, voter, care.hall.clock) as tx:
        await cast_vote(tx, BallotId(UUID(ballot["id"])), 1)
        care.hall.let_pass(days=8)
        counting = asyncio.ensure_future(close_ballots.run(care.hall.work))
    await counting
    closed = (await care.see(care.issuer()))["ballots"][0]
    assert (closed["tally"], closed["chosen"]) == ([yuan("0.00"), yuan("40000.00")], 1)
