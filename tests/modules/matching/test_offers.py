from __future__ import annotations

from dataclasses import fields, replace
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import EnterpriseId, ProductId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.catalog.actions.withdraw_product import withdraw_product
from rongqu.modules.catalog.public import (
    NewVersion,
    find_offered,
    publish_product,
    publish_version,
    read_starter_products,
)
from rongqu.modules.matching.judging.shelf import Shelf
from rongqu.modules.matching.public import Wish, check_eligible
from rongqu.modules.matching.queries import shelf_of
from tests.builders.actors import given_actor, signed_in
from tests.builders.catalog import ORDINARY_TERMS, given_product
from tests.builders.counting import counting_statements
from tests.builders.events import published
from tests.builders.invoices import (
    STRONG,
    given_enterprise,
    given_invoices,
    given_invoices_imported,
)

WISH = {"amount": "500000.00", "term_months": 12}


def owner(enterprise_id: UUID) -> dict[str, str]:
    return signed_in("matching:match", organisation=enterprise_id)


async def given_scored(engine: Engine, relay: Relay, **different: Any) -> EnterpriseId:
    enterprise_id = await given_enterprise(engine, **different)
    await given_invoices(engine, enterprise_id, STRONG)
    await given_invoices_imported(engine, enterprise_id)
    await relay.drain()
    return enterprise_id


SOME = {
    "credit_loan",
    "order_financing",
    "receivables_factoring",
    "ip_pledge",
    "equipment_lease",
    "livestock_collateral",
}


async def given_starters(engine: Engine) -> None:
    for terms in read_starter_products():
        if terms.kind not in SOME:
            continue
        different = {field.name: getattr(terms, field.name) for field in fields(terms)}
        await given_product(engine, **different)


async def test_what_fits_is_ranked_and_what_does_not_says_why(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay)
    await given_starters(engine)
    path = f"/matching/enterprises/{enterprise_id}/offers"

    response = await client.get(path, params=WISH, headers=owner(enterprise_id))

    assert response.status_code == 200
    body = response.json()
    assert [offer["kind"] for offer in body["eligible"]] == [
        "credit_loan",
        "receivables_factoring",
        "ip_pledge",
        "equipment_lease",
    ]
    assert [offer["rank"] for offer in body["eligible"]] == [1, 2, 3, 4]
    missed = {it["kind"]: [miss["fact"] for miss in it["missed"]] for it in body["refused"]}
    assert missed == {
        "livestock_collateral": ["industry_section"],
        "order_financing": ["term_months"],
    }
    assert (await published(engine))[-1] == "matching.products_matched.v1"


async def test_what_is_on_offer_is_read_once_and_anew_after_a_change(engine: Engine) -> None:
    """As each process would: by its own memory, told by nobody."""
    product_id = ProductId(new_id())
    lender = given_actor("catalog:publish", "catalog:withdraw", portal=Portal.INSTITUTION)

    async def read() -> tuple[Shelf, bool]:
        with counting_statements(engine) as told:
            async with open_tx(engine, SYSTEM) as tx:
                shelf = shelf_of(await find_offered(tx))
        return shelf, any("catalog.product_version" in sql for sql in told)

    async def publish(tx: Tx) -> object:
        return await publish_product(tx, product_id, ORDINARY_TERMS)

    async def change(tx: Tx) -> object:
        dearer = replace(ORDINARY_TERMS, fee_bps=120)
        return await publish_version(
            tx, NewVersion(product_id=product_id, based_on=1, terms=dearer)
        )

    async def withdraw(tx: Tx) -> object:
        return await withdraw_product(tx, product_id, "停售")

    await given_product(engine)
    for happens, on_shelf in ((publish, 2), (change, 2), (withdraw, 1)):
        async with open_tx(engine, lender) as tx:
            await happens(tx)
        (first, was_read), (second, was_read_again) = await read(), await read()
        assert (was_read, was_read_again) == (True, False)
        assert first is second
        assert len(first.products) == on_shelf


async def test_a_purpose_narrows_it(client: AsyncClient, engine: Engine, relay: Relay) -> None:
    enterprise_id = await given_scored(engine, relay)
    await given_starters(engine)
    path = f"/matching/enterprises/{enterprise_id}/offers"

    response = await client.get(
        path, params=WISH | {"purpose": "equipment"}, headers=owner(enterprise_id)
    )

    kinds = [offer["kind"] for offer in response.json()["eligible"]]
    assert sorted(kinds) == ["equipment_lease", "ip_pledge"]


async def test_without_figures_nothing_is_offered_and_it_says_what_to_do(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    enterprise_id = await given_scored(engine, relay, net_assets=None)
    await given_product(engine)

    response = await client.get(
        f"/matching/enterprises/{enterprise_id}/overview", headers=owner(enterprise_id)
    )

    [refused] = response.json()["refused"]
    assert response.json()["eligible"] == []
    assert [(miss["fact"], miss["remedy"]) for miss in refused["missed"]] == [
        ("limit", "state_figures")
    ]


async def test_a_stranger_s_company_looks_like_none(client: AsyncClient, engine: Engine) -> None:
    theirs, none = await given_enterprise(engine), new_id()
    before = await published(engine)

    for enterprise_id in (theirs, none):
        path = f"/matching/enterprises/{enterprise_id}/offers"
        response = await client.get(path, params=WISH, headers=signed_in("matching:match"))
        assert (response.status_code, response.json()["code"]) == (
            404,
            "parties.enterprise_not_found",
        )

    assert await published(engine) == before


async def test_staff_match_for_a_company_on_the_phone(client: AsyncClient, engine: Engine) -> None:
    enterprise_id = await given_enterprise(engine)
    staff = signed_in("matching:match_everywhere", portal=Portal.OPERATIONS)

    response = await client.get(
        f"/matching/enterprises/{enterprise_id}/offers", params=WISH, headers=staff
    )

    assert response.status_code == 200


async def test_matching_needs_the_permission(client: AsyncClient, engine: Engine) -> None:
    enterprise_id = await given_enterprise(engine)
    before = await published(engine)

    response = await client.get(
        f"/matching/enterprises/{enterprise_id}/offers",
        params=WISH,
        headers=signed_in("risk:view", organisation=enterprise_id),
    )

    assert response.status_code == 403
    assert await published(engine) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "0"},
        {"amount": "0.00"},
        {"amount": "1.234"},
        {"amount": "-5"},
        {"amount": "much"},
        {"term_months": 0},
        {"purpose": "lottery"},
    ],
)
async def test_a_wrong_wish_is_refused(
    client: AsyncClient, engine: Engine, wrong: dict[str, Any]
) -> None:
    enterprise_id = await given_enterprise(engine)
    before = await published(engine)

    response = await client.get(
        f"/matching/enterprises/{enterprise_id}/offers",
        params=WISH | wrong,
        headers=owner(enterprise_id),
    )

    assert (response.status_code, response.json()["code"]) == (422, "common.invalid_request")
    assert await published(engine) == before


async def test_rooms_above_ask_for_the_misses_of_one_product(engine: Engine, relay: Relay) -> None:
    enterprise_id = await given_scored(engine, relay)
    product = await given_product(engine)

    async with open_tx(engine, SYSTEM) as tx:
        fine = Wish(amount=Money(500_000_00, "CNY"), term_months=12)
        large = Wish(amount=Money(5_000_000_00, "CNY"), term_months=12)

        assert await check_eligible(tx, enterprise_id, product.id, fine) == ()
        missed = await check_eligible(tx, enterprise_id, product.id, large)

    assert [miss.fact for miss in missed] == ["amount", "limit"]
