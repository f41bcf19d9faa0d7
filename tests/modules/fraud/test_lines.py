"""The lines of imported invoices, and those that an application rests on, are looked at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncClient
from sqlalchemy import insert

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work, run_due_jobs
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.modules.catalog.public import CollateralTerms
from rongqu.modules.fraud.jobs import examine_imported_lines
from rongqu.modules.fraud.tables import suspicion
from rongqu.modules.origination.types import Lane
from rongqu.modules.parties.public import Direction, ImportOptions
from rongqu.modules.parties.tables import invoice, invoice_month, partner
from tests.builders.actors import new_key
from tests.builders.events import published
from tests.builders.exports import as_csv, line, taken_in
from tests.builders.invoices import given_enterprise
from tests.builders.origination import World, act, given_application, given_world, lender
from tests.modules.collateral.test_applying import keep
from tests.modules.fraud.test_suspicions import OFFICER, lane_of, screened, suspicions

ORDINARY = 120


async def looked_at(work: Work, relay: Relay) -> None:
    await relay.drain()
    await run_due_jobs(work)


async def lines_of(
    client: AsyncClient, suspicion_id: str, headers: dict[str, str] = OFFICER
) -> list[dict[str, Any]]:
    answer = await client.get(f"/fraud/suspicions/{suspicion_id}/lines", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "CNY"}


async def brought(work: Work, relay: Relay, folder: Path, rows: list[list[Any]]) -> EnterpriseId:
    """A file of one company's sales, taken in and looked at."""
    company = await given_enterprise(work.engine, net_assets=None)
    options = ImportOptions(direction=Direction.OUTPUT, enterprise_id=company)
    await taken_in(work, folder, as_csv(rows), options=options)
    await looked_at(work, relay)
    return company


async def test_imported_lines_are_looked_at_once_and_few_wrong_ones_are_slips(
    client: AsyncClient, engine: Engine, work: Work, relay: Relay, tmp_path: Path
) -> None:
    rows = [line(10_000_000 + place) for place in range(ORDINARY)]
    rows += [line(10_000_500, tax_amount="18.01", total_amount="118.01")]
    rows += [line(10_000_600 + place, total_amount="999.00") for place in range(2)]
    rows += [line(10_000_000, net_amount="200.00", tax_amount="26.00", total_amount="226.00")]

    company = await brought(work, relay, tmp_path, rows)

    found = await suspicions(client, enterprise_id=company)
    seen = [(e["code"], e["weight"], e["lines_found"], e["lines_seen"], e["where"]) for e in found]
    assert sorted(seen) == [
        ("invoice.sum", "strong", 2, 124, ""),
        ("invoice.tax_impossible", "weak", 1, 124, ""),
        ("invoice.two_contents", "weak", 1, 124, ""),
    ]
    by_code = {each["code"]: each["id"] for each in found}
    [impossible] = await lines_of(client, by_code["invoice.tax_impossible"])
    assert impossible == {
        "file_line": None,
        "said": None,
        "direction": "output",
        "number": "10000500",
        "code": "",
        "issued_on": "2025-03-14",
        "net": money("100.00"),
        "tax": money("18.01"),
        "partner_code": "P1",
    }
    [first, second] = await lines_of(client, by_code["invoice.sum"])
    assert (first["file_line"], second["file_line"], first["number"]) == (123, 124, None)
    assert "10000600" in first["said"]

    ended = await published(engine)
    import_id = (await suspicions_places(engine)).pop()
    await examine_imported_lines.run(work, import_id=import_id)
    assert await published(engine) == ended
    unknown = await client.get(f"/fraud/suspicions/{new_id()}/lines", headers=OFFICER)
    assert unknown.json()["code"] == "fraud.suspicion_not_found"


async def suspicions_places(engine: Engine) -> set[str]:
    async with engine.connect(PLATFORM) as connection:
        found = await connection.execute(suspicion.select())
        return {row.place for row in found}


async def test_an_odd_line_is_noted_when_most_are_odd(
    client: AsyncClient, work: Work, relay: Relay, tmp_path: Path
) -> None:
    odd = [line(10_000_000 + place, tax_amount="7.77", total_amount="107.77") for place in range(4)]
    plain = [line(10_000_100 + place) for place in range(6)]

    at_the_limit = await brought(work, relay, tmp_path, [*odd[:3], *plain, line(10_000_999)])
    above = await brought(work, relay, tmp_path, [*odd, *plain])

    assert await suspicions(client, enterprise_id=at_the_limit) == []
    [noted] = await suspicions(client, enterprise_id=above)
    assert (noted["code"], noted["weight"], noted["lines_found"]) == ("invoice.rate", "weak", 4)


