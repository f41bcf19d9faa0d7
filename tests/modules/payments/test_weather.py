"""Bad weather: killed workers, and many payouts through every fault at once."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.ledger.public import AccountCode
from rongqu.modules.payments import jobs
from rongqu.modules.payments.public import OrderStatus, get_custody_account
from rongqu.sandbox.bank.faults import Fault
from rongqu.worker import run_worker
from tests.builders.ledger import balance_of, sum_of_all_accounts
from tests.builders.payments import a_payout, order
from tests.modules.payments.conftest import World

ROOT = Path(__file__).parents[3]
PAYOUTS, AMOUNT, FEE = 200, 100_00, 1_00
RATES = {
    Fault.TIMEOUT_BEFORE: 0.025,
    Fault.TIMEOUT_AFTER: 0.025,
    Fault.DUPLICATE: 0.05,
    Fault.REORDER: 0.02,
    Fault.LOST: 0.01,
}
LONGEST_SECONDS = 60

HOUR = timedelta(hours=1)
LEAP = text("UPDATE procrastinate_jobs SET scheduled_at = scheduled_at - CAST(:leap AS interval)")
OPEN_ORDERS = text("SELECT count(*) FROM payments.payment_order WHERE ended_at IS NULL")


async def test_a_worker_killed_after_the_bank_was_told_pays_once(
    world: World, database_url: str
) -> None:
    lender, borrower = await world.given_holder(1000), await world.given_holder()
    ordered = await order(world.engine, a_payout(lender, borrower, 900, fee_minor=18))
    world.bank.order_fault(Fault.LOST, matching=str(ordered.id), times=2)

    command = ["-m", "tests.modules.payments.told_and_killed"]
    killed = await asyncio.create_subprocess_exec(
        sys.executable, *command, database_url, world.bank.url, str(ordered.id), cwd=ROOT
    )
    assert await killed.wait() == -signal.SIGKILL
    assert (await world.order(ordered.id)).status is OrderStatus.SENT
    while not (await world.order(ordered.id)).status.is_final:
        await world.ask(ordered.id)

    assert (await world.custody(borrower), await world.frozen(lender)) == (882, 0)
    assert (await world.order(ordered.id)).attempts == 1


async def test_two_hundred_payouts_through_bad_weather(world: World, database_url: str) -> None:
    """Time-outs, duplicates, reordering and lost call-backs: no cent lost, nothing paid twice."""
    lender = await world.given_holder(PAYOUTS * AMOUNT)
    borrowers = [await world.given_holder() for _ in range(10)]
    world.bank.set_weather(2026, RATES)
    stopping = asyncio.Event()
    rooms = ["payments"]
    working = asyncio.create_task(run_worker(database_url, world.work, stopping, rooms))

    for number in range(PAYOUTS):
        payee = borrowers[number % len(borrowers)]
        await order(world.engine, a_payout(lender, payee, AMOUNT, fee_minor=FEE))
    await settle_all(world)
    stopping.set()
    await working

    paid = PAYOUTS // len(borrowers) * (AMOUNT - FEE)
    for borrower in borrowers:
        assert await world.custody(borrower) == paid
        assert await at_the_bank(world, borrower) == paid
    assert (await world.custody(lender), await world.frozen(lender)) == (0, 0)
    assert await at_the_bank(world, lender) == 0
    assert await balance_of(world.engine, AccountCode.FEE_INCOME) == PAYOUTS * FEE
    assert await balance_of(world.engine, AccountCode.BANK_SETTLEMENT) == PAYOUTS * AMOUNT
    assert await sum_of_all_accounts(world.engine) == 0
    told = await facts(world.engine)
    assert told["payments.payout_settled.v1"] == PAYOUTS
    assert told["payments.payment_unanswered.v1"] > 0, "the weather was fair"
    assert told["payments.payment_contradicted.v1"] == 0


async def settle_all(world: World) -> None:
    """Time passes in leaps for whatever waits for an answer, so that nobody sits out a pause."""
    for _ in range(LONGEST_SECONDS):
        await asyncio.sleep(1)
        async with world.engine.begin(PLATFORM) as connection:
            if not (await connection.execute(OPEN_ORDERS)).scalar_one():
                return
            await connection.execute(LEAP, {"leap": HOUR})
        world.shift += HOUR
        await jobs.look_after_payments.run(world.work)
    raise AssertionError("orders are still open")


async def at_the_bank(world: World, owner: OrganisationId) -> int:
    async with open_tx(world.engine, SYSTEM) as tx:
        account = await get_custody_account(tx, owner)
    assert account.account_no is not None
    return world.bank.available(account.account_no)


async def facts(engine: Engine) -> Counter[str]:
    async with engine.connect(PLATFORM) as connection:
        names = await connection.execute(text("SELECT name FROM infra.event_log"))
        return Counter(names.scalars())
