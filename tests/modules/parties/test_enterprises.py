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
from tests.builders.invoices import given_enterprise

OWNER = ("parties:view", "parties:register_enterprise", "parties:update_enterprise")
STAFF = signed_in("parties:view", "parties:view_everywhere", portal=Portal.OPERATIONS)
PROFILE: dict[str, Any] = {
    "name": "苏州精工机械有限公司",
    "industry_code": "C35",
    "region_code": "320500",
    "founded_on": "2018-03-15",
    "registered_capital": {"amount": "5000000.00", "currency": "CNY"},
    "employees": 42,
}
REGISTRATION = PROFILE | {"uscc": synthetic_uscc("one")}
FIGURES = {
    "revenue": {"amount": "12000000.00", "currency": "CNY"},
    "net_assets": {"amount": "8000000.00", "currency": "CNY"},
    "net_profit": {"amount": "900000.00", "currency": "CNY"},
    "total_liabilities": {"amount": "6000000.00", "currency": "CNY"},
}


def yuan(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


async def test_an_organisation_registers_its_profile(client: AsyncClient, engine: Engine) -> None:
    organisation = new_id()
    owner = signed_in(*OWNER, organisation=organisation)

    made = await client.post("/parties/enterprises", json=REGISTRATION, headers=owner | new_key())
    found = await client.get(f"/parties/enterprises/{organisation}", headers=owner)

    assert made.status_code == 201
    assert made.json()["id"] == str(organisation)
    assert made.json() | {"figures": None, "is_test": False} == found.json()
    assert await published(engine) == ["parties.enterprise_registered.v1"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"uscc": "9199"}, "parties.uscc_length"),
        ({"uscc": "9199000098374433IR"}, "parties.uscc_alphabet"),
        ({"uscc": "91990000983744333T"}, "parties.uscc_check_character"),
        ({"region_code": "999999"}, "parties.unknown_region"),
        ({"industry_code": "Z99"}, "parties.unknown_industry"),
        ({"founded_on": "2999-01-01"}, "parties.founded_in_future"),
        ({"registered_capital": yuan("-0.01")}, "parties.profile_contradicts"),
    ],
)
async def test_a_wrong_profile_is_refused(
    client: AsyncClient, engine: Engine, wrong: dict[str, Any], code: str
) -> None:
    response = await client.post(
        "/parties/enterprises", json=REGISTRATION | wrong, headers=signed_in(*OWNER) | new_key()
    )

    assert response.status_code == 422
    assert response.json()["code"] == code
    assert await published(engine) == []


@pytest.mark.parametrize(
    "wrong",
    [{"name": "  "}, {"employees": -1}, {"registered_capital": {"amount": "1", "currency": "USD"}}],
)
async def test_a_field_that_cannot_be_is_pointed_at(
    client: AsyncClient, engine: Engine, wrong: dict[str, Any]
) -> None:
    response = await client.post(
        "/parties/enterprises", json=REGISTRATION | wrong, headers=signed_in(*OWNER) | new_key()
    )

    assert response.json()["code"] == "common.invalid_request"
    assert await published(engine) == []


async def test_a_code_belongs_to_one_organisation(client: AsyncClient, engine: Engine) -> None:
    for organisation, status in ((new_id(), 201), (new_id(), 409)):
        owner = signed_in(*OWNER, organisation=organisation)
        last = await client.post(
            "/parties/enterprises", json=REGISTRATION, headers=owner | new_key()
        )
        assert last.status_code == status

    assert last.json()["code"] == "parties.uscc_taken"
    assert await published(engine) == ["parties.enterprise_registered.v1"]


async def test_an_organisation_registers_once(client: AsyncClient) -> None:
    owner = signed_in(*OWNER, organisation=new_id())
    for code in ("one", "two"):
        body = REGISTRATION | {"uscc": synthetic_uscc(code)}
        last = await client.post("/parties/enterprises", json=body, headers=owner | new_key())

    assert last.status_code == 409
    assert last.json()["code"] == "parties.already_registered"


