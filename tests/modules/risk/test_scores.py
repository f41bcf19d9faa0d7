from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from rongqu.events.origination import ApplicationSubmitted
from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_delivery
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.risk.public import find_score, get_limit
from rongqu.modules.risk.scorecard import apply_scorecard, read_scorecard
from tests.builders.actors import new_key, signed_in
from tests.builders.catalog import given_product
from tests.builders.events import published
from tests.builders.invoices import (
    STRONG,
    WEAK,
    given_enterprise,
    given_invoices,
    given_invoices_imported,
)


def officer() -> dict[str, str]:
    may = ("risk:view", "risk:review", "risk:compute", "risk:view_everywhere")
    return signed_in(*may, portal=Portal.OPERATIONS) | new_key()


def owner(enterprise_id: UUID) -> dict[str, str]:
    return signed_in("risk:view", organisation=enterprise_id)


async def given_scored(
    engine: Engine, relay: Relay, *, sales: list[int] = STRONG, **different: Any
) -> EnterpriseId:
    enterprise_id = await given_enterprise(engine, **different)
    await given_invoices(engine, enterprise_id, sales)
    await given_invoices_imported(engine, enterprise_id)
    await relay.drain()
    return enterprise_id


async def test_imported_invoices_are_scored_with_reasons(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)

    standing = await client.get(
        f"/risk/enterprises/{enterprise_id}/standing", headers=owner(enterprise_id)
    )

    assert standing.status_code == 200
    score = standing.json()["score"]
    assert (score["score"], score["grade"], score["lane"]) == (742, "A", "fast")
    assert score["data_through"] == "2026-10-01"
    strongest = score["reasons"][0]
    assert strongest == {
        "code": "turnover_12m.up",
        "feature": "turnover_12m",
        "direction": "+",
        "points": 85,
        "value": "12000000",
        "unit": "yuan",
        "words": None,
    }
    assert 560 + sum(reason["points"] for reason in score["reasons"]) == score["score"]
    assert "risk.score_computed.v1" in await published(engine)


async def test_a_decision_can_be_played_again(engine: Engine, relay: Relay) -> None:
    enterprise_id = await given_scored(engine, relay, sales=WEAK)

    async with open_tx(engine, SYSTEM) as tx:
        kept = await find_score(tx, enterprise_id)

    assert kept is not None
    again, _ = apply_scorecard(read_scorecard(kept.model_version), dict(kept.features))
    assert again == kept.score


