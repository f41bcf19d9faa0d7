"""A company's plan: taken in, read, compared, shown, and found by what it speaks of."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient, Response

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work, run_due_jobs, settle
from rongqu.infra.relay import Relay
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.parties.public import FinancialFigures, state_figures
from rongqu.modules.pitches.queries import likeness_of
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.files import pdf_file
from tests.builders.invoices import given_enterprise
from tests.builders.plans import CHAPTERS, docx_plan, pptx_plan

VIEWER = signed_in("pitches:view", portal=Portal.INVESTOR)


def owner_of(company: UUID) -> dict[str, str]:
    return signed_in("pitches:view", "pitches:upload", "parties:view", organisation=company)


async def upload(
    client: AsyncClient, company: UUID, content: bytes, plan_id: UUID | None = None, **query: Any
) -> Response:
    return await client.put(
        f"/pitches/{plan_id or new_id()}",
        params={"name": "计划书.docx"} | query,
        content=content,
        headers=owner_of(company),
    )


async def read(client: AsyncClient, plan_id: str, headers: dict[str, str]) -> dict[str, Any]:
    return (await client.get(f"/pitches/{plan_id}", headers=headers)).json()


async def given_plan(
    client: AsyncClient, company: UUID, settled: tuple[Work, Relay], content: bytes, **query: Any
) -> str:
    sent = await upload(client, company, content, **query)
    await settle(*settled)
    return sent.json()["line"]["id"]


@pytest.fixture
def settled(work: Work, engine: Engine) -> tuple[Work, Relay]:
    return work, Relay(engine, modules={"pitches"})


async def test_a_plan_is_compared_with_what_the_company_has_declared(
    client: AsyncClient, engine: Engine, settled: tuple[Work, Relay]
) -> None:
    """Declared: 42 people, 2025 revenue 12 million; asked for with the plan: 4 million."""
    company = await given_enterprise(engine)
    plan_id = await given_plan(client, company, settled, docx_plan(), asked="4000000")

    plan = await read(client, plan_id, owner_of(company))
    assert (plan["line"]["status"], plan["unit"], plan["is_own"]) == ("read", "chapter", True)
    flags = {each["kind"]: each for each in plan["contradictions"]}
    assert {kind: (each["stated"], each["other"]) for kind, each in flags.items()} == {
        "employees": ("65", "42"),
        "revenue": ("18500000", "12000000"),
        "net_profit": ("1200000", "900000"),
        "amount_asked": ("5000000", "4000000"),
    }
    assert (flags["revenue"]["gap"], flags["revenue"]["place"]) == ("0.5417", 2)

    stated = FinancialFigures(
        year=2025,
        revenue=Money(18_500_000_00, "CNY"),
        net_assets=Money(8_000_000_00, "CNY"),
        net_profit=Money(1_200_000_00, "CNY"),
        total_liabilities=Money(3_000_000_00, "CNY"),
    )
    async with open_tx(engine, SYSTEM) as tx:
        await state_figures(tx, company, stated)
    await settle(*settled)
    await settle(*settled)
    kinds = [
        each["kind"] for each in (await read(client, plan_id, owner_of(company)))["contradictions"]
    ]
    assert kinds == ["employees", "amount_asked"]
    assert (await published(engine)).count("pitches.plan_compared.v1") == 1


async def test_others_see_what_is_shown_and_nothing_else(
    client: AsyncClient, engine: Engine, settled: tuple[Work, Relay]
) -> None:
    company = await given_enterprise(engine)
    owner = owner_of(company)
    first = await given_plan(client, company, settled, docx_plan())
    content = docx_plan(CHAPTERS[:3])
    second = await given_plan(client, company, settled, content)
    for path in (first, f"{first}/file", f"{first}/alike"):
        hidden = await client.get(f"/pitches/{path}", headers=VIEWER)
        assert hidden.json()["code"] == "pitches.not_found"

    for plan_id in (first, first, second):
        shown = await client.post(f"/pitches/{plan_id}/showing", headers=owner | new_key())
        assert shown.status_code == 200

    competitor = owner_of(new_id())
    assert (await client.get("/pitches", headers=competitor)).json()["items"] == []
    for path in (second, f"{second}/file", f"{second}/alike"):
        hidden = await client.get(f"/pitches/{path}", headers=competitor)
        assert hidden.json()["code"] == "pitches.not_found"
    assert (await client.get(f"/pitches/{second}/alike", headers=owner)).json() == []

    listed = (await client.get("/pitches", headers=VIEWER)).json()["items"]
    assert [each["id"] for each in listed] == [second]
    file = await client.get(f"/pitches/{second}/file", headers=VIEWER)
    assert file.content == content
    assert file.headers["content-disposition"].startswith("attachment")
    stranger = await client.delete(f"/pitches/{second}/showing", headers=owner_of(new_id()))
    assert stranger.json()["code"] == "pitches.not_found"

    assert (await client.delete(f"/pitches/{second}/showing", headers=owner)).status_code == 200
    assert (await client.get("/pitches", headers=VIEWER)).json()["items"] == []
    events = await published(engine)
    assert (events.count("pitches.plan_shown.v1"), events.count("pitches.plan_hidden.v1")) == (2, 1)


PROMISING = "本次拟融资500万元，保证年收益15%以上。行业第一的团队带领公司。"
NOT_SHOWN = {
    "scanned": (pdf_file(), "pitches.not_read"),
    "unreadable": (b"%PDF-1.7 and nothing that a reader could open", "pitches.not_read"),
    "read": (docx_plan([("融资计划", PROMISING)]), "pitches.promises"),
}


@pytest.mark.parametrize("status", NOT_SHOWN)
async def test_what_cannot_be_shown_says_why(
    client: AsyncClient, engine: Engine, settled: tuple[Work, Relay], status: str
) -> None:
    content, code = NOT_SHOWN[status]
    company = await given_enterprise(engine)
    plan_id = await given_plan(client, company, settled, content)
    owner = owner_of(company)
    refused = await client.post(f"/pitches/{plan_id}/showing", headers=owner | new_key())
    plan = await read(client, plan_id, owner)
    assert (plan["line"]["status"], refused.json()["code"]) == (status, code)
    assert plan["line"]["shown_at"] is None
    if status == "read":
        rules = [each["rule"] for each in plan["digest"]["remarks"]]
        assert rules == ["guaranteed_return", "exaggeration"]


async def test_two_hundred_megabytes_are_refused_before_they_are_read(
    client: AsyncClient, engine: Engine
) -> None:
    company = await given_enterprise(engine)
    said = owner_of(company) | {"content-length": str(200 << 20)}
    path, query = f"/pitches/{new_id()}", {"name": "大.pdf"}
    refused = await client.put(path, params=query, content=b"%PDF-", headers=said)
    assert (refused.status_code, refused.json()["code"]) == (413, "common.file_too_large")
    assert (await client.get("/pitches", headers=owner_of(company))).json()["items"] == []


async def test_the_same_upload_twice_is_one_plan_and_is_read_once(
    client: AsyncClient, engine: Engine, settled: tuple[Work, Relay]
) -> None:
    company, plan_id, content = await given_enterprise(engine), new_id(), docx_plan()
    for _ in range(2):
        assert (await upload(client, company, content, plan_id)).status_code == 200
    await settle(*settled)
    await settle(*settled)
    events = await published(engine)
    assert events.count("pitches.plan_received.v1") == events.count("pitches.plan_read.v1") == 1
    assert await run_due_jobs(settled[0]) == 0


async def test_many_uploads_at_once_are_no_more_than_are_kept(
    client: AsyncClient, engine: Engine
) -> None:
    company, other = await given_enterprise(engine), await given_enterprise(engine)
    taken, content = new_id(), pdf_file()
    assert (await upload(client, other, content, taken)).status_code == 200

    stolen = await upload(client, company, content, taken)
    answers = await asyncio.gather(*(upload(client, company, content) for _ in range(24)))

    assert (stolen.status_code, stolen.json()["code"]) == (409, "common.already_there")
    outcomes = Counter(each.json().get("code") for each in answers)
    assert outcomes == {None: 20, "pitches.too_many": 4}


async def test_likeness_finds_the_plan_that_speaks_of_the_same(
    client: AsyncClient, engine: Engine, settled: tuple[Work, Relay]
) -> None:
    texts = {
        "machines": "精密机床零部件制造，数控车床加工航空零部件，生产线自动化改造。",
        "parts": "汽车零部件精密加工，数控机床生产线，为航空企业制造零部件。",
        "tea": "连锁奶茶门店，水果茶饮外卖，新开门店选址商圈。",
    }
    companies = dict[str, EnterpriseId]()
    for name, words in texts.items():
        companies[name] = company = await given_enterprise(engine)
        content = pptx_plan([("产品", words), ("市场", f"{words}客户多。")])
        plan_id = await given_plan(client, company, settled, content)
        await client.post(f"/pitches/{plan_id}/showing", headers=owner_of(company) | new_key())

    mine = (await client.get("/pitches", headers=owner_of(companies["machines"]))).json()["items"]
    own = next(each["id"] for each in mine if each["enterprise_id"] == str(companies["machines"]))
    alike = (await client.get(f"/pitches/{own}/alike", headers=VIEWER)).json()
    assert alike[0]["plan"]["enterprise_id"] == str(companies["parts"])
    async with open_tx(engine, SYSTEM) as tx:
        others = [companies["parts"], companies["tea"]]
        found = await likeness_of(tx, [companies["machines"]], others)
        itself = await likeness_of(tx, [companies["tea"]], [companies["tea"]])
    assert found[companies["parts"]] > 3 * found.get(companies["tea"], 0.0)
    assert itself[companies["tea"]] == pytest.approx(1, abs=1e-6)  # pyright: ignore[reportUnknownMemberType]