async def test_registering_needs_the_permission(client: AsyncClient, engine: Engine) -> None:
    headers = signed_in("parties:view") | new_key()

    response = await client.post("/parties/enterprises", json=REGISTRATION, headers=headers)

    assert response.json()["code"] == "common.not_allowed"
    assert await published(engine) == []


async def test_a_code_is_checked_while_it_is_typed(client: AsyncClient, engine: Engine) -> None:
    taken = await given_enterprise(engine)
    uscc = synthetic_uscc(str(taken))
    newcomer, itself = signed_in(*OWNER), signed_in(*OWNER, organisation=taken)

    async def check(text: str, headers: dict[str, str]) -> dict[str, Any]:
        return (await client.get(f"/parties/uscc-checks/{text}", headers=headers)).json()

    assert await check(uscc.lower(), newcomer) == {"uscc": uscc, "fault": None, "taken": True}
    assert (await check(uscc, itself))["taken"] is False
    assert await check("9199", newcomer) == {"uscc": "9199", "fault": "length", "taken": False}


async def test_a_profile_is_changed_and_the_log_names_what(
    client: AsyncClient, engine: Engine
) -> None:
    enterprise = await given_enterprise(engine, net_assets=None)
    owner = signed_in(*OWNER, organisation=enterprise)
    path = f"/parties/enterprises/{enterprise}"

    same = await client.put(path, json=PROFILE, headers=owner)
    changed = await client.put(path, json=PROFILE | {"employees": 43}, headers=owner)

    assert same.status_code == 200
    assert changed.json()["employees"] == 43
    assert await published(engine) == [
        "parties.enterprise_registered.v1",
        "parties.enterprise_updated.v1",
    ]