async def test_delivered_twice_it_is_still_one_score(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    before = await published(engine)
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(update(event_delivery).values(done_at=None))

    await relay.drain()

    history = await client.get(f"/risk/enterprises/{enterprise_id}/scores", headers=officer())
    assert len(history.json()["items"]) == 1
    assert [name for name in await published(engine) if name.startswith("risk.")] == [
        name for name in before if name.startswith("risk.")
    ]


@pytest.mark.parametrize(("sales", "seen"), [([], 0), ([50_000] * 5, 5)])
async def test_too_few_invoices_give_no_score_and_refer(
    client: AsyncClient, engine: Engine, relay: Relay, sales: list[int], seen: int
) -> None:
    enterprise_id = await given_scored(engine, relay, sales=sales)

    standing = await client.get(
        f"/risk/enterprises/{enterprise_id}/standing", headers=owner(enterprise_id)
    )

    body = standing.json()
    assert body["score"] is None
    assert (body["months_seen"], body["months_needed"]) == (seen, 6)
    assert body["limit"]["amount"] is None
    names = await published(engine)
    assert "risk.score_withheld.v1" in names
    assert "risk.score_computed.v1" not in names


async def test_an_officer_asking_for_a_score_without_invoices_is_told_why(
    client: AsyncClient, engine: Engine
) -> None:
    enterprise_id = await given_enterprise(engine)
    before = await published(engine)

    response = await client.post(f"/risk/enterprises/{enterprise_id}/scores", headers=officer())

    assert (response.status_code, response.json()["code"]) == (409, "risk.not_enough_invoices")
    assert await published(engine) == before


async def test_an_officer_scores_again_and_the_older_score_stays(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    path = f"/risk/enterprises/{enterprise_id}/scores"

    made = await client.post(path, headers=officer())

    assert made.status_code == 201
    first = await client.get(path, params={"limit": 1}, headers=officer())
    cursor = first.json()["next_cursor"]
    second = await client.get(path, params={"limit": 1, "cursor": cursor}, headers=officer())
    assert first.json()["items"] == [made.json()]
    assert len(second.json()["items"]) == 1
    assert second.json()["next_cursor"] is None


async def test_scoring_needs_the_permission(client: AsyncClient, engine: Engine) -> None:
    enterprise_id = await given_enterprise(engine)
    before = await published(engine)

    response = await client.post(
        f"/risk/enterprises/{enterprise_id}/scores", headers=owner(enterprise_id) | new_key()
    )

    assert response.status_code == 403
    assert await published(engine) == before


async def test_another_company_s_score_looks_like_none(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    theirs, none = await given_scored(engine, relay), new_id()
    stranger = signed_in("risk:view", "risk:review")

    for enterprise_id in (theirs, none):
        for page in ("standing", "review"):
            response = await client.get(
                f"/risk/enterprises/{enterprise_id}/{page}", headers=stranger
            )
            assert (response.status_code, response.json()["code"]) == (404, "risk.score_not_found")
        history = await client.get(f"/risk/enterprises/{enterprise_id}/scores", headers=stranger)
        assert history.json()["items"] == []


async def test_a_lender_sees_the_score_of_who_has_applied_to_it(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    bank = new_id()
    enterprise_id = await given_scored(engine, relay)
    product = await given_product(engine, institution=bank)
    reviewer = signed_in("risk:review", organisation=bank, portal=Portal.INSTITUTION)
    path = f"/risk/enterprises/{enterprise_id}/review"
    assert (await client.get(path, headers=reviewer)).status_code == 404

    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(
            ApplicationSubmitted(
                subject_id=new_id(),
                enterprise_id=enterprise_id,
                product_id=product.id,
                amount=Money(100_000_00, "CNY"),
            )
        )
    await _run_risk_handlers(engine)
    await _run_risk_handlers(engine, again=True)

    review = await client.get(path, headers=reviewer)
    assert review.status_code == 200
    assert review.json()["standing"]["score"]["score"] == 742
    assert (await published(engine)).count("risk.sight_granted.v1") == 1


async def _run_risk_handlers(engine: Engine, *, again: bool = False) -> None:
    """Only this room's: the application itself is not there in this test."""
    if again:
        async with engine.begin(PLATFORM) as connection:
            await connection.execute(update(event_delivery).values(done_at=None))
    await Relay(engine, modules=["risk"]).drain()


@pytest.mark.parametrize(
    ("net_assets", "expected"),
    [
        (8_000_000, ["4000000.00", "20000000.00", "4000000.00"]),
        (90_000_000, ["20000000.00", "20000000.00", "45000000.00"]),
        (None, [None, "20000000.00", None]),
    ],
)
async def test_a_limit_is_the_smaller_of_grade_and_half_of_net_assets(
    engine: Engine, relay: Relay, net_assets: int | None, expected: list[str | None]
) -> None:
    enterprise_id = await given_scored(engine, relay, net_assets=net_assets)

    async with open_tx(engine, SYSTEM) as tx:
        found = await get_limit(tx, enterprise_id)

    assert [
        None if money is None else money.amount
        for money in (found.amount, found.by_grade, found.by_net_assets)
    ] == expected


async def test_a_weak_company_is_told_what_would_help(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay, sales=WEAK)

    standing = await client.get(
        f"/risk/enterprises/{enterprise_id}/standing", headers=owner(enterprise_id)
    )

    body = standing.json()
    assert body["score"]["lane"] == "manual"
    gains = [it["points"] for it in body["improvements"]]
    assert len(gains) == 3
    assert gains == sorted(gains, reverse=True)
    assert body["improvements"][0] == {
        "feature": "half_year_growth",
        "words": None,
        "unit": "share",
        "value": "-0.8",
        "target": "-0.3",
        "at_least": True,
        "points": 63,
    }


async def given_lender_who_sees(engine: Engine, enterprise_id: EnterpriseId) -> dict[str, str]:
    """This company, and no other."""
    lender = new_id()
    async with engine.begin(PLATFORM) as connection:
        seen = text("INSERT INTO risk.sight VALUES (:company, :lender, now())")
        await connection.execute(seen, {"company": enterprise_id, "lender": lender})
    may = ("risk:view", "risk:review")
    return signed_in(*may, organisation=lender, portal=Portal.INSTITUTION)


async def test_peers_are_shown_from_ten_on_and_never_fewer(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    subject = await given_scored(engine, relay)
    lender = await given_lender_who_sees(engine, subject)
    for position in range(10):
        if position == 9:
            lonely = await client.get(f"/risk/enterprises/{subject}/review", headers=officer())
            assert lonely.json()["peer_count"] == 0
            assert lonely.json()["features"][0]["middle"] is None
        await given_scored(engine, relay, sales=[100_000 * (position + 1)] * 12)

    review = (await client.get(f"/risk/enterprises/{subject}/review", headers=officer())).json()

    of_lender = await client.get(f"/risk/enterprises/{subject}/review", headers=lender)
    assert of_lender.json() == review
    assert (review["peer_count"], review["peer_industry"]) == (10, "C35")
    turnover = next(it for it in review["features"] if it["feature"] == "turnover_12m")
    assert [turnover[name] for name in ("value", "lower", "middle", "upper")] == [
        "12000000",
        "3600000",
        "6000000",
        "9600000",
    ]


async def test_where_the_industry_has_too_few_the_section_stands_in(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    subject = await given_scored(engine, relay, industry="C35")
    for _ in range(10):
        await given_scored(engine, relay, industry="C13", sales=[100_000] * 12)

    review = (await client.get(f"/risk/enterprises/{subject}/review", headers=officer())).json()

    assert (review["peer_count"], review["peer_industry"]) == (10, "C")


async def test_the_database_refuses_to_change_a_score(engine: Engine, relay: Relay) -> None:
    await given_scored(engine, relay)

    with pytest.raises(DBAPIError, match="permission denied"):
        async with engine.begin(PLATFORM) as connection:
            await connection.execute(text("UPDATE risk.score SET score = 850"))
