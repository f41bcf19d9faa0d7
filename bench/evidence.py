"""The tamper-evident log: appending, proving, checking, auditing, against pymerkle on SQLite.

Facts of about 300 bytes. *Single*: each fact is an event of a durable transaction of its own, and
counts when a signed checkpoint promises it; sixteen people publish at once, as a platform has them,
and the collector runs as it does there. pymerkle appends one by one, durable too. *Batch*: all
facts are there already. Both are asked once before it counts.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from rongqu.adapters.log_signer import SettingLogSigner
from rongqu.commands.migrate import upgrade
from rongqu.events.contracts import ContractVoided
from rongqu.infra.collecting import Collector
from rongqu.infra.database import create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.jobs import Work
from rongqu.infra.settings import EvidenceSettings
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import new_id
from rongqu.modules.evidence import appending, auditing, proving, queries
from rongqu.modules.evidence.commitments import leaf_of
from rongqu.modules.evidence.ports import CheckpointSigner
from rongqu.modules.evidence.tree.hashing import hash_leaf
from rongqu.modules.evidence.tree.proofs import check_inclusion
from rongqu.modules.evidence.types import Fact
from rongqu.rooms import load_rooms

SINGLE, PUBLISHERS, BATCH, PROOFS = 5_000, 16, 100_000, 100
REPEATS, PEER_SINGLE, PEER_PROOFS = 3, 300, 5
SIZES, QUICK_SIZES = (10_000, 100_000, 1_000_000, 5_000_000), (10_000, 100_000)
STEP, STEPS = 2_048, 8
FILLING = 50_000
SIGNER = SettingLogSigner(EvidenceSettings().origin, EvidenceSettings().signing_key)
PEER = "pymerkle>=7,<8"
FABRIC = (
    "Hyperledger Fabric, not measured here: more than 3,500 transactions a second on a cluster,"
    " as published by Androulaki et al., EuroSys 2018 (arXiv:1801.10228)"
)

Figures = dict[str, float]


def facts(count: int) -> list[Fact]:
    return [Fact(new_id(), f'{{"n":{number},"x":"{"y" * 280}"}}') for number in range(count)]


@asynccontextmanager
async def platform(folder: Path) -> AsyncGenerator[Work]:
    """A durable database of its own, migrated."""
    load_rooms()
    server = EmbeddedPostgres(folder)
    server.start()
    try:
        server.create_database("bench")
        url = f"postgresql+asyncpg://postgres@/bench?host={server.socket_folder}"
        engine = create_engine(url, pool_size=PUBLISHERS + 4)
        await upgrade(url)
        yield Work(
            engine=engine,
            storage=open_storage(f"file://{folder}/files"),
            ports={CheckpointSigner: SIGNER},
        )
        await engine.dispose()
    finally:
        server.stop()


async def publish_and_record(work: Work) -> float:
    """Facts a second from `publish` to a signed checkpoint."""

    async def publish(count: int) -> None:
        for _ in range(count):
            async with open_tx(work.engine, SYSTEM) as tx:
                await tx.publish(
                    ContractVoided(subject_id=new_id(), application_id=new_id(), reason="x" * 60)
                )

    async def publish_all(count: int) -> None:
        share, rest = divmod(count, PUBLISHERS)
        before = await count_recorded(work)
        await asyncio.gather(*(publish(share) for _ in range(PUBLISHERS)), publish(rest))
        recorded = before
        while recorded < before + count:
            await asyncio.sleep(0.02)
            recorded = await count_recorded(work)

    collector = Collector(replace(work), "evidence.keep_facts")
    collecting = asyncio.create_task(collector.run())
    await publish_all(PUBLISHERS)
    started = time.perf_counter()
    await publish_all(SINGLE)
    seconds = time.perf_counter() - started
    collector.stop()
    await collecting
    return SINGLE / seconds


async def count_recorded(work: Work) -> int:
    async with work.open_tx() as tx:
        newest = await queries.find_newest_checkpoint(tx)
    return 0 if newest is None else newest.size


async def append(work: Work, given: list[Fact]) -> float:
    started = time.perf_counter()
    async with work.open_tx() as tx:
        await appending.append(tx, SIGNER, given)
    return time.perf_counter() - started


async def prove(work: Work, size: int) -> tuple[float, float]:
    """Proofs a second, and checks a second."""
    indexes = [secrets.randbelow(size) for _ in range(PROOFS)]
    async with work.open_tx() as tx:
        newest = await queries.get_newest_checkpoint(tx)
        leaves = [
            hash_leaf(leaf_of((await queries.get_entry(tx, index)).commitment)) for index in indexes
        ]
        started = time.perf_counter()
        paths = [await proving.prove_inclusion(tx, index, newest) for index in indexes]
        proving_seconds = time.perf_counter() - started
    started = time.perf_counter()
    for index, leaf, path in zip(indexes, leaves, paths, strict=True):
        check_inclusion(leaf, index, newest.size, path, newest.root)
    return PROOFS / proving_seconds, PROOFS / (time.perf_counter() - started)


async def grow(work: Work, sizes: tuple[int, ...]) -> dict[int, float]:
    """Microseconds a fact of appending 2,048 at once, at each size."""
    found: dict[int, float] = {}
    for size in sizes:
        async with work.open_tx() as tx:
            now = await queries.find_newest_checkpoint(tx)
        missing = size - (0 if now is None else now.size)
        while missing > 0:
            await append(work, facts(min(FILLING, missing)))
            missing -= FILLING
        times = [await append(work, facts(STEP)) for _ in range(STEPS)]
        found[size] = statistics.median(times) / STEP * 1_000_000
    return found


EVENTS = text("""
    INSERT INTO infra.event_log (id, name, subject_id, parties, payload, actor_id, occurred_at,
                                 correlation_id)
    SELECT uuidv7(), 'bench.fact.v1', gen_random_uuid(), ARRAY[gen_random_uuid()],
           jsonb_build_object('amount', number, 'reason', repeat('y', 60)), gen_random_uuid(),
           now(), gen_random_uuid()
    FROM generate_series(1, :count) AS number
