from __future__ import annotations

from datetime import date

from httpx2 import AsyncClient
from sqlalchemy import insert, select

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.actor import Portal
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.modules.parties import tables
from tests.builders.actors import signed_in
from tests.builders.events import published
from tests.builders.invoices import given_enterprise

PDF = b"%PDF-1.7\n1 0 obj\n<< /Producer (iLovePDF) >>\nendobj\nstartxref\n9\n%%EOF\n"


def officer() -> dict[str, str]:
    return signed_in("fraud:examine", "parties:view_everywhere", portal=Portal.OPERATIONS)


async def test_a_document_is_examined_and_not_kept(client: AsyncClient, engine: Engine) -> None:
    path = f"/fraud/examinations/{new_id()}"

    found = await client.put(path, content=PDF, headers=officer())
    refused = await client.put(path, content=b"hello", headers=officer())
    stranger = await client.put(path, content=PDF, headers=signed_in("parties:view"))

    assert [each["code"] for each in found.json()["findings"]] == ["pdf.editing_tool"]
    assert refused.json()["code"] == "fraud.file_not_examinable"
    assert stranger.status_code == 403
    assert await published(engine) == ["fraud.document_examined.v1"]


async def uscc_of(engine: Engine, enterprise_id: EnterpriseId) -> str:
    async with engine.connect(PLATFORM) as connection:
        columns = tables.enterprise.c
        found = select(columns.uscc).where(columns.id == enterprise_id)
        return (await connection.execute(found)).scalar_one()


async def given_sale(engine: Engine, seller: EnterpriseId, buyer: EnterpriseId) -> None:
    async with engine.begin(PLATFORM) as connection:
        made = await connection.execute(
            insert(tables.partner)
            .values(enterprise_id=seller, code=await uscc_of(engine, buyer), name="买方")
            .returning(tables.partner.c.id)
        )
        await connection.execute(
            insert(tables.invoice).values(
                enterprise_id=seller,
                import_id=new_id(),
                partner_id=made.scalar_one(),
                net_minor=500_000_00,
                tax_minor=65_000_00,
                issued_on=date(2026, 5, 1),
                direction="output",
                status="valid",
                number="1",
                code="",
            )
        )


async def test_a_company_is_seen_among_its_partners_with_its_rings(
    client: AsyncClient, engine: Engine
) -> None:
    one, two = [await given_enterprise(engine, net_assets=None) for _ in range(2)]
    await given_sale(engine, one, two)
    path = f"/fraud/companies/{one}/network"
    alone = (await client.get(path, headers=officer())).json()
    await given_sale(engine, two, one)

    network = (await client.get(path, headers=officer())).json()

    codes = [await uscc_of(engine, each) for each in (one, two)]
    assert alone["rings"] == []
    assert network["rings"] == [codes]
    assert {each["id"] for each in network["nodes"]} == {str(one), str(two)}
    assert [each["net"]["amount"] for each in network["sales"]] == ["500000.00"] * 2
    gone = await client.get(f"/fraud/companies/{new_id()}/network", headers=officer())
    assert gone.status_code == 404
