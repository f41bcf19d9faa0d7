"""What a company is told about itself, and a person's answer by the clock (PIPL, article 24)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from httpx2 import AsyncClient, Response
from sqlalchemy import insert

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.storage import Storage
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.modules.risk import tables
from rongqu.modules.risk.jobs import tell_late_reviews
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.invoices import (
    STRONG,
    given_enterprise,
    given_invoices,
    given_invoices_imported,
)

STATEMENT = {"statement": "去年的销售下降是因为搬迁厂房。"}
STANDS = {"outcome": "upheld", "answer": "已核对发票，评分依据属实。"}
CHANGED = {"outcome": "changed", "answer": "搬迁属实，转人工审批。"}


def owner(enterprise_id: EnterpriseId) -> dict[str, str]:
    return signed_in("risk:view", "risk:ask_review", organisation=enterprise_id)


def reviewer() -> dict[str, str]:
    may = ("risk:review", "risk:override", "risk:view_everywhere")
    return signed_in(*may, portal=Portal.OPERATIONS)


async def given_scored(
    engine: Engine, relay: Relay, sales: list[int] | None = None
) -> EnterpriseId:
    enterprise_id = await given_enterprise(engine)
    await given_invoices(engine, enterprise_id, sales or STRONG)
    await given_invoices_imported(engine, enterprise_id)
    await relay.drain()
    return enterprise_id


async def given_refused(engine: Engine, enterprise_id: EnterpriseId) -> None:
    async with open_tx(engine, SYSTEM) as tx:
        await tx.connection.execute(
            insert(tables.decision).values(
                id=new_id(),
                enterprise_id=enterprise_id,
                strategy_number=0,
                outcome="refuse",
                reasons=["young"],
                facts={"age_months": "5"},
                decided_at=tx.now,
            )
        )


async def ask(client: AsyncClient, enterprise_id: EnterpriseId) -> Response:
    headers = owner(enterprise_id) | new_key()
    return await client.post("/risk/human-reviews", json=STATEMENT, headers=headers)


async def answer(client: AsyncClient, review_id: str, body: dict[str, str]) -> Response:
    address = f"/risk/human-reviews/{review_id}/answer"
    return await client.post(address, json=body, headers=reviewer() | new_key())


async def explanation(client: AsyncClient, enterprise_id: EnterpriseId) -> Any:
    address = f"/risk/enterprises/{enterprise_id}/explanation"
    return (await client.get(address, headers=owner(enterprise_id))).json()


async def test_a_refusal_is_explained_and_a_person_changes_it(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    await given_refused(engine, enterprise_id)
    told = await explanation(client, enterprise_id)
    assert (told["decision"]["outcome"], told["decision"]["changed"]) == ("refuse", None)
    assert told["decision"]["reasons"] == [
        {"code": "young", "zh": "成立不足一年", "en": "Founded less than a year ago"}
    ]
    assert (told["review"], told["review_hours"], told["peers"]) == (None, 72, None)

    asked = await ask(client, enterprise_id)
    twice = await ask(client, enterprise_id)
    assert (asked.status_code, twice.json()["code"]) == (201, "risk.human_review_open")
    due = datetime.fromisoformat(asked.json()["due_at"])
    assert due - datetime.fromisoformat(asked.json()["asked_at"]) == timedelta(hours=72)
    [listed] = (await client.get("/risk/human-reviews?is_open=true", headers=reviewer())).json()[
        "items"
    ]
    assert (listed["id"], listed["enterprise_name"]) == (
        asked.json()["id"],
        "苏州精工机械有限公司",
    )
    before = len(await published(engine))

    given = await answer(client, listed["id"], CHANGED)
    again = await answer(client, listed["id"], STANDS)

    assert (given.status_code, again.json()["code"]) == (200, "risk.human_review_ended")
    told = await explanation(client, enterprise_id)
    assert told["decision"]["changed"] == "refer"
    assert (told["review"]["outcome"], told["review"]["answer"]) == tuple(CHANGED.values())
    assert (await published(engine))[before:] == [
        "risk.decision_overridden.v1",
        "risk.human_review_answered.v1",
    ]
    assert (await ask(client, enterprise_id)).status_code == 201


async def test_what_stands_stays_and_is_nobody_else_s(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    await given_refused(engine, enterprise_id)
    review_id = (await ask(client, enterprise_id)).json()["id"]
    stranger = EnterpriseId(new_id())

    refused = {
        "stranger_reads": await client.get(
            f"/risk/enterprises/{enterprise_id}/explanation", headers=owner(stranger)
        ),
        "nothing": await ask(client, stranger),
        "unknown": await answer(client, str(new_id()), STANDS),
    }
    upheld = await answer(client, review_id, STANDS)

    assert {name: one.json()["code"] for name, one in refused.items()} == {
        "stranger_reads": "risk.score_not_found",
        "nothing": "risk.nothing_to_review",
        "unknown": "risk.human_review_not_found",
    }
    assert upheld.json()["outcome"] == "upheld"
    assert (await explanation(client, enterprise_id))["decision"]["changed"] is None


async def test_a_late_answer_is_told_once(
    client: AsyncClient, engine: Engine, relay: Relay, storage: Storage
) -> None:
    enterprise_id = await given_scored(engine, relay)
    await ask(client, enterprise_id)
    asked = len(await published(engine))

    for hours in (71, 73, 74):
        later = utc_now() + timedelta(hours=hours)
        await tell_late_reviews.run(Work(engine=engine, storage=storage, clock=lambda at=later: at))

    assert (await published(engine))[asked:] == ["risk.human_review_late.v1"]
    assert (await explanation(client, enterprise_id))["review"]["is_late"] is True


async def test_a_company_sees_its_peers_quartiles(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    for position in range(10):
        await given_scored(engine, relay, [100_000 * (position + 1)] * 12)

    peers = (await explanation(client, enterprise_id))["peers"]

    assert (peers["industry"], peers["count"]) == ("C35", 10)
    assert peers["score"] == {"lower": "659", "middle": "659", "upper": "659"}
    turnover = next(it for it in peers["features"] if it["feature"] == "turnover_12m")
    assert [turnover[name] for name in ("value", "lower", "middle", "upper")] == [
        "12000000",
        "3600000",
        "6000000",
        "9600000",
    ]