async def test_a_stranger_neither_sees_nor_changes_a_profile(
    client: AsyncClient, engine: Engine
) -> None:
    enterprise = await given_enterprise(engine, net_assets=None)
    stranger, path = signed_in(*OWNER), f"/parties/enterprises/{enterprise}"

    answers = [
        await client.get(path, headers=stranger),
        await client.put(path, json=PROFILE | {"employees": 1}, headers=stranger),
        await client.put(f"{path}/figures/2025", json=FIGURES, headers=stranger),
        await client.get(f"{path}/invoice-months", headers=stranger),
        await client.get(f"{path}/partners?direction=output", headers=stranger),
        await client.get(f"{path}/invoices", headers=stranger),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert {answer.json()["code"] for answer in answers} == {"parties.enterprise_not_found"}
    assert (await client.get(f"{path}/figures", headers=stranger)).json() == {"items": []}
    assert await published(engine) == ["parties.enterprise_registered.v1"]


async def test_seeing_everywhere_is_not_changing_everywhere(
    client: AsyncClient, engine: Engine
) -> None:
    enterprise = await given_enterprise(engine)
    path = f"/parties/enterprises/{enterprise}"
    staff = signed_in(*OWNER, "parties:view_everywhere", portal=Portal.OPERATIONS)

    assert (await client.get(path, headers=staff)).status_code == 200
    assert (await client.put(path, json=PROFILE, headers=staff)).status_code == 404


async def test_figures_have_a_history_by_year(client: AsyncClient, engine: Engine) -> None:
    enterprise = await given_enterprise(engine, net_assets=None)
    owner = signed_in(*OWNER, organisation=enterprise)
    path = f"/parties/enterprises/{enterprise}"

    await client.put(f"{path}/figures/2025", json=FIGURES, headers=owner)
    await client.put(f"{path}/figures/2024", json=FIGURES, headers=owner)
    corrected = FIGURES | {"revenue": yuan("13000000.00")}
    latest = await client.put(f"{path}/figures/2025", json=corrected, headers=owner)
    history = await client.get(f"{path}/figures", headers=owner)

    assert latest.json()["figures"] == corrected | {"year": 2025}
    assert [each["year"] for each in history.json()["items"]] == [2025, 2024]
    assert history.json()["items"][0]["revenue"] == yuan("13000000.00")


@pytest.mark.parametrize(
    ("wrong", "figure"),
    [
        ({"revenue": yuan("-1.00")}, "revenue"),
        ({"total_liabilities": yuan("-1.00")}, "total_liabilities"),
        ({"net_assets": yuan("-6000000.01")}, "net_assets"),
    ],
)
async def test_figures_that_contradict_are_refused(
    client: AsyncClient, engine: Engine, wrong: dict[str, Any], figure: str
) -> None:
    enterprise = await given_enterprise(engine, net_assets=None)
    owner = signed_in(*OWNER, organisation=enterprise)

    response = await client.put(
        f"/parties/enterprises/{enterprise}/figures/2025", json=FIGURES | wrong, headers=owner
    )

    assert response.status_code == 422
    assert response.json()["code"] == "parties.figures_contradict"
    assert response.json()["params"] == {"figure": figure}
    assert await published(engine) == ["parties.enterprise_registered.v1"]


@pytest.mark.parametrize("year", [2017, 2999])
async def test_figures_belong_to_a_year_of_the_enterprise(
    client: AsyncClient, engine: Engine, year: int
) -> None:
    enterprise = await given_enterprise(engine, net_assets=None)
    owner = signed_in(*OWNER, organisation=enterprise)

    response = await client.put(
        f"/parties/enterprises/{enterprise}/figures/{year}", json=FIGURES, headers=owner
    )

    assert response.json()["code"] == "parties.figures_year_wrong"
    assert await published(engine) == ["parties.enterprise_registered.v1"]


async def test_staff_find_enterprises_by_region_industry_and_name(
    client: AsyncClient, engine: Engine
) -> None:
    machines = await given_enterprise(engine)
    software = await given_enterprise(engine, industry="I65")

    async def found(query: str) -> list[str]:
        answer = await client.get(f"/parties/enterprises?{query}", headers=STAFF)
        return [each["id"] for each in answer.json()["items"]]

    everybody = [str(software), str(machines)]
    assert await found("") == everybody
    assert await found("region_code=320000") == everybody
    assert await found("region_code=320100") == []
    assert await found("industry_code=I") == [str(software)]
    assert await found("industry_code=C35") == [str(machines)]
    assert await found("words=精工") == everybody
    assert await found(f"words={synthetic_uscc(str(machines)).lower()}") == [str(machines)]
    assert await found("words=100%25") == []


async def test_pages_neither_repeat_nor_lose_a_row(client: AsyncClient, engine: Engine) -> None:
    made = [str(await given_enterprise(engine, net_assets=None)) for _ in range(5)]
    seen: list[str] = []
    cursor = ""
    while True:
        path = f"/parties/enterprises?limit=2{cursor}"
        page = (await client.get(path, headers=STAFF)).json()
        seen += [each["id"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"

    assert seen == made[::-1]


async def test_an_enterprise_lists_only_itself(client: AsyncClient, engine: Engine) -> None:
    own = await given_enterprise(engine)
    await given_enterprise(engine)

    answer = await client.get(
        "/parties/enterprises", headers=signed_in("parties:view", organisation=own)
    )

    assert [each["id"] for each in answer.json()["items"]] == [str(own)]


async def test_codes_are_there_for_everybody(client: AsyncClient) -> None:
    regions = await client.get("/parties/regions")
    industries = await client.get("/parties/industries")

    assert {"code": "110000", "parent": "", "name_zh": "北京市", "name_en": "Beijing"} in (
        regions.json()["items"]
    )
    assert len(industries.json()["items"]) == 117
    assert regions.headers["cache-control"] == "public, max-age=86400"
