from __future__ import annotations

from dataclasses import fields, replace
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient, Response
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.ids import ProductId, new_id
from rongqu.modules.catalog.public import (
    NewVersion,
    Terms,
    get_product,
    get_product_version,
    list_offered_products,
    publish_version,
)
from rongqu.modules.catalog.schemas import TermsBody
from rongqu.modules.catalog.starter import read_starter_products
from rongqu.modules.compliance.tables import approval
from tests.builders.actors import given_actor, new_key, signed_in
from tests.builders.catalog import ORDINARY_TERMS, given_product
from tests.builders.events import published

MAY_ALL = ("catalog:view", "catalog:propose", "catalog:publish", "catalog:withdraw")
TERMS: dict[str, Any] = TermsBody.of(ORDINARY_TERMS).model_dump(mode="json")
BANK = new_id()
WISH = {"terms": TERMS, "reason": "新产品上架"}


def bank() -> dict[str, str]:
    return signed_in(*MAY_ALL, organisation=BANK, portal=Portal.INSTITUTION) | new_key()


def wish(**changes: Any) -> dict[str, Any]:
    return WISH | {"terms": TERMS | changes}


async def agree(
    client: AsyncClient, proposed: Response, who: dict[str, str] | None = None
) -> Response:
    """A colleague's decision, if nobody else is named."""
    path = f"/approvals/{proposed.json()['id']}/approval"
    return await client.post(path, headers=who or bank())


async def test_a_product_is_in_the_public_hall_once_a_colleague_agrees(
    client: AsyncClient, engine: Engine
) -> None:
    proposed = await client.post("/products", json=WISH, headers=bank())
    assert (await client.get("/public/products")).json() == []
    waiting = await client.get("/product-proposals", headers=bank())

    agreed = await agree(client, proposed)

    assert (proposed.status_code, agreed.status_code) == (202, 200)
    assert waiting.json() == [proposed.json()]
    product = proposed.json()["product"]
    [offered] = (await client.get("/public/products")).json()
    page = await client.get(f"/public/products/{product['id']}")
    assert offered == page.json() == product | {"published_at": offered["published_at"]}
    assert (offered["version"], offered["institution_id"]) == (1, str(BANK))
    assert (await client.get("/product-proposals", headers=bank())).json() == []
    assert "catalog.product_published.v1" in await published(engine)


async def test_only_a_second_person_of_the_same_house_decides(
    client: AsyncClient, engine: Engine
) -> None:
    maker = bank()
    proposed = await client.post("/products", json=WISH, headers=maker)
    other = signed_in(*MAY_ALL, organisation=new_id(), portal=Portal.INSTITUTION)
    staff = signed_in(*MAY_ALL, portal=Portal.OPERATIONS)
    viewer = signed_in("catalog:view", organisation=BANK, portal=Portal.INSTITUTION)
    everybody = ((maker, 403), (other, 404), (staff, 404), (viewer, 403))

    for who, status in everybody:
        refused = await agree(client, proposed, who | new_key())
        assert refused.status_code == status, who
    rejection = f"/approvals/{proposed.json()['id']}/rejection"
    for who in (other, staff):
        body = {"reason": "不同意"}
        refused = await client.post(rejection, json=body, headers=who | new_key())
        assert refused.json()["code"] == "compliance.approval_not_found"
        seen = await client.get("/approvals", headers=who)
        assert seen.json()["items"] == []
        assert (await client.get("/product-proposals", headers=who)).json() == []

    colleague = await client.get("/approvals", headers=bank())
    assert [each["subject"] for each in colleague.json()["items"]] == [
        proposed.json()["product"]["id"]
    ]
    assert (await client.get("/public/products")).json() == []
    async with open_tx(engine, given_actor(organisation=other_id(other))) as tx:
        assert (await tx.connection.execute(select(approval))).all() == []
    ended = await client.post(rejection, json={"reason": "价格偏高"}, headers=bank())
    assert ended.json()["status"] == "rejected"


def other_id(who: dict[str, str]) -> UUID:
    return UUID(who["x-organisation"])


async def test_what_has_changed_since_is_found_at_the_decision(
    client: AsyncClient, engine: Engine
) -> None:
    """One wish about a product waits at a time; a version that came otherwise outdates it."""
    product = await given_product(engine, institution=BANK)
    path = f"/products/{product.id}/versions"
    body = wish(fee_bps=200) | {"based_on": 1}
    proposed = await client.post(path, json=body, headers=bank())
    second = await client.post(path, json=body, headers=bank())
    assert second.json()["code"] == "compliance.approval_pending"
    async with open_tx(engine, publisher()) as tx:
        terms = replace(ORDINARY_TERMS, fee_bps=150)
        await publish_version(tx, NewVersion(product_id=product.id, based_on=1, terms=terms))

    refused = await agree(client, proposed)

    assert refused.json()["code"] == "catalog.version_outdated"
    [still] = (await client.get("/product-proposals", headers=bank())).json()
    assert still["id"] == proposed.json()["id"]


def publisher() -> Actor:
    return given_actor("catalog:publish", organisation=BANK, portal=Portal.INSTITUTION)


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

    response = await client.post("/products", json=wish(conditions=never), headers=bank())

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
        ({"name": ""}, "/body/terms/name"),
        ({"min_term_months": 0}, "/body/terms/min_term_months"),
        ({"max_amount": {"amount": "1.005", "currency": "CNY"}}, "/body/terms/max_amount"),
        ({"kind": "lottery"}, "/body/terms/kind"),
    ],
)
async def test_a_wrong_field_is_pointed_at(
    client: AsyncClient, engine: Engine, wrong: dict[str, Any], pointer: str
) -> None:
    response = await client.post("/products", json=wish(**wrong), headers=bank())

    assert response.status_code == 422
    assert [fault["pointer"] for fault in response.json()["params"]["faults"]] == [pointer]
    assert await published(engine) == []


async def test_publishing_needs_the_permission(client: AsyncClient, engine: Engine) -> None:
    viewer = signed_in("catalog:view", organisation=BANK) | new_key()

    for path, body in (("/products", WISH), ("/products/check", TERMS)):
        response = await client.post(path, json=body, headers=viewer)
        assert response.status_code == 403

    assert await published(engine) == []


async def test_a_new_version_replaces_the_offer_and_keeps_the_old_one(
    client: AsyncClient, engine: Engine
) -> None:
    product = await given_product(engine, institution=BANK)
    body = wish(fee_bps=200) | {"based_on": 1}

    proposed = await client.post(f"/products/{product.id}/versions", json=body, headers=bank())
    await agree(client, proposed)

    made = proposed.json()["product"]
    assert (proposed.json()["based_on"], made["version"], made["fee_bps"]) == (1, 2, 200)
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

    whole = body | {"reason": "调整条款"}
    response = await client.post(f"/products/{product.id}/versions", json=whole, headers=bank())

    assert response.json()["code"] == code
    assert await published(engine) == ["catalog.product_published.v1"]


async def test_a_withdrawn_product_is_off_the_market_but_readable(
    client: AsyncClient, engine: Engine
) -> None:
    product = await given_product(engine, institution=BANK)
    path = f"/products/{product.id}"

    first = await client.post(f"{path}/withdrawal", json={"reason": "停售"}, headers=bank())
    again = await client.post(f"{path}/withdrawal", json={"reason": "停售"}, headers=bank())
    body = wish(fee_bps=200) | {"based_on": 1}
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
        body = WISH | {"based_on": 1}
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
