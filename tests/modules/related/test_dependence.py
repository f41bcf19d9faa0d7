"""A company that sells mostly to another one of the platform depends on it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.parties.public import synthetic_uscc
from rongqu.modules.related.queries import find_group, list_links
from tests.builders.events import published
from tests.builders.invoices import given_enterprise, given_invoices, given_invoices_imported


@pytest.mark.parametrize(("customers", "members"), [(2, 2), (3, 1)])
async def test_half_of_all_sales_to_one_customer_make_a_group(
    engine: Engine, customers: int, members: int
) -> None:
    seller, buyer = await given_enterprise(engine), await given_enterprise(engine)
    await given_invoices(engine, seller, [1_000_000] * 12, customers=customers)
    async with engine.begin(PLATFORM) as connection:
        await connection.execute(
            text("UPDATE parties.partner SET code = :code WHERE code = 'output-0'"),
            {"code": synthetic_uscc(str(buyer))},
        )

    for _ in range(2):
        await given_invoices_imported(engine, seller)
        await Relay(engine, modules={"related"}).drain()

    async with open_tx(engine, SYSTEM) as tx:
        assert len((await find_group(tx, buyer)).members) == members
        assert len(await list_links(tx, [seller])) == members - 1
    assert (await published(engine)).count("related.link_noted.v1") == members - 1
