"""The bank's own statements, fetched day by day from a real bank."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import utc_now
from rongqu.kernel.dates import business_date_at
from rongqu.modules.payments import jobs
from tests.builders.payments import a_payout, order
from tests.modules.payments.conftest import World

MATCHED = text("""
    SELECT count(*) FROM payments.statement_line WHERE order_id = :order_id AND break_id IS NULL
""")
STATEMENTS = text("SELECT source, to_on FROM payments.statement")


async def test_the_days_that_are_over_are_fetched_once_each(world: World) -> None:
    today = business_date_at(utc_now())
    lender, borrower = await world.given_holder(1000), await world.given_holder()
    ordered = await order(world.engine, a_payout(lender, borrower, 900, fee_minor=18))
    await world.send(ordered.id)
    await world.ended(ordered.id)
    await jobs.fetch_statements.run(world.work)  # the day is not over

    world.bank.play("PUT", "/admin/closing", {"until_on": today.isoformat()})
    world.shift = timedelta(days=1)
    for _ in range(2):
        await jobs.fetch_statements.run(world.work)

    async with world.engine.connect(PLATFORM) as connection:
        taken = [(row.source, row.to_on) for row in await connection.execute(STATEMENTS)]
        matched = await connection.execute(MATCHED, {"order_id": ordered.id})
        assert taken == [("bank", today)]
        assert matched.scalar_one() == 4
