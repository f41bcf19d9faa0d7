from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import ProductId, new_id
from rongqu.modules.catalog.public import (
    Terms,
    get_product,
    get_product_version,
    list_offered_products,
)
from rongqu.modules.catalog.schemas import TermsBody
from rongqu.modules.catalog.starter import read_starter_products
from tests.builders.actors import given_actor, new_key, signed_in
from tests.builders.catalog import ORDINARY_TERMS, given_product
from tests.builders.events import published

MAY_ALL = ("catalog:view", "catalog:publish", "catalog:withdraw")
TERMS: dict[str, Any] = TermsBody.of(ORDINARY_TERMS).model_dump(mode="json")
BANK = new_id()


def bank() -> dict[str, str]:
    return signed_in(*MAY_ALL, organisation=BANK, portal=Portal.INSTITUTION) | new_key()


async def test_a_published_product_is_in_the_public_hall(
    client: AsyncClient, engine: Engine
) -> None:
    made = await client.post("/products", json=TERMS, headers=bank())

    hall = await client.get("/public/products")
    page = await client.get(f"/public/products/{made.json()['id']}")

    assert made.status_code == 201
    assert made.json()["version"] == 1
    assert made.json()["institution_id"] == str(BANK)
    assert hall.json() == [made.json()]
    assert page.json() == made.json()
    assert await published(engine) == ["catalog.product_published.v1"]


async def test_the_hall_can_be_narrowed_to_a_kind(client: AsyncClient, engine: Engine) -> None:
    await given_product(engine)

    for kind, count in (("credit_loan", 1), ("ip_pledge", 0)):
        hall = await client.get("/public/products", params={"kind": kind})
        assert len(hall.json()) == count


@pytest.mark.parametrize("terms", read_starter_products(), ids=lambda terms: terms.kind)
async def test_what_is_published_reads_back_the_same(engine: Engine, terms: Terms) -> None:
    product = await given_product(
        engine, **{it.name: getattr(terms, it.name) for it in fields(Terms)}
    )

    async with open_tx(engine, given_actor()) as tx:
        assert await get_product(tx, product.id) == product
    assert TermsBody.of(product).to_terms() == terms


async def test_terms_that_contradict_are_refused(client: AsyncClient, engine: Engine) -> None:
    never = [
        {"fact": "score", "op": "ge", "value": "700"},
        {"fact": "score", "op": "le", "value": "600"},
    ]

    response = await client.post("/products", json=TERMS | {"conditions": never}, headers=bank())

    assert response.status_code == 422
    assert response.json()["code"] == "catalog.conditions_contradict"
    assert response.json()["params"] == {"field": "conditions", "fact": "score"}
    assert await published(engine) == []


async def test_checking_tells_every_fault_and_changes_nothing(
    client: AsyncClient, engine: Engine
) -> None:
    wrong: dict[str, Any] = TERMS | {"pricing": [], "fee_bps": 500}

    response = await client.post("/products/check", json=wrong, headers=bank())

    assert [(fault["code"], fault["field"]) for fault in response.json()] == [
        ("catalog.no_grade_priced", "pricing"),
        ("catalog.fee_outside_policy", "fee_bps"),
    ]
    assert response.json()[1]["params"] == {"floor": "0.01", "cap": "0.03"}
    assert await published(engine) == []


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"name": ""}, "/body/name"),
        ({"min_term_months": 0}, "/body/min_term_months"),
        ({"max_amount": {"amount": "1.005", "currency": "CNY"}}, "/body/max_amount"),
        ({"kind": "lottery"}, "/body/kind"),
    ],
)
async def test_a_wrong_field_is_pointed_at(
    client: AsyncClient, engine: Engine, wrong: dict[str, Any], pointer: str
) -> None:
    response = await client.post("/products", json=TERMS | wrong, headers=bank())

    assert response.status_code == 422
    assert [fault["pointer"] for fault in response.json()["params"]["faults"]] == [pointer]
    assert await published(engine) == []


async def test_publishing_needs_the_permission(client: AsyncClient, engine: Engine) -> None:
    viewer = signed_in("catalog:view", organisation=BANK) | new_key()

    for path in ("/products", "/products/check"):
        response = await client.post(path, json=TERMS, headers=viewer)
        assert response.status_code == 403

    assert await published(engine) == []


