from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient, Response

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import ApplicationId, EnterpriseId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.risk.deciding import (
    Facts,
    Outcome,
    decide,
    read_strategy,
    write_strategy,
)
from rongqu.modules.risk.decision_queries import standard_strategy
from rongqu.modules.risk.errors import StrategyWrong
from rongqu.modules.risk.public import decide_case
from rongqu.modules.risk.types import Case, Decision
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.invoices import (
    STRONG,
    given_enterprise,
    given_invoices,
    given_invoices_imported,
)

MANAGE = ("risk:review", "risk:compute", "risk:view_everywhere", "risk:override")
STRATEGIES = ("risk:propose_strategy", "risk:approve_strategy")

GOOD: Facts = {
    "score": Decimal(720),
    "limit_left": Decimal(0),
    "age_months": Decimal(60),
    "applications_90d": Decimal(0),
    "policy.manual_review_score": Decimal(500),
    "policy.fast_lane_score": Decimal(700),
    "policy.grade_d_score": Decimal(500),
}


def manager() -> dict[str, str]:
    return signed_in(*MANAGE, *STRATEGIES, portal=Portal.OPERATIONS)


def tomorrow() -> str:
    return (business_date_at(utc_now()) + timedelta(days=1)).isoformat()


def document(**rule: Any) -> dict[str, Any]:
    """The standard strategy with one more rule."""
    made = deepcopy(write_strategy(standard_strategy()))
    wanted = {"code": "large", "outcome": "refer", "zh": "金额大", "en": "Large amount"}
    when = [{"fact": "asked", "op": ">", "value": "1"}]
    made["rules"] = [*made["rules"], wanted | {"when": when} | rule]
    return made


def wish(**different: Any) -> dict[str, Any]:
    return {
        "document": document(),
        "valid_from": tomorrow(),
        "reason": "试行大额转人工",
    } | different


async def given_scored(engine: Engine, relay: Relay) -> EnterpriseId:
    enterprise_id = await given_enterprise(engine, net_assets=8_000_000)
    await given_invoices(engine, enterprise_id, STRONG)
    await given_invoices_imported(engine, enterprise_id)
    await relay.drain()
    return enterprise_id


async def try_out(client: AsyncClient, enterprise_id: UUID, yuan: str = "1000000.00") -> Any:
    return await client.post(
        f"/risk/enterprises/{enterprise_id}/decisions",
        json={"asked": {"amount": yuan, "currency": "CNY"}},
        headers=manager() | new_key(),
    )


@pytest.mark.parametrize(
    ("different", "outcome", "reasons"),
    [
        ({}, Outcome.FAST, ("matrix",)),
        ({"score": Decimal(699)}, Outcome.NORMAL, ("matrix",)),
        ({"score": Decimal(499)}, Outcome.REFER, ("grade_e", "matrix")),
        ({"limit_left": Decimal("-0.01")}, Outcome.REFER, ("matrix",)),
        ({"age_months": Decimal(11)}, Outcome.REFER, ("young",)),
        ({"applications_90d": Decimal(4)}, Outcome.REFER, ("many_applications",)),
        ({"score": None}, Outcome.REFER, ("missing.score", "matrix")),
        ({"age_months": None}, Outcome.REFER, ("missing.age_months",)),
        ({"limit_left": None}, Outcome.REFER, ("matrix",)),
        ({"policy.fast_lane_score": None}, Outcome.REFER, ("matrix",)),
    ],
)
def test_the_most_severe_finding_decides(
    different: dict[str, Decimal | None], outcome: Outcome, reasons: tuple[str, ...]
) -> None:
    verdict = decide(standard_strategy(), dict(GOOD) | different)

    assert (verdict.outcome, verdict.reasons) == (outcome, reasons)


def test_whatever_is_missing_never_leads_to_the_fast_lane() -> None:
    for fact in GOOD:
        facts = {name: value for name, value in GOOD.items() if name != fact}
        assert decide(standard_strategy(), facts).outcome is Outcome.REFER, fact


def test_a_strategy_survives_its_document() -> None:
    assert read_strategy(write_strategy(standard_strategy())) == standard_strategy()


