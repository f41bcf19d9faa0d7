"""A product is tried on those who applied before."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.modules.catalog.public import Condition, Operator, TenorStep, TermsBody
from rongqu.modules.origination.types import Stage
from tests.builders.catalog import ORDINARY_TERMS
from tests.builders.origination import (
    ORDINARY_ASSETS,
    World,
    given_application,
    given_enterprise,
    given_world,
)


def body_of(**different: Any) -> dict[str, Any]:
    return TermsBody.of(replace(ORDINARY_TERMS, **different)).model_dump(mode="json")


async def given_past(engine: Engine, world: World, score: int | None, **columns: Any) -> None:
    enterprise_id = await given_enterprise(engine, score=score, net_assets=ORDINARY_ASSETS)
    other = replace(world, enterprise_id=enterprise_id)
    await given_application(engine, other, stage=Stage.REJECTED, **columns)


async def test_who_would_qualify_at_what_price_and_what_refuses_most(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine, score=720)
    await given_application(engine, world, stage=Stage.REVIEW, amount_minor=3_000_000_00)
    await given_application(engine, world)  # a draft was not handed in
    await given_past(engine, world, 650, term_months=24)
    await given_past(engine, world, 640, term_months=36)
    await given_past(engine, world, 560)
    await given_past(engine, world, None)
    terms = body_of(
        conditions=(
            Condition(fact="score", op=Operator.GE, value=Decimal(600)),
            Condition(fact="employees", op=Operator.GE, value=Decimal(10)),
        ),
        tenor_steps=(TenorStep(over_months=12, more=Decimal("0.003")),),
    )

    answer = await client.post("/applications/product-trial", json=terms, headers=world.officer)

    found = answer.json()
    assert (found["looked_at"], found["qualify"]) == (5, 2)
    assert found["prices"] == [
        {"grade": "B", "count": 1, "yearly_rate": "0.0520"},
        {"grade": "C", "count": 1, "yearly_rate": "0.0710"},  # 24 months are dearer
    ]
    assert found["average_rate"] == "0.0568"  # (3 x 5.20 % + 1 x 7.10 %) / 4, half to even
    seen = [(each["fact"], each["refused"], each["alone"]) for each in found["conditions"]]
    assert seen == [("grade", 2, 0), ("score", 2, 0), ("term_months", 1, 1)]


async def test_only_ones_own_applicants_are_looked_at_by_those_who_may(
    client: AsyncClient, engine: Engine
) -> None:
    world, other = [await given_world(engine) for _ in range(2)]
    await given_application(engine, other, stage=Stage.REVIEW)
    path = "/applications/product-trial"

    own = await client.post(path, json=body_of(), headers=world.officer)
    refused = await client.post(path, json=body_of(), headers=world.applicant)

    assert own.json()["looked_at"] == 0
    assert own.json()["average_rate"] is None
    assert refused.status_code == 403
