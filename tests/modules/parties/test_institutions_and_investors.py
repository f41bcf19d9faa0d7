from __future__ import annotations

from typing import Any

import pytest
from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import new_id
from rongqu.kernel.uscc import synthetic_uscc
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published

BANK: dict[str, Any] = {
    "name": "江南银行",
    "kind": "bank",
    "uscc": synthetic_uscc("bank"),
    "region_code": "320100",
}
PERSON = {"name": "张小明", "kind": "person"}
OFFICER = ("parties:register_institution", "parties:view")
INVESTOR = ("parties:register_investor", "parties:view")


async def test_an_institution_registers_and_everybody_may_see_who_lends(
    client: AsyncClient, engine: Engine
) -> None:
    bank = new_id()
    officer = signed_in(*OFFICER, organisation=bank, portal=Portal.INSTITUTION)

    made = await client.post("/parties/institutions", json=BANK, headers=officer | new_key())
    found = await client.get(f"/parties/institutions/{bank}", headers=signed_in("parties:view"))
    listed = await client.get("/parties/institutions", headers=signed_in("parties:view"))

    assert made.status_code == 201
    assert found.json() == BANK | {"id": str(bank)} == made.json()
    assert listed.json()["items"] == [found.json()]
    assert await published(engine) == ["parties.institution_registered.v1"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"uscc": "1"}, "parties.uscc_length"),
        ({"region_code": "000000"}, "parties.unknown_region"),
        ({"kind": "shop"}, "common.invalid_request"),
    ],
)
async def test_a_wrong_institution_is_refused(
    client: AsyncClient, engine: Engine, wrong: dict[str, Any], code: str
) -> None:
    headers = signed_in(*OFFICER) | new_key()

    response = await client.post("/parties/institutions", json=BANK | wrong, headers=headers)

    assert response.json()["code"] == code
    assert await published(engine) == []


async def test_an_institution_registers_once_and_its_code_is_its_own(
    client: AsyncClient, engine: Engine
) -> None:
    officer = signed_in(*OFFICER, organisation=new_id())
    await client.post("/parties/institutions", json=BANK, headers=officer | new_key())
    other_code = BANK | {"uscc": synthetic_uscc("other")}

    again = await client.post("/parties/institutions", json=other_code, headers=officer | new_key())
    taken = await client.post(
        "/parties/institutions", json=BANK, headers=signed_in(*OFFICER) | new_key()
    )

    assert again.json()["code"] == "parties.already_registered"
    assert taken.json()["code"] == "parties.uscc_taken"
    assert await published(engine) == ["parties.institution_registered.v1"]


async def test_an_unknown_institution_is_not_found(client: AsyncClient) -> None:
    response = await client.get(
        f"/parties/institutions/{new_id()}", headers=signed_in("parties:view")
    )
    assert response.json()["code"] == "parties.institution_not_found"


async def test_an_investor_s_name_is_masked_and_seen_only_by_the_investor(
    client: AsyncClient, engine: Engine
) -> None:
    investor = new_id()
    owner = signed_in(*INVESTOR, organisation=investor, portal=Portal.INVESTOR)

    made = await client.post("/parties/investors", json=PERSON, headers=owner | new_key())
    stranger = await client.get(f"/parties/investors/{investor}", headers=signed_in("parties:view"))

    assert made.json() == {"id": str(investor), "name": "张**", "kind": "person", "uscc": None}
    assert (await client.get(f"/parties/investors/{investor}", headers=owner)).json() == made.json()
    assert stranger.json()["code"] == "parties.investor_not_found"
    assert await published(engine) == ["parties.investor_registered.v1"]


async def test_a_company_that_invests_states_its_code(client: AsyncClient, engine: Engine) -> None:
    company = {"name": "华泰投资", "kind": "company"}
    with_code = company | {"uscc": synthetic_uscc("fund")}

    without = await client.post(
        "/parties/investors", json=company, headers=signed_in(*INVESTOR) | new_key()
    )
    first = await client.post(
        "/parties/investors", json=with_code, headers=signed_in(*INVESTOR) | new_key()
    )
    second = await client.post(
        "/parties/investors", json=with_code, headers=signed_in(*INVESTOR) | new_key()
    )

    assert without.json()["code"] == "parties.uscc_needed"
    assert first.json()["uscc"] == synthetic_uscc("fund")
    assert second.json()["code"] == "parties.uscc_taken"
    assert await published(engine) == ["parties.investor_registered.v1"]