BROKEN: list[dict[str, Any]] = [
    {"rules": [{"code": "a", "when": [], "outcome": "refer", "zh": "", "en": ""}]},
    {"matrix": {"row": "score", "row_edges": ["1"], "column": "x", "column_edges": []}},
    {"needed": None},
    {
        "matrix": {
            "row": "a",
            "row_edges": ["many"],
            "column": "b",
            "column_edges": [],
            "cells": [["refer"], ["refer"]],
        }
    },
]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_document_that_is_not_well_formed_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(StrategyWrong):
        read_strategy(write_strategy(standard_strategy()) | broken)


async def test_a_decision_is_kept_with_its_facts_and_can_be_played_again(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)

    made = await try_out(client, enterprise_id)

    assert made.status_code == 201, made.text
    body = made.json()
    assert (body["outcome"], body["strategy_number"]) == ("fast", 0)
    facts = {fact["name"]: fact["value"] for fact in body["facts"]}
    assert (facts["score"], facts["limit"], facts["asked_over_limit"]) == ("742", "4000000", "0.25")
    assert facts["feature.turnover_12m"] == "12000000"
    replay = await client.get(f"/risk/decisions/{body['id']}/replay", headers=manager())
    assert replay.json() == {"outcome": "fast", "reasons": ["matrix"], "is_same": True}
    assert "risk.case_decided.v1" in await published(engine)


async def test_asking_for_more_than_the_limit_goes_to_a_person(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)

    made = await try_out(client, enterprise_id, "4100000.00")

    assert (made.json()["outcome"], made.json()["reasons"][0]["code"]) == ("refer", "matrix")


async def test_a_company_without_invoices_is_referred(client: AsyncClient, engine: Engine) -> None:
    enterprise_id = await given_enterprise(engine)

    made = await try_out(client, enterprise_id)

    assert made.json()["outcome"] == "refer"
    assert "missing.score" in [reason["code"] for reason in made.json()["reasons"]]


async def test_an_application_is_decided_once(engine: Engine, relay: Relay) -> None:
    enterprise_id = await given_scored(engine, relay)
    case = Case(
        enterprise_id=enterprise_id,
        application_id=ApplicationId(new_id()),
        asked=Money(1_000_00, "CNY"),
    )

    decisions: list[Decision] = []
    for _ in range(2):
        async with open_tx(engine, SYSTEM) as tx:
            decisions.append(await decide_case(tx, case))

    assert decisions[0] == decisions[1]
    assert (await published(engine)).count("risk.case_decided.v1") == 1


async def decided(
    client: AsyncClient, made: Response, who: dict[str, str], what: str = "approval"
) -> Response:
    path = f"/approvals/{made.json()['approval_id']}/{what}"
    body = {"reason": "暂不调整"} if what == "rejection" else None
    return await client.post(path, json=body, headers=who | new_key())


async def test_a_strategy_needs_two_people_and_a_later_day(
    client: AsyncClient, engine: Engine
) -> None:
    author = manager()
    made = await client.post("/risk/strategies", json=wish(), headers=author | new_key())
    assert made.status_code == 201, made.text

    second = await client.post("/risk/strategies", json=wish(), headers=manager() | new_key())
    assert (second.status_code, second.json()["code"]) == (409, "compliance.approval_pending")
    own = await decided(client, made, author)
    assert (own.status_code, own.json()["code"]) == (403, "common.second_person_needed")
    assert len((await client.get("/risk/strategies", headers=manager())).json()) == 1
    approved = await decided(client, made, manager())
    assert approved.status_code == 200, approved.text
    again = await decided(client, made, manager())
    assert again.json()["code"] == "compliance.approval_decided"
    listed = (await client.get("/risk/strategies", headers=manager())).json()
    assert [(it["number"], it["is_in_force"]) for it in listed] == [(1, False), (0, True)]
    names = await published(engine)
    assert [name for name in names if name.startswith("risk.")] == ["risk.strategy_approved.v1"]


