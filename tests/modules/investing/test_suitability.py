"""Who may buy what: the questionnaire, what is known of an investor, and the policy pack."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.modules.investing.errors import AnswersIncomplete, UnknownQuestionnaire
from rongqu.modules.investing.suitability.questionnaire import assess, questionnaire_in_force
from tests.builders.actors import new_key, signed_in
from tests.builders.counting import counting_statements
from tests.builders.events import published
from tests.builders.investing import BOLD, Hall, yuan

ASKED = questionnaire_in_force()
TIMID = {question.key: next(iter(question.points)) for question in ASKED.questions}


@pytest.mark.parametrize(
    ("answers", "score", "risk_class"),
    [
        (TIMID, 0, 1),
        (BOLD, 85, 5),
        (BOLD | {"loss": "none"}, 70, 1),  # a shield: no loss at all can be borne
        (BOLD | {"horizon": "none"}, 75, 1),
        (BOLD | {"income": "none", "assets": "below_100k", "debts": "heavy"}, 57, 4),
        (TIMID | {"horizon": "to_1_year", "loss": "to_10", "knowledge": "professional"}, 18, 1),
    ],
)
def test_answers_make_a_class(answers: dict[str, str], score: int, risk_class: int) -> None:
    result = assess(ASKED, 1, answers)
    assert (result.score, result.risk_class) == (score, risk_class)


def test_an_answer_that_is_missing_or_unknown_makes_nothing() -> None:
    with pytest.raises(AnswersIncomplete):
        assess(ASKED, 1, {})
    with pytest.raises(AnswersIncomplete):
        assess(ASKED, 1, BOLD | {"loss": "all_of_it"})
    with pytest.raises(AnswersIncomplete):
        assess(ASKED, 1, BOLD | {"star_sign": "lion"})
    with pytest.raises(UnknownQuestionnaire):
        assess(ASKED, 2, BOLD)


async def refused_with(hall: Hall, offering: UUID, headers: dict[str, str]) -> str:
    refused = await hall.order(offering, headers, "1000.00")
    assert (refused.status_code, refused.json()["code"]) == (409, "investing.not_suitable")
    return refused.json()["params"]["reason"]


@pytest.mark.parametrize(
    ("different", "answers", "reason"),
    [
        ({"risk_class": 5}, {"loss": "none"}, "above_class"),
        ({"kind": "mezzanine", "risk_class": 4}, {}, "not_for_people"),
        ({"kind": "corporate_bond"}, {}, "only_qualified"),
    ],
)
async def test_a_person_is_refused_with_the_reason(
    hall: Hall, different: dict[str, Any], answers: dict[str, str], reason: str
) -> None:
    offering = await hall.given_offering(**different)
    headers = await hall.given_investor(assessed=False)
    await hall.assess(headers, **answers)
    before = await published(hall.engine)

    assert await refused_with(hall, offering, headers) == reason
    shown = await hall.client.get(f"/investing/offerings/{offering}", headers=headers)
    assert reason in shown.json()["refusals"]
    assert await published(hall.engine) == before
    assert await hall.available(headers) == "100000.00"


async def test_without_an_assessment_or_with_an_old_one_nothing_is_bought(hall: Hall) -> None:
    headers = await hall.given_investor(assessed=False)
    offering = await hall.given_offering()
    assert await refused_with(hall, offering, headers) == "not_assessed"

    await hall.assess(headers)
    hall.let_pass(days=366)
    later = await hall.given_offering(title="国债质押二号")
    assert await refused_with(hall, later, headers) == "assessment_expired"
    standing = await hall.client.get("/investing/standing", headers=headers)
    assert standing.json()["risk_class"] is None


async def test_whoever_asks_too_often_is_asked_tomorrow(hall: Hall) -> None:
    headers = await hall.given_investor(assessed=False)

    answers = [await hall.assess(headers) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 409]
    assert answers[2].json()["code"] == "investing.assessed_too_often"

    hall.let_pass(days=1)
    assert (await hall.assess(headers)).status_code == 201


async def test_a_person_puts_no_more_into_one_project_than_the_policy_allows(hall: Hall) -> None:
    offering = await hall.given_offering(target=yuan("500000.00"))
    headers = await hall.given_investor(1_000_000_00)

    assert (await hall.order(offering, headers, "150000.00")).status_code == 201
    refused = await hall.order(offering, headers, "60000.00")

    assert refused.json()["params"]["reason"] == "project_limit"
    assert refused.json()["params"]["left"] == "50000.00 CNY"


async def test_a_qualified_investor_is_made_by_two_people(hall: Hall) -> None:
    offering = await hall.given_offering(kind="corporate_bond")
    headers = await hall.given_investor()
    proof = {
        "assets": yuan("3500000.00"),
        "yearly_income": yuan("0.00"),
        "document": "资产证明 2026-0117",
    }
    path = "/investing/qualifications"

    low = await hall.client.post(
        path, json=proof | {"assets": yuan("2999999.99")}, headers=headers | new_key()
    )
    asked = await hall.client.post(path, json=proof, headers=headers | new_key())
    assert (low.json()["code"], asked.status_code) == ("investing.proof_too_low", 202)
    assert await refused_with(hall, offering, headers) == "only_qualified"

    staff = signed_in("investing:approve_qualification", portal=Portal.OPERATIONS)
    [waiting] = (await hall.client.get("/approvals?status=proposed", headers=staff)).json()["items"]
    approved = await hall.client.post(
        f"/approvals/{waiting['id']}/approval", headers=staff | new_key()
    )

    assert approved.status_code == 200
    assert (await hall.order(offering, headers, "1000.00")).status_code == 201
    standing = (await hall.client.get("/investing/standing", headers=headers)).json()
    assert (standing["level"], standing["qualified_until"]) == ("qualified", "2027-03-02")


async def test_an_assessment_stays_as_it_was_answered(hall: Hall) -> None:
    await hall.given_investor()
    async with hall.engine.connect(PLATFORM) as connection:
        with pytest.raises(Exception, match="permission denied"):
            await connection.execute(text("UPDATE investing.assessment SET risk_class = 1"))


async def test_a_kind_says_to_whom_it_may_be_offered(hall: Hall) -> None:
    headers = await hall.given_investor()
    kinds = (await hall.client.get("/investing/kinds", headers=headers)).json()
    assert {each["kind"]: each["individuals"] for each in kinds} == {
        "treasury_pledge": "all",
        "bank_factoring": "qualified",
        "corporate_bond": "qualified",
        "supply_chain_abs": "none",
        "equity_crowdfunding": "qualified",
        "mezzanine": "none",
        "reits": "all",
    }


@pytest.mark.parametrize(
    "path", ["offerings", "recommendations", "proposal?amount=90000.00&risk_class=5"]
)
async def test_what_is_asked_of_the_database_does_not_grow_with_what_is_on_offer(
    hall: Hall, path: str
) -> None:
    headers = await hall.given_investor(kind="company")

    async def count() -> int:
        with counting_statements(hall.engine) as told:
            answer = await hall.client.get(f"/investing/{path}", headers=headers)
        assert answer.status_code == 200, answer.text
        return len(told)

    for number in range(5):
        await hall.given_offering(title=f"项目 {number}")
    of_five = await count()
    for kind in ("bank_factoring", "supply_chain_abs"):
        await hall.given_offering(kind=kind, risk_class=4)
    assert await count() <= of_five
