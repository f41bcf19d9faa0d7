"""Posting to the ledger beside a bare PL/pgSQL function, COPY and django-hordak, in one run.

Figures: `single_ratio` one transfer a transaction, against a function that does only what a
transfer is; `batch_ratio` ten thousand together, against COPY into tables of the same constraints;
`hordak_ratio` many that belong together, each by its own API; `hot_ratio` 64 writers to one account
of everybody, against 64 writers to 64 accounts.

All on one embedded PostgreSQL that is durable: each transfer's commit is on disk before the next
of that connection. Both sides of a pair are asked in turns. The platform's side is `post_entries`
in a transaction of its own, as any room calls it: with accounts to find, balances checked,
references kept and the triggers that hold the law.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Self
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

from rich.console import Console
from rich.table import Table

from bench._hordak import Hordak, PeerMissing
from bench._ledger_peers import TRANSFER, bare_accounts, copy_entries, make_bare_tables, transfer_of
from rongqu.commands.migrate import upgrade
from rongqu.infra.database import Engine, create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import NOBODY, SYSTEM
from rongqu.kernel.ids import new_id
from rongqu.kernel.money import Money
from rongqu.modules.ledger.public import (
    Account,
    AccountCode,
    Entry,
    Posting,
    post_entries,
    post_entry,
)

ACCOUNTS = 1000
CONNECTIONS = 16
WRITERS = 64
BATCH = 10_000
HORDAK_BATCH = 500

Post = Callable[[int], Awaitable[None]]
"""One durable posting of the writer with that number."""


@dataclass(frozen=True, slots=True)
class Effort:
    rounds: int
    seconds: float
    batches: int


THOROUGH = Effort(rounds=40, seconds=0.4, batches=9)
QUICK = Effort(rounds=16, seconds=0.2, batches=3)


@dataclass(frozen=True, slots=True)
class Pair:
    """Rates of two sides that were asked in turns; the ratio is the median of those of a round."""

    one: float
    other: float
    ratio: float

    @classmethod
    def of(cls, one: list[float], other: list[float]) -> Self:
        ratios = [mine / theirs for mine, theirs in zip(one, other, strict=True)]
        return cls(median(one), median(other), median(ratios))


OWNERS = [new_id() for _ in range(ACCOUNTS)]


def transfer(source: Account, target: Account) -> Entry:
    amount = Money(100, "CNY")
    return Entry(
        reference=f"bench.transfer:{new_id()}",
        postings=(Posting(source, amount), Posting(target, -amount)),
    )


def custody(owner: UUID) -> Account:
    return Account(AccountCode.CUSTODY, owner)


async def fill(engine: Engine) -> None:
    """Every account has money, and every way of posting has been walked once."""
    amount = Money(10**12, "CNY")
    entries = [
        Entry(
            reference=f"bench.pay_in:{owner}",
            postings=(
                Posting(Account(AccountCode.BANK_SETTLEMENT), amount),
                Posting(custody(owner), -amount),
            ),
        )
        for owner in OWNERS
    ]
    async with open_tx(engine, SYSTEM) as tx:
        await post_entries(tx, entries)


async def rate_of(post: Post, writers: int, seconds: float) -> float:
    done = 0
    until = time.perf_counter() + seconds

    async def write(number: int) -> None:
        nonlocal done
        while time.perf_counter() < until:
            await post(number)
            done += 1

    started = time.perf_counter()
    await asyncio.gather(*(write(number) for number in range(writers)))
    return done / (time.perf_counter() - started)


async def in_turns(one: Post, other: Post, writers: int, effort: Effort) -> Pair:
    """Short rounds in the order ABBA: what else the machine does strikes both sides alike."""
    rates: tuple[list[float], list[float]] = ([], [])
    for post in (one, other):
        await rate_of(post, writers, effort.seconds)
    for number in range(effort.rounds):
        sides = [(one, rates[0]), (other, rates[1])]
        for post, found in sides if number % 2 else reversed(sides):
            found.append(await rate_of(post, writers, effort.seconds))
    return Pair.of(*rates)


async def measure_single(engine: Engine, effort: Effort) -> Pair:
    async def bare(_: int) -> None:
        source, target = random.sample(OWNERS, 2)
        async with open_tx(engine, SYSTEM) as tx:
            wished = transfer_of(source, target, tx.business_date, NOBODY)
            await tx.connection.execute(TRANSFER, wished)

    return await in_turns(single_of(engine), bare, CONNECTIONS, effort)


def single_of(engine: Engine) -> Post:
    async def post(_: int) -> None:
        source, target = random.sample(OWNERS, 2)
        async with open_tx(engine, SYSTEM) as tx:
            await post_entry(tx, transfer(custody(source), custody(target)))

    return post


async def batch_rate(engine: Engine) -> float:
    """Entries a second: from the entries that are wished for to the commit."""
    entries = [
        transfer(custody(source), custody(target))
        for source, target in (random.sample(OWNERS, 2) for _ in range(BATCH))
    ]
    started = time.perf_counter()
    async with open_tx(engine, SYSTEM) as tx:
        await post_entries(tx, entries)
    return BATCH / (time.perf_counter() - started)


async def measure_batch(engine: Engine, effort: Effort) -> Pair:
    numbers = await bare_accounts(engine)
    ours: list[float] = []
    copy: list[float] = []
    for _ in range(effort.batches + 1):
        ours.append(await batch_rate(engine))
        pairs = [tuple(random.sample(numbers, 2)) for _ in range(BATCH)]
        started = time.perf_counter()
        async with engine.begin(PLATFORM) as connection:
            await copy_entries(connection, pairs, NOBODY)
        copy.append(BATCH / (time.perf_counter() - started))
    return Pair.of(ours[1:], copy[1:])


async def measure_hordak(
    engine: Engine, server: EmbeddedPostgres, effort: Effort
) -> dict[str, float]:
    """In turns with it: transfers one by one, and many that belong together."""
    server.create_database("hordak")
    one, theirs, batch, their_batch = [], [], [], []
    with Hordak(server.socket_folder, CONNECTIONS) as peer:
        for _ in range(effort.batches):
            one.append(await rate_of(single_of(engine), CONNECTIONS, effort.seconds * 2))
            theirs.append(peer.single_rate(effort.seconds * 2))
            batch.append(await batch_rate(engine))
            their_batch.append(peer.batch_rate(HORDAK_BATCH))
    single, together = Pair.of(one, theirs), Pair.of(batch, their_batch)
    return {
        "hordak_single_per_second": single.other,
        "hordak_single_ratio": single.ratio,
        "hordak_batch_per_second": together.other,
        "hordak_ratio": together.ratio,
    }


async def measure_hot(engine: Engine, effort: Effort) -> Pair:
    """Each of 64 writers takes from an account of its own; where it goes to differs."""

    def post_to(target: Callable[[int], Account]) -> Post:
        async def post(number: int) -> None:
            async with open_tx(engine, SYSTEM) as tx:
                await post_entry(tx, transfer(custody(OWNERS[number]), target(number)))

        return post

    one = post_to(lambda _: Account(AccountCode.FEE_INCOME))
    many = post_to(lambda number: Account(AccountCode.LENDER_FUNDING, OWNERS[number]))
    return await in_turns(one, many, WRITERS, effort)


async def run(server: EmbeddedPostgres, effort: Effort) -> dict[str, float]:
    engine = create_engine(server.url(), pool_size=CONNECTIONS)
    await upgrade(server.url())
    await fill(engine)
    await make_bare_tables(server.url())
    single = await measure_single(engine, effort)
    batch = await measure_batch(engine, effort)
    figures = {
        "single_per_second": single.one,
        "bare_per_second": single.other,
        "single_ratio": single.ratio,
        "batch_per_second": batch.one,
        "copy_per_second": batch.other,
        "batch_ratio": batch.ratio,
    }
    try:
        figures |= await measure_hordak(engine, server, effort)
    except PeerMissing as missing:
        print(f"without django-hordak: {missing}", file=sys.stderr)
    await engine.dispose()
    wide = create_engine(server.url(), pool_size=WRITERS)
    hot = await measure_hot(wide, effort)
    await wide.dispose()
    return figures | {
        "hot_per_second": hot.one,
        "spread_per_second": hot.other,
        "hot_ratio": hot.ratio,
    }


def main(arguments: list[str]) -> int:
    effort = QUICK if "--quick" in arguments else THOROUGH
    with (
        TemporaryDirectory(prefix="rongqu-bench-") as name,
        EmbeddedPostgres(Path(name) / "database") as server,
    ):
        figures = asyncio.run(run(server, effort))
    title = f"Ledger (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)"
    table = Table("figure", "value", title=title)
    for figure, value in figures.items():
        table.add_row(figure, f"{value:,.2f}" if "ratio" in figure else f"{value:,.0f}")
    Console(file=sys.stdout).print(table)
    if "--json" in arguments:
        print(json.dumps({"figures": figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
