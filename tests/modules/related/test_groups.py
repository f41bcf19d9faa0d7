"""Companies that hang together are one group, and what one owes counts for all."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient, Response
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.money import Money
from rongqu.modules.origination.types import Stage
from rongqu.modules.parties.public import synthetic_uscc
from rongqu.modules.related.queries import find_group
from rongqu.modules.related.rules import gather
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.origination import (
    DECISION,
    act,
    given_application,
    given_enterprise,
    given_world,
)

RIGHTS = ("related:view", "related:note", "parties:view", "parties:view_everywhere")
OFFICER = signed_in(*RIGHTS, portal=Portal.OPERATIONS)


async def note(client: AsyncClient, one: UUID, other: UUID, **wish: Any) -> Response:
    body = {
        "other_code": synthetic_uscc(str(other)),
        "kind": "controller",
        "evidence": "工商登记：同一实际控制人",
    }
    path = f"/related/companies/{one}/links"
    return await client.post(path, json=body | wish, headers=OFFICER | new_key())


async def owe(client: AsyncClient, company: UUID, **wish: Any) -> Response:
    body = {
        "lender": "某网络小贷公司",
        "source": "credit_report",
        "amount": {"amount": "800000.00", "currency": "CNY"},
        "as_of": "2026-10-31",
    }
    path = f"/related/companies/{company}/debts"
    return await client.post(path, json=body | wish, headers=OFFICER | new_key())


async def group_of(engine: Engine, company: UUID) -> set[UUID]:
    async with open_tx(engine, SYSTEM) as tx:
        return set((await find_group(tx, EnterpriseId(company))).members)


async def test_strong_links_and_two_weak_ones_make_a_group_and_one_weak_does_not(
    client: AsyncClient, engine: Engine
) -> None:
    a, b, c, d = [await given_enterprise(engine) for _ in range(4)]

    await note(client, a, b)
    await note(client, b, c, kind="ownership", share="0.25")
    assert await group_of(engine, a) == {a, b, c}

    first = await note(client, d, a, kind="phone")
    assert [link["counts"] for link in first.json()["links"]] == [False]
    assert await group_of(engine, d) == {d}
    await note(client, a, d, kind="address")
    assert await group_of(engine, d) == {a, b, c, d}

    links = (await note(client, c, d, kind="ownership", share="0.2")).json()["links"]
    weak = next(link for link in links if link["share"] == "0.2000")
    assert (weak["counts"], len(links)) == (False, 5)
    assert (await published(engine)).count("related.link_noted.v1") == 5


async def test_a_link_that_ends_takes_the_group_apart(client: AsyncClient, engine: Engine) -> None:
    a, b, c = [await given_enterprise(engine) for _ in range(3)]
    first = (await note(client, a, b)).json()["links"][0]["id"]
    await note(client, b, c)
    path = f"/related/companies/{a}/links/{first}/ending"

    elsewhere = path.replace(str(a), str(c))
    wrong = await client.post(elsewhere, json={"reason": "股权已转让"}, headers=OFFICER | new_key())
    assert wrong.json()["code"] == "related.link_not_found"
    ended = await client.post(path, json={"reason": "股权已转让"}, headers=OFFICER | new_key())
    again = await client.post(path, json={"reason": "股权已转让"}, headers=OFFICER | new_key())

    assert ended.json()["members"] == [{"id": str(a), "name": ended.json()["company"]["name"]}]
    assert await group_of(engine, b) == {b, c}
    assert again.json()["code"] == "related.link_not_found"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"kind": "ownership"}, "related.share_missing"),
        ({"kind": "control", "share": "0.6"}, "related.share_missing"),
        ({"other_code": "91320500MA1XXXXXX0"}, "parties.enterprise_not_found"),
    ],
)
async def test_a_link_that_cannot_be_is_refused(
    client: AsyncClient, engine: Engine, wish: dict[str, Any], code: str
) -> None:
    a, b = await given_enterprise(engine), await given_enterprise(engine)
    refused = await note(client, a, b, **wish)
    assert refused.json()["code"] == code
    assert await group_of(engine, a) == {a}


async def test_nobody_is_linked_to_itself_or_twice_in_one_way(
    client: AsyncClient, engine: Engine
) -> None:
    a, b = await given_enterprise(engine), await given_enterprise(engine)
    assert (await note(client, a, a)).json()["code"] == "related.linked_to_itself"
    assert (await note(client, a, b)).status_code == 201
    assert (await note(client, b, a)).json()["code"] == "related.link_on"


async def test_what_another_lender_has_lent_counts_though_its_loans_are_not_seen(
    client: AsyncClient, engine: Engine
) -> None:
    elsewhere = await given_world(engine, net_assets=Money(3_000_000_00, "CNY"))
    await given_application(engine, elsewhere, stage=Stage.ACTIVE)
    here = await given_world(engine)
    application_id = await given_application(
        engine, here, stage=Stage.APPROVAL, enterprise_id=elsewhere.enterprise_id
    )

    refused = await act(client, application_id, "approval", here.approver, DECISION)
    basis = await client.get(f"/applications/{application_id}/basis", headers=here.approver)

    assert refused.json()["code"] == "origination.above_limit"
    assert basis.json()["exposure"]["amount"] == "1000000.00"


async def test_a_debt_elsewhere_counts_in_the_limit_until_it_is_settled(
    client: AsyncClient, engine: Engine
) -> None:
    world = await given_world(engine, net_assets=Money(3_000_000_00, "CNY"))
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)
    owed = await owe(client, world.enterprise_id)
    path = f"/applications/{application_id}/basis"

    counted = (await client.get(path, headers=world.approver)).json()
    debt_id = owed.json()["debts"][0]["id"]
    settled = await client.post(f"/related/debts/{debt_id}/settlement", headers=OFFICER | new_key())
    again = await client.post(f"/related/debts/{debt_id}/settlement", headers=OFFICER | new_key())

    assert counted["owed_elsewhere"]["amount"] == "800000.00"
    assert counted["limit"]["amount"] == "700000.00"
    assert settled.json()["debts"] == []
    assert again.json()["code"] == "related.debt_not_found"
    after = (await client.get(path, headers=world.approver)).json()
    assert after["limit"]["amount"] == "1500000.00"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"amount": {"amount": "0.00", "currency": "CNY"}}, "related.debt_too_small"),
        ({"as_of": "2099-01-01"}, "related.debt_not_yet"),
    ],
)
async def test_a_debt_that_cannot_be_is_refused(
    client: AsyncClient, engine: Engine, wish: dict[str, Any], code: str
) -> None:
    company = await given_enterprise(engine)
    assert (await owe(client, company, **wish)).json()["code"] == code
    assert "related.debt_noted.v1" not in await published(engine)


@pytest.fixture
async def low_group_limit(engine: Engine) -> AsyncGenerator[None]:
    """Policies are loaded once for all tests of a worker: what is changed is put back."""
    change = text("UPDATE infra.policy SET value = :value WHERE key = 'origination.group_limit'")
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(change, {"value": 1_500_000})
    yield
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(change, {"value": 30_000_000})


@pytest.mark.usefixtures("low_group_limit")
async def test_an_approval_stops_at_the_limit_of_the_group(
    client: AsyncClient, engine: Engine
) -> None:
    world, sister = await given_world(engine), await given_world(engine)
    await given_application(engine, sister, stage=Stage.ACTIVE)
    application_id = await given_application(engine, world, stage=Stage.APPROVAL)
    await note(client, world.enterprise_id, sister.enterprise_id)

    refused = await act(client, application_id, "approval", world.approver, DECISION)
    basis = await client.get(f"/applications/{application_id}/basis", headers=world.approver)

    assert refused.status_code == 422
    assert refused.json()["code"] == "origination.above_group_limit"
    assert basis.json()["group"] == {
        "members": 2,
        "ceiling": {"amount": "1500000.00", "currency": "CNY"},
        "exposure": {"amount": "1000000.00", "currency": "CNY"},
        "limit": {"amount": "500000.00", "currency": "CNY"},
    }


def test_whoever_is_reached_belongs_together() -> None:
    a, b, c, d = (UUID(int=number) for number in range(4))
    pairs = [frozenset({a, b}), frozenset({b, c})]
    assert gather(c, pairs) == {a, b, c}
    assert gather(d, pairs) == {d}