""")
INBOX = text("""
    INSERT INTO infra.event_inbox SELECT 'evidence.keep_facts', position, id FROM infra.event_log
    WHERE position > (SELECT coalesce(max(position), 0) FROM infra.event_log) - :count
""")


async def audit(work: Work, size: int) -> tuple[float, int]:
    """Seconds for a pass over so many events that really happened, and what it found."""
    collector = Collector(work, "evidence.keep_facts", at_once=20_000)
    left = size
    while left > 0:
        async with work.open_tx() as tx:
            count = {"count": min(left, 200_000)}
            await tx.connection.execute(EVENTS, count)
            await tx.connection.execute(INBOX, count)
        await collector.drain()
        left -= 200_000
    started = time.perf_counter()
    found = await auditing.audit_log(work, SIGNER.verifier)
    return time.perf_counter() - started, len(found.findings) + found.more_findings


def install_pymerkle(folder: Path) -> Callable[[str], Any] | None:
    """Into a folder of this run only. None where no package index can be reached."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder)]
    installed = subprocess.run([*command, PEER], capture_output=True, check=False)
    if installed.returncode != 0:
        return None
    sys.path.append(str(folder))
    return importlib.import_module("pymerkle").SqliteTree


def measure_pymerkle(folder: Path) -> Figures:
    """The same facts in pymerkle's SQLite tree."""
    kind = install_pymerkle(folder / "peer")
    if kind is None:
        return {}
    contents = [fact.text.encode() for fact in facts(BATCH)]
    tree = kind(str(folder / "single.db"))
    tree.append_entry(contents[0])
    started = time.perf_counter()
    for content in contents[:PEER_SINGLE]:
        tree.append_entry(content)
    single = PEER_SINGLE / (time.perf_counter() - started)

    tree = kind(str(folder / "batch.db"))
    tree.append_entries(contents)
    times: list[float] = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        tree.append_entries(contents)
        times.append(time.perf_counter() - started)
    batch = BATCH / statistics.median(times)

    started = time.perf_counter()
    for _ in range(PEER_PROOFS):
        tree.prove_inclusion(1 + secrets.randbelow((1 + REPEATS) * BATCH))
    proofs = PEER_PROOFS / (time.perf_counter() - started)
    return {"single": single, "batch": batch, "proofs": proofs}


async def measure(folder: Path, sizes: tuple[int, ...]) -> Figures:
    figures: Figures = {}
    async with platform(folder / "log") as work:
        figures["single_per_s"] = await publish_and_record(work)
    async with platform(folder / "batch") as work:
        await append(work, facts(BATCH))  # the server's log has grown to its working size
        times = [await append(work, facts(BATCH)) for _ in range(REPEATS)]
        figures["batch_per_s"] = BATCH / statistics.median(times)
        figures["proofs_per_s"], figures["checks_per_s"] = await prove(work, (1 + REPEATS) * BATCH)
    async with platform(folder / "growth") as work:
        growth = await grow(work, sizes)
        figures |= {f"append_us_at_{size}": us for size, us in growth.items()}
        figures["growth_ratio"] = growth[sizes[-1]] / growth[sizes[0]]
    async with platform(folder / "audit") as work:
        seconds, findings = await audit(work, sizes[-1])
        figures[f"audit_s_at_{sizes[-1]}"] = seconds
        assert findings == 0, "the bench's own record is whole"
    return figures


def main() -> None:
    sizes = QUICK_SIZES if "--quick" in sys.argv else SIZES
    with TemporaryDirectory(prefix="rongqu-bench-") as folder:
        peer = measure_pymerkle(Path(folder))
        figures = asyncio.run(measure(Path(folder), sizes))
    table = Table("", "rongqu", "pymerkle", "ratio")
    for name, key in (
        ("single durable appends a second", "single"),
        ("batch appends a second", "batch"),
        (f"proofs a second among {(1 + REPEATS) * BATCH:,}", "proofs"),
    ):
        ours, theirs = figures[f"{key}_per_s"], peer.get(key)
        ratio = "not installed" if theirs is None else f"{ours / theirs:.1f} ×"
        table.add_row(name, f"{ours:,.0f}", "" if theirs is None else f"{theirs:,.0f}", ratio)
        if theirs is not None:
            figures |= {f"pymerkle_{key}_per_s": theirs, f"{key}_ratio": ours / theirs}
    table.add_row("checks a second", f"{figures['checks_per_s']:,.0f}", "", "")
    for size in sizes:
        table.add_row(f"µs an append at {size:,}", f"{figures[f'append_us_at_{size}']:.1f}", "", "")
    seconds = figures[f"audit_s_at_{sizes[-1]}"]
    table.add_row(f"audit of {sizes[-1]:,} events, s", f"{seconds:.1f}", "", "")
    console = Console(width=100)
    console.print(table)
    console.print(FABRIC)
    if "--json" in sys.argv:
        print(json.dumps({"figures": figures}))


if __name__ == "__main__":
    main()
