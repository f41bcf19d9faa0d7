from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.tx import Tx, open_tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parties.public import (
    Direction,
    EnterpriseNotFound,
    ImportOptions,
    Purpose,
    list_invoice_months,
    read_enterprise_for,
    read_invoice_profile,
    top_partners,
)
from tests.builders.actors import given_actor, signed_in
from tests.builders.exports import as_csv, line, taken_in
from tests.builders.invoices import given_enterprise

SALES = [
    line(1, counterparty_id="P1", net_amount="60", tax_amount="0", total_amount=""),
    line(2, counterparty_id="P2", net_amount="30", tax_amount="0", total_amount=""),
    line(3, counterparty_id="P3", net_amount="10", tax_amount="0", total_amount=""),
    line(4, counterparty_id="P9", net_amount="999", tax_amount="0", total_amount="", status="作废"),
    line(5, counterparty_id="P4", net_amount="-5", tax_amount="0", total_amount=""),
    line(6, counterparty_id="", invoice_date="2025-06-30", net_amount="1", tax_amount="0",
         total_amount="", status="异常"),
]  # fmt: skip


@pytest.fixture
async def seller(engine: Engine, work: Work, tmp_path: Path) -> EnterpriseId:
    enterprise = await given_enterprise(engine, net_assets=None)
    options = ImportOptions(direction=Direction.OUTPUT, enterprise_id=enterprise)
    await taken_in(work, tmp_path, as_csv(SALES), options=options)
    return enterprise


async def test_a_profile_tells_months_concentration_and_span(
    work: Work, seller: EnterpriseId
) -> None:
    async with work.open_tx() as tx:
        profile = await read_invoice_profile(tx, seller)
        months = await list_invoice_months(tx, seller)

    assert profile.months == months
    assert [(m.month.month, m.net.minor, m.count, m.void_count, m.red_count) for m in months] == [
        (3, 95_00, 5, 1, 1),
        (6, 0, 1, 0, 0),
    ]
    assert profile.output.partner_count == 3
    assert (profile.output.total.minor, profile.output.largest.minor) == (100_00, 60_00)
    assert profile.output.largest_five.minor == 100_00
    assert profile.output.herfindahl == Decimal("0.460000")
    assert profile.input.partner_count == 0
    assert str(profile.first_on) == str(profile.last_on) == "2025-03-14"


async def test_without_invoices_a_profile_is_empty(work: Work, engine: Engine) -> None:
    enterprise = await given_enterprise(engine, net_assets=None)
    async with work.open_tx() as tx:
        profile = await read_invoice_profile(tx, enterprise)
    assert (profile.months, profile.first_on, profile.output.partner_count) == ((), None, 0)


async def test_the_largest_partners_come_first_and_void_invoices_count_for_nothing(
    client: AsyncClient, seller: EnterpriseId
) -> None:
    owner = signed_in("parties:view", organisation=seller)
    path = f"/parties/enterprises/{seller}/partners"

    top = (await client.get(f"{path}?direction=output&limit=2", headers=owner)).json()["items"]
    bought = (await client.get(f"{path}?direction=input", headers=owner)).json()["items"]

    assert [(each["code"], each["net"]["amount"], each["count"]) for each in top] == [
        ("P1", "60.00", 1),
        ("P2", "30.00", 1),
    ]
    assert bought == []


async def invoices(client: AsyncClient, seller: EnterpriseId, query: str) -> dict[str, Any]:
    owner = signed_in("parties:view", organisation=seller)
    path = f"/parties/enterprises/{seller}/invoices?{query}"
    return (await client.get(path, headers=owner)).json()


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [6, 5, 4, 3, 2, 1]),
        ("status=void", [4]),
        ("direction=input", []),
        ("only_red=true", [5]),
        ("from_day=2025-04-01", [6]),
        ("until_day=2025-03-31&status=valid", [5, 3, 2, 1]),
    ],
)
async def test_invoices_are_filtered(
    client: AsyncClient, seller: EnterpriseId, query: str, numbers: list[int]
) -> None:
    found = await invoices(client, seller, query)
    assert sorted(int(each["number"]) for each in found["items"]) == sorted(numbers)


async def test_pages_of_invoices_neither_repeat_nor_lose_one(
    client: AsyncClient, seller: EnterpriseId
) -> None:
    everything = [each["id"] for each in (await invoices(client, seller, ""))["items"]]
    page = await invoices(client, seller, "limit=4")
    rest = await invoices(client, seller, f"limit=4&cursor={page['next_cursor']}")

    assert [each["id"] for each in page["items"] + rest["items"]] == everything
    assert rest["next_cursor"] is None


async def read_all(tx: Tx, enterprise: EnterpriseId, purpose: Purpose | None) -> None:
    await list_invoice_months(tx, enterprise, purpose=purpose)
    await top_partners(tx, enterprise, Direction.OUTPUT, purpose=purpose)
    await read_invoice_profile(tx, enterprise, purpose=purpose)


async def test_a_higher_room_reads_for_a_purpose_it_names(
    engine: Engine, seller: EnterpriseId
) -> None:
    async with open_tx(engine, given_actor("parties:view")) as tx:
        for read in (list_invoice_months, read_invoice_profile):
            with pytest.raises(EnterpriseNotFound):
                await read(tx, seller)
        with pytest.raises(EnterpriseNotFound):
            await top_partners(tx, seller, Direction.OUTPUT)

        await read_all(tx, seller, Purpose.APPLICATION)
        assert (await read_enterprise_for(tx, seller, Purpose.APPLICATION)).id == seller