@pytest.mark.parametrize("late_first", [False, True])
async def test_a_form_that_was_used_late_is_found_whichever_import_brings_it(
    client: AsyncClient, work: Work, relay: Relay, tmp_path: Path, late_first: bool
) -> None:
    others = [line(10_000_000 + n, invoice_date=f"2025-03-{n + 1:02}") for n in (0, 1, 3, 4)]
    much = {"net_amount": "1000.00", "tax_amount": "130.00", "total_amount": "1130.00"}
    late = [line(10_000_002, invoice_date="2025-06-30", **much)]
    first, second = (late, others) if late_first else (others, late)

    company = await brought(work, relay, tmp_path, first)
    assert await suspicions(client, enterprise_id=company) == []
    options = ImportOptions(direction=Direction.OUTPUT, enterprise_id=company)
    await taken_in(work, tmp_path, as_csv(second), options=options)
    await looked_at(work, relay)

    [noted] = await suspicions(client, enterprise_id=company)
    assert (noted["code"], noted["weight"]) == ("invoice.out_of_order", "weak")
    assert (noted["lines_found"], noted["lines_seen"]) == (1, 5)
    assert [each["number"] for each in await lines_of(client, noted["id"])] == ["10000002"]


async def test_a_lender_is_told_what_is_open_about_the_company_and_one_clearing_ends_both(
    client: AsyncClient, engine: Engine, work: Work, relay: Relay, tmp_path: Path
) -> None:
    world = await given_world(engine, score=720)
    company = EnterpriseId(world.enterprise_id)
    options = ImportOptions(direction=Direction.OUTPUT, enterprise_id=company)
    forged = [line(10_000_001, counterparty_id="91110000000000000X")]
    await taken_in(work, tmp_path, as_csv(forged), options=options)
    await looked_at(work, relay)

    application_id = await screened(engine, relay, world)

    assert await lane_of(engine, application_id) is Lane.MANUAL
    bank = lender(world.institution_id, "fraud:view")
    [told] = await suspicions(client, bank)
    assert (told["code"], told["application_id"]) == ("invoice.tax_code", str(application_id))
    assert [each["number"] for each in await lines_of(client, told["id"], bank)] == ["10000001"]
    stranger = lender(new_id(), "fraud:view")
    path = f"/fraud/suspicions/{told['id']}/lines"
    assert (await client.get(path, headers=stranger)).status_code == 404
    of_company = [e for e in await suspicions(client) if e["application_id"] is None]
    cleared = await client.post(
        f"/fraud/suspicions/{of_company[0]['id']}/clearing",
        json={"reason": "税号为旧版证照，已核对"},
        headers=OFFICER | new_key(),
    )
    assert cleared.status_code == 200
    assert await suspicions(client, bank, is_open=True) == []


async def given_sale(engine: Engine, world: World, number: str, day: date, tax: int) -> None:
    async with engine.begin(PLATFORM) as connection:
        values: dict[str, Any] = {"enterprise_id": world.enterprise_id}
        buyer = insert(partner).values(**values, code=number, name="买方").returning(partner.c.id)
        buyer_id = (await connection.execute(buyer)).scalar_one()
        values |= {"direction": "output", "net_minor": 600_000_00, "tax_minor": tax}
        paper = {"issued_on": day, "status": "valid", "number": number, "code": ""}
        keys = {"import_id": new_id(), "partner_id": buyer_id}
        await connection.execute(insert(invoice).values(**values, **paper, **keys))
        counts = {"invoice_count": 1, "void_count": 0, "red_count": 0}
        month = day.replace(day=1)
        await connection.execute(insert(invoice_month).values(**values, month=month, **counts))


async def test_the_very_invoices_of_receivables_are_looked_at(
    client: AsyncClient, engine: Engine, relay: Relay
) -> None:
    receivable = CollateralKind.RECEIVABLE
    wanted = (CollateralTerms(kind=receivable, lending_share=Decimal("0.8")),)
    world = await given_world(engine, score=720, collateral=wanted)
    application_id = await given_application(engine, world)
    await given_sale(engine, world, "00000777", date(2026, 9, 10), 600_000_00)
    await given_sale(engine, world, "00000778", date(2026, 10, 10), 78_000_00)
    for number, day in (
        ("777", "2026-09-10"),
        ("778", "2026-10-10"),
        ("900", "2026-09-20"),
        ("901", "2026-10-20"),
    ):
        kept = await keep(
            client, world, application_id, kind=receivable, invoice_number=number, issued_on=day
        )
        assert kept.status_code == 200, kept.text
    sent = await act(client, application_id, "submission", world.applicant, {"version": 1})
    assert sent.status_code == 200, sent.text

    await relay.drain()

    seen = await suspicions(client, application_id=application_id)
    assert sorted((each["code"], each["weight"], each["lines_found"]) for each in seen) == [
        ("invoice.not_on_record", "strong", None),
        ("invoice.tax_impossible", "strong", 1),
    ]
    assert {each["where"] for each in seen} == {"900", ""}
    assert await lane_of(engine, application_id) is Lane.MANUAL