async def test_from_its_day_on_a_strategy_decides_and_older_decisions_stay_explained(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    before = (await try_out(client, enterprise_id)).json()
    made = await client.post("/risk/strategies", json=wish(), headers=manager() | new_key())
    assert (await decided(client, made, manager())).status_code == 200

    async with open_tx(engine, SYSTEM, lambda: utc_now() + timedelta(days=2)) as tx:
        case = Case(enterprise_id=enterprise_id, application_id=None, asked=Money(1_000_00, "CNY"))
        later = await decide_case(tx, case)

    assert (later.outcome, later.reasons, later.strategy_number) == (Outcome.REFER, ("large",), 1)
    replay = await client.get(f"/risk/decisions/{before['id']}/replay", headers=manager())
    assert replay.json()["is_same"] is True


@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"valid_from": "2026-01-01"}, "risk.strategy_starts_too_early"),
        ({"document": document(code="young")}, "risk.strategy_wrong"),
        ({"reason": "x"}, "common.invalid_request"),
    ],
)
async def test_a_bad_wish_is_refused_and_changes_nothing(
    client: AsyncClient, engine: Engine, different: dict[str, Any], code: str
) -> None:
    refused = await client.post(
        "/risk/strategies", json=wish(**different), headers=manager() | new_key()
    )

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert len((await client.get("/risk/strategies", headers=manager())).json()) == 1
    assert "compliance.approval_asked.v1" not in await published(engine)


async def test_a_rejected_strategy_never_holds(client: AsyncClient) -> None:
    author = manager()
    made = await client.post("/risk/strategies", json=wish(), headers=author | new_key())

    back = await decided(client, made, author, "rejection")

    assert back.json()["status"] == "rejected"
    late = await decided(client, made, manager())
    assert late.json()["code"] == "compliance.approval_decided"
    assert len((await client.get("/risk/strategies", headers=manager())).json()) == 1


async def test_a_strategy_is_tried_out_on_past_decisions(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    for yuan in ("1000000.00", "1000000.00", "4100000.00"):
        await try_out(client, enterprise_id, yuan)

    tested = await client.post("/risk/strategy-tests", json=document(), headers=manager())

    assert tested.json() == {
        "decisions": 3,
        "moves": [
            {"before": "fast", "after": "refer", "count": 2},
            {"before": "refer", "after": "refer", "count": 1},
        ],
    }
    assert (await published(engine)).count("risk.case_decided.v1") == 3


async def test_an_override_needs_a_reason_and_happens_once(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    decision = (await try_out(client, enterprise_id)).json()
    path = f"/risk/decisions/{decision['id']}/override"
    wanted = {"outcome": "refer", "reason": "现场走访发现停产"}

    bare = await client.post(path, json=wanted | {"reason": ""}, headers=manager() | new_key())
    assert bare.status_code == 422
    made = await client.post(path, json=wanted, headers=manager() | new_key())
    assert (made.json()["outcome"], made.json()["override"]["outcome"]) == ("fast", "refer")
    again = await client.post(path, json=wanted, headers=manager() | new_key())
    assert (again.status_code, again.json()["code"]) == (409, "risk.decision_overruled")
    assert (await published(engine)).count("risk.decision_overridden.v1") == 1


async def test_decisions_are_seen_by_whom_the_score_is(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    decision = (await try_out(client, enterprise_id)).json()
    stranger = signed_in("risk:review", "risk:override", portal=Portal.INSTITUTION)

    assert (await client.get("/risk/decisions", headers=stranger)).json()["items"] == []
    path = f"/risk/decisions/{decision['id']}"
    hidden = await client.get(f"{path}/replay", headers=stranger)
    assert (hidden.status_code, hidden.json()["code"]) == (404, "risk.decision_not_found")
    wanted = {"outcome": "fast", "reason": "熟人介绍"}
    tried = await client.post(f"{path}/override", json=wanted, headers=stranger | new_key())
    assert tried.status_code in {404, 422}
    shown = await client.get("/risk/decisions", params={"outcome": "fast"}, headers=manager())
    [listed] = shown.json()["items"]
    assert (listed["id"], listed["enterprise_name"]) == (decision["id"], "苏州精工机械有限公司")
