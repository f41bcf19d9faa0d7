"""Five hundred people want the same offering at once: orders a second, and nothing sold twice.

Figures: `orders_per_second` placed or refused, `over_filled` yuan sold above the target (zero, or
something is broken), `under_filled` yuan left although more was wanted, `lock_ratio` the same work
with the offering's row locked first, as stock is usually taken (SELECT ... FOR UPDATE, then check,
then write), in the same run: how many times slower that is.

The last yuan is sold: the target is no multiple of the order, and whoever is refused for the rest
orders the rest. All on one embedded PostgreSQL that is durable; each order is the room's own action
in a transaction of its own: suitability, limits, a hold in the ledger, the offering, the event.
`--quick`: three hundred people.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

from rich.console import Console
from rich.table import Table
from sqlalchemy import insert, text, update

from rongqu import rooms
from rongqu.commands.migrate import upgrade
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import Engine, create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.policies import load_pack
from rongqu.infra.tx import Tx, open_tx, utc_now
from rongqu.kernel.actor import SYSTEM, Actor, Portal
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import OfferingId, OrganisationId, SubscriptionId, UserId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.pii import PersonName
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.investing import queries, tables
from rongqu.modules.investing.errors import AboveRemainder, OfferingNotOpen
from rongqu.modules.investing.public import (
    Allotment,
    InvestmentKind,
    NewSubscription,
    OfferingStatus,
    OfferingTerms,
    propose_offering,
    subscribe,
)
from rongqu.modules.investing.rules import kind_rules
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting, post_entries
from rongqu.modules.parties.tables import investor
from rongqu.modules.payments.tables import custody_account

PEOPLE, QUICK_PEOPLE = 500, 300
CONNECTIONS = 32
ORDER = Money(1_000_00, "CNY")
ODD = Money(700_00, "CNY")
"""What makes the target no multiple of the order: the last one gets this."""

Place = Callable[[Tx, NewSubscription], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Outcome:
    orders: int
    seconds: float
    placed: int
    taken: Money
    target: Money
    held: Money

    @property
    def rate(self) -> float:
        return self.orders / self.seconds


async def plainly(tx: Tx, wished: NewSubscription) -> object:
    """As stock is usually taken: the row first, everything else behind its lock."""
    await queries.lock_offering(tx, wished.offering_id)
    return await subscribe(tx, wished)


async def given_people(engine: Engine, count: int) -> list[Actor]:
    """Companies with an open account, money and the boldest class."""
    people = [OrganisationId(new_id()) for _ in range(count)]
    now = utc_now()
    async with open_tx(engine, SYSTEM) as tx:
        await tx.connection.execute(
            insert(custody_account),
            [
                {
                    "id": new_id(),
                    "organisation_id": each,
                    "name": "张三",
                    "status": "open",
                    "account_no": f"B{each.hex}",
                    "requested_at": now,
                    "opened_at": now,
                }
                for each in people
            ],
        )
        await tx.connection.execute(
            insert(investor),
            [
                {"id": each, "name": PersonName("张三"), "kind": "person", "registered_at": now}
                for each in people
            ],
        )
        await tx.connection.execute(
            insert(tables.assessment),
            [
                {
                    "id": new_id(),
                    "investor_id": each,
                    "version": 1,
                    "answers": {},
                    "score": 85,
                    "risk_class": 5,
                    "assessed_at": now,
                    "expires_on": (now + timedelta(days=300)).date(),
                }
                for each in people
            ],
        )
        await post_entries(tx, [_pay_in(each) for each in people])
    return [
        Actor(
            id=UserId(new_id()),
            organisation=each,
            portal=Portal.INVESTOR,
            permissions=frozenset({"investing:invest", "investing:view", "parties:view"}),
        )
        for each in people
    ]


def _pay_in(owner: OrganisationId) -> Entry:
    amount = Money(100_000_00, "CNY")
    return Entry(
        reference=f"bench.pay_in:{owner}",
        postings=(
            Posting(Account(AccountCode.BANK_SETTLEMENT), amount),
            Posting(Account(AccountCode.CUSTODY, owner), -amount),
        ),
    )


async def given_offering(engine: Engine, target: Money) -> OfferingId:
    offering_id = OfferingId(new_id())
    said = {name: "详见募集说明书" for name in kind_rules()[InvestmentKind.REITS].disclosures}
    terms = OfferingTerms(
        kind=InvestmentKind.REITS,
        title="产业园 REITs 一号",
        summary="园区租金",
        risk_class=3,
        target=target,
        minimum=ORDER,
        ticket=ORDER,
        step=Money(100_00, "CNY"),
        most_each=None,
        yearly_rate=Decimal("0.05"),
        management_fee_rate=Decimal("0.002"),
        term_months=12,
        method=RepaymentMethod.INTEREST_ONLY,
        allotment=Allotment.FIRST_COME,
        region_code="330100",
        industry="K70",
        closes_at=utc_now() + timedelta(days=7),
        disclosure=said,
    )
    async with open_tx(engine, SYSTEM) as tx:
        await propose_offering(tx, offering_id, terms)
        await tx.connection.execute(
            update(tables.offering)
            .where(tables.offering.c.id == offering_id)
            .values(status=OfferingStatus.OPEN, opened_at=tx.now)
        )
    return offering_id


async def order(engine: Engine, who: Actor, offering_id: OfferingId, place: Place) -> int:
    """Whoever is told that less is left orders what is left. Returns how many orders were tried."""
    amount = ORDER
    for tried in (1, 2):
        wished = NewSubscription(
            id=SubscriptionId(new_id()), offering_id=offering_id, amount=amount
        )
        try:
            async with open_tx(engine, who) as tx:
                await place(tx, wished)
                return tried
        except AboveRemainder as refused:
            left = refused.params["left"]
            assert isinstance(left, Money)
            if left.minor <= 0:
                return tried
            amount = left
        except OfferingNotOpen:
            return tried
    return 2


async def rush(engine: Engine, people: list[Actor], place: Place) -> Outcome:
    """Six in ten are served; all come at once."""
    target = Money(ORDER.minor * (len(people) * 6 // 10) + ODD.minor, "CNY")
    offering_id = await given_offering(engine, target)
    started = time.perf_counter()
    tried = await asyncio.gather(*(order(engine, who, offering_id, place) for who in people))
    seconds = time.perf_counter() - started
    held = text("""
        SELECT count(*), coalesce(sum(hold.left_minor), 0) FROM investing.subscription order_
        JOIN ledger.hold hold ON hold.id = order_.id WHERE order_.offering_id = :offering
    """)
    async with open_tx(engine, SYSTEM) as tx:
        offering = await queries.get_offering(tx, offering_id)
        placed, minor = (await tx.connection.execute(held, {"offering": offering_id})).one()
    return Outcome(
        orders=sum(tried),
        seconds=seconds,
        placed=placed,
        taken=offering.taken,
        target=target,
        held=Money(int(minor), "CNY"),
    )


async def measure(url: str, people_count: int) -> tuple[Outcome, Outcome]:
    engine = create_engine(url, pool_size=CONNECTIONS)
    await upgrade(url)
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await load_calendar(tx)
    people = await given_people(engine, people_count)
    await rush(engine, people[:40], subscribe)  # every statement has been walked once
    ours = await rush(engine, people, subscribe)
    plain = await rush(engine, people, plainly)
    await engine.dispose()
    return ours, plain


def show(ours: Outcome, plain: Outcome) -> None:
    table = Table(title=f"{ours.orders} orders at once for one offering")
    for head in ("way", "orders a second", "placed", "taken", "target", "held in the ledger"):
        table.add_column(head)
    for name, each in (("this room", ours), ("row locked first", plain)):
        table.add_row(
            name,
            f"{each.rate:,.0f}",
            str(each.placed),
            str(each.taken),
            str(each.target),
            str(each.held),
        )
    console = Console()
    console.print(table)
    console.print(f"load of the machine: {os.getloadavg()[0]:.1f}")


def main() -> None:
    quick = "--quick" in sys.argv
    rooms.load_rooms()
    with TemporaryDirectory() as folder:
        server = EmbeddedPostgres(Path(folder) / "postgres")
        server.start()
        try:
            url = f"postgresql+asyncpg://postgres@/postgres?host={server.socket_folder}"
            people = QUICK_PEOPLE if quick else PEOPLE
            ours, plain = asyncio.run(measure(url, people))
        finally:
            server.stop()
    show(ours, plain)
    broken = [each for each in (ours, plain) if each.held != each.taken]
    if broken:
        raise DomainError(held=broken[0].held, taken=broken[0].taken)
    if "--json" in sys.argv:
        figures = {
            "orders_per_second": round(ours.rate, 1),
            "over_filled": float(max(0, ours.taken.minor - ours.target.minor)) / 100,
            "under_filled": float(max(0, ours.target.minor - ours.taken.minor)) / 100,
            "lock_ratio": round(ours.rate / plain.rate, 2),
        }
        print(json.dumps({"figures": figures}))


if __name__ == "__main__":
    main()
