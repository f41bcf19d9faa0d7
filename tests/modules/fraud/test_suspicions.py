"""What is found by itself refers to a person, never refuses, and is cleared with a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx2 import AsyncClient
from sqlalchemy import update

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work, run_due_jobs
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.storage import Storage
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import ApplicationId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.catalog.public import DocumentKind
from rongqu.modules.fraud.checking import check_company
from rongqu.modules.origination.jobs import examine_paper
from rongqu.modules.origination.tables import application, document
from rongqu.modules.origination.types import Lane, Stage
from rongqu.modules.parties.public import FinancialFigures, state_figures
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.invoices import given_enterprise, given_invoices
from tests.builders.origination import (
    World,
    deliver_again,
    given_application,
    given_world,
    lender,
    look_at,
)
from tests.modules.origination.test_screening import HANDLER, given_submitted

OFFICER = signed_in("fraud:view", "fraud:examine", portal=Portal.OPERATIONS)
PAPERS = (DocumentKind.BUSINESS_LICENCE, DocumentKind.ORDER_CONTRACT)


async def suspicions(
    client: AsyncClient, headers: dict[str, str] | None = None, **query: Any
) -> list[dict[str, Any]]:
    answer = await client.get("/fraud/suspicions", headers=headers or OFFICER, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def screened(engine: Engine, relay: Relay, world: World) -> ApplicationId:
    application_id = await given_submitted(engine, world)
    await relay.drain()
    return application_id


async def lane_of(engine: Engine, application_id: ApplicationId) -> Lane:
    screening = (await look_at(engine, application_id)).screening
    assert screening is not None
    return screening.lane


async def test_the_paper_of_a_thing_in_two_applications_refers_to_a_person_once(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    elsewhere = await given_world(engine, required_documents=PAPERS)
    await given_application(engine, elsewhere, stage=Stage.APPROVAL)
    world = await given_world(engine, score=720, required_documents=PAPERS)

    application_id = await screened(engine, relay, world)
    await deliver_again(engine, HANDLER)
    await relay.drain()

    assert await lane_of(engine, application_id) is Lane.MANUAL
    assert (await look_at(engine, application_id)).stage is Stage.REVIEW
    seen = await suspicions(client, application_id=application_id)
    assert [(each["code"], each["weight"]) for each in seen] == [
        ("document.pledged_twice", "strong")
    ]
    assert (await published(engine)).count("fraud.suspicion_noted.v1") == 1


async def test_a_licence_is_handed_in_everywhere_and_a_paper_again_when_the_other_is_over(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine, score=720, required_documents=PAPERS)
    await given_application(engine, world, stage=Stage.WITHDRAWN)
    assert await lane_of(engine, await screened(engine, relay, world)) is Lane.FAST
    assert await suspicions(client) == []


async def test_one_application_too_many_in_a_week_is_a_rush(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    world = await given_world(engine, score=720)
    for _ in range(4):
        await given_application(engine, world, stage=Stage.REJECTED)
    fifth = await screened(engine, relay, world)
    assert await lane_of(engine, fifth) is Lane.FAST

    sixth = await screened(engine, relay, world)

    assert await lane_of(engine, sixth) is Lane.MANUAL
    assert [each["code"] for each in await suspicions(client)] == ["application.rush"]
    company = (await look_at(engine, sixth)).applicant.id
    of_each = [
        len(await suspicions(client, application_id=each, enterprise_id=company))
        for each in (fifth, sixth)
    ]
    assert of_each == [0, 1]
    async with engine.begin(PLATFORM) as connection:
        long_ago = update(application).values(submitted_at=utc_now() - timedelta(days=8))
        await connection.execute(long_ago)
    assert await lane_of(engine, await screened(engine, relay, world)) is Lane.FAST


@pytest.mark.parametrize(("revenue", "codes"), [(15_600_000, []), (15_600_001, ["strong"])])
async def test_sales_that_invoices_do_not_bear_out_are_noted_once(
    client: AsyncClient, engine: Engine, revenue: int, codes: list[str]
) -> None:
    company = await given_enterprise(engine)
    await given_invoices(engine, company, [1_000_000] * 24)
    figures = FinancialFigures(
        year=2025,
        revenue=Money(revenue * 100, "CNY"),
        net_assets=Money(1, "CNY"),
        net_profit=Money(1, "CNY"),
        total_liabilities=Money(1, "CNY"),
    )
    async with open_tx(engine, SYSTEM) as tx:
        await state_figures(tx, company, figures)

    for _ in range(2):
        async with open_tx(engine, SYSTEM) as tx:
            await check_company(tx, company)

    seen = await suspicions(client, enterprise_id=company)
    assert [each["weight"] for each in seen] == codes
    assert [each["code"] for each in seen] == ["figures.above_invoices"] * len(codes)


async def test_an_attached_paper_is_examined_and_its_lender_is_shown_what_was_found(
    client: AsyncClient, engine: Engine, storage: Storage, work: Work
) -> None:
    world = await given_world(engine)
    application_id = await given_application(engine, world, stage=Stage.REVIEW)
    forged = b"%PDF-1.7\n1 0 obj\n<< /Producer (iLovePDF) >>\nendobj\nstartxref\n9\n%%EOF\n"
    stored = await storage.put("documents", forged)
    async with engine.begin(PLATFORM) as connection:
        found = await connection.execute(
            update(document)
            .where(document.c.application_id == application_id, document.c.kind == "tax_returns")
            .values(storage_key=stored.key, name="纳税申报表.pdf")
            .returning(document.c.id)
        )
        document_id = found.scalar_one()

    for _ in range(2):
        async with open_tx(engine, SYSTEM) as tx:
            await tx.defer(
                examine_paper.later(
                    application_id=str(application_id), document_id=str(document_id)
                )
            )
        await run_due_jobs(work)

    own = lender(world.institution_id, "fraud:view")
    stranger = lender(new_id(), "fraud:view")
    [seen] = await suspicions(client, own, application_id=application_id)
    assert (seen["code"], seen["where"][:9]) == ("pdf.editing_tool", "纳税申报表.pdf")
    assert await suspicions(client, stranger, application_id=application_id) == []


async def test_a_person_clears_a_suspicion_once_with_a_reason(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    elsewhere = await given_world(engine, required_documents=PAPERS)
    await given_application(engine, elsewhere, stage=Stage.APPROVAL)
    world = await given_world(engine, score=720, required_documents=PAPERS)
    await screened(engine, relay, world)
    [seen] = await suspicions(client)
    path = f"/fraud/suspicions/{seen['id']}/clearing"
    body = {"reason": "已与出具方核对，两份为同一框架合同的不同订单"}

    cleared = await client.post(path, json=body, headers=OFFICER | new_key())
    again = await client.post(path, json=body, headers=OFFICER | new_key())
    unknown = await client.post(
        f"/fraud/suspicions/{UUID(int=1)}/clearing", json=body, headers=OFFICER | new_key()
    )

    assert cleared.json()["clearing"] == body["reason"]
    assert again.json()["code"] == "fraud.suspicion_is_cleared"
    assert unknown.json()["code"] == "fraud.suspicion_not_found"
    assert await suspicions(client, is_open=True) == []
    assert len(await suspicions(client, is_open=False)) == 1