async def test_a_new_version_replaces_the_offer_and_keeps_the_old_one(
    client: AsyncClient, engine: Engine
) -> None:
    product = await given_product(engine, institution=BANK)
    body = {"based_on": 1, "terms": TERMS | {"fee_bps": 200}}

    made = await client.post(f"/products/{product.id}/versions", json=body, headers=bank())

    assert made.status_code == 201
    assert (made.json()["version"], made.json()["fee_bps"]) == (2, 200)
    history = await client.get(f"/products/{product.id}/versions", headers=bank())
    assert [(it["version"], it["fee_bps"]) for it in history.json()] == [(2, 200), (1, 100)]
    async with open_tx(engine, given_actor()) as tx:
        assert await get_product_version(tx, product.id, 1) == product
        assert [it.version for it in await list_offered_products(tx)] == [2]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"based_on": 2, "terms": TERMS}, "catalog.version_outdated"),
        ({"based_on": 1, "terms": TERMS}, "catalog.terms_unchanged"),
        ({"based_on": 1, "terms": TERMS | {"kind": "ip_pledge"}}, "catalog.kind_is_fixed"),
        ({"based_on": 1, "terms": TERMS | {"fee_bps": 0}}, "catalog.fee_outside_policy"),
    ],
)
async def test_a_version_that_cannot_follow_is_refused(
    client: AsyncClient, engine: Engine, body: dict[str, Any], code: str
) -> None:
    product = await given_product(engine, institution=BANK)

    response = await client.post(f"/products/{product.id}/versions", json=body, headers=bank())

    assert response.json()["code"] == code
    assert await published(engine) == ["catalog.product_published.v1"]


async def test_a_withdrawn_product_is_off_the_market_but_readable(
    client: AsyncClient, engine: Engine
) -> None:
    product = await given_product(engine, institution=BANK)
    path = f"/products/{product.id}"

    first = await client.post(f"{path}/withdrawal", json={"reason": "停售"}, headers=bank())
    again = await client.post(f"{path}/withdrawal", json={"reason": "停售"}, headers=bank())
    body = {"based_on": 1, "terms": TERMS | {"fee_bps": 200}}
    newer = await client.post(f"{path}/versions", json=body, headers=bank())

    assert first.json()["status"] == "withdrawn"
    for refused in (again, newer):
        assert (refused.status_code, refused.json()["code"]) == (
            409,
            "catalog.product_is_withdrawn",
        )
    assert (await client.get("/public/products")).json() == []
    assert (await client.get(f"/public{path}")).json()["status"] == "withdrawn"
    assert await published(engine) == [
        "catalog.product_published.v1",
        "catalog.product_withdrawn.v1",
    ]


async def test_another_institution_s_product_looks_like_none(
    client: AsyncClient, engine: Engine
) -> None:
    theirs, none = (await given_product(engine)).id, ProductId(new_id())

    for product_id in (theirs, none):
        body = {"based_on": 1, "terms": TERMS}
        for response in (
            await client.post(f"/products/{product_id}/versions", json=body, headers=bank()),
            await client.post(
                f"/products/{product_id}/withdrawal", json={"reason": "停售"}, headers=bank()
            ),
            await client.get(f"/products/{product_id}/versions", headers=bank()),
        ):
            assert (response.status_code, response.json()["code"]) == (
                404,
                "catalog.product_not_found",
            )


async def test_a_desk_shows_its_own_products_and_staff_see_all(
    client: AsyncClient, engine: Engine
) -> None:
    mine = await given_product(engine, institution=BANK)
    theirs = await given_product(engine)
    staff = signed_in("catalog:view", "catalog:view_everywhere", portal=Portal.OPERATIONS)

    desk = await client.get("/products", headers=bank())
    first = await client.get("/products", params={"limit": 1}, headers=staff)
    cursor = first.json()["next_cursor"]
    second = await client.get("/products", params={"limit": 1, "cursor": cursor}, headers=staff)

    assert [it["id"] for it in desk.json()["items"]] == [str(mine.id)]
    assert [it["id"] for it in first.json()["items"]] == [str(theirs.id)]
    assert [it["id"] for it in second.json()["items"]] == [str(mine.id)]
    assert second.json()["next_cursor"] is None


async def test_a_version_that_is_not_there(client: AsyncClient, engine: Engine) -> None:
    product = await given_product(engine)

    response = await client.get(f"/products/{product.id}/versions/7", headers=signed_in())

    assert (response.status_code, response.json()["code"]) == (404, "catalog.version_not_found")


async def test_facts_say_what_a_condition_may_be_about(client: AsyncClient) -> None:
    facts = {fact["name"]: fact for fact in (await client.get("/public/product-facts")).json()}

    assert facts["score"]["at_most"] == "850"
    assert facts["score"]["operators"] == ["ge", "le", "eq"]
    assert facts["province"]["operators"] == ["eq", "in"]
    assert len(facts["province"]["codes"]) == 34


async def test_the_database_refuses_to_change_a_version(engine: Engine) -> None:
    await given_product(engine)

    with pytest.raises(DBAPIError, match="permission denied"):
        async with engine.begin(PLATFORM) as connection:
            await connection.execute(text("UPDATE catalog.product_version SET version = 9"))
