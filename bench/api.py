"""Reads and writes over HTTP at 32 connections, beside a bare asyncpg + msgspec endpoint.

Both servers are one uvicorn process on the same embedded PostgreSQL (durable: every commit is on
disk before the answer), asked in turns. Read: one payment order, as the page asks that waits for
the bank. Write: saving an application draft, as it is typed. The platform's answers include
sign-in, scoping, validation, audit and logs; the peer has none of that.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

from httpx2 import Client
from rich.console import Console
from rich.table import Table

from bench._load import HOST, Make, Measured, load, request
from rongqu import rooms
from rongqu.commands.migrate import upgrade
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.jobs import libpq_url
from rongqu.infra.policies import load_pack
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.payments.public import order_payout
from tests.builders.bank import free_port
from tests.builders.identity import PASSWORD, Person, given_owner
from tests.builders.origination import given_application, given_world
from tests.builders.payments import a_payout, given_account

ROOT = Path(__file__).parents[1]
CONNECTIONS = 32
ROUNDS, QUICK_ROUNDS = 40, 12
SECONDS, QUICK_SECONDS = 0.6, 0.4
START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class World:
    """One signed-up owner with a payment order, and a draft for each connection of each side."""

    owner: Person
    order_id: UUID
    drafts: tuple[UUID, ...]
    others: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two servers, and how it is asked."""

    name: str
    port: int
    read: Make
    write: Make


async def make_world(url: str) -> World:
    rooms.load_rooms()
    await upgrade(url)
    engine = create_engine(url)
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await load_calendar(tx)
    owner = await given_owner(engine)
    lender = await given_account(engine, balance_minor=1_000_000_00)
    await given_account(engine, owner.organisation_id)
    async with open_tx(engine, SYSTEM) as tx:
        order = await order_payout(tx, a_payout(lender, owner.organisation_id, 100_000_00))
    world = await given_world(engine)
    drafts = [
        await given_application(engine, world, documents=False, enterprise_id=owner.organisation_id)
        for _ in range(2 * CONNECTIONS)
    ]
    await engine.dispose()
    return World(owner, order.id, tuple(drafts[:CONNECTIONS]), tuple(drafts[CONNECTIONS:]))


def platform_side(port: int, world: World) -> Side:
    """Signs in as a browser does."""
    with Client(base_url=f"http://{HOST}:{port}/api/v1", timeout=60) as client:
        signed_in = client.post(
            "/session", json={"login": world.owner.login, "password": PASSWORD}
        ).raise_for_status()
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    headers = {"cookie": cookie, "x-csrf-token": signed_in.json()["csrf_token"]}
    read = request("GET", f"/api/v1/payments/orders/{world.order_id}", headers)

    versions = [1] * CONNECTIONS

    def write(connection: int, _: int) -> bytes:
        body = {"version": versions[connection], "explanation": words(versions[connection])}
        versions[connection] += 1
        path = f"/api/v1/applications/{world.drafts[connection]}"
        return request("PATCH", path, headers, json.dumps(body).encode())

    return Side(name="rongqu", port=port, read=always(read), write=write)


def bare_side(port: int, world: World) -> Side:
    read = request("GET", f"/orders/{world.order_id}", {})

    def write(connection: int, count: int) -> bytes:
        body = json.dumps({"version": count, "explanation": words(count)}).encode()
        return request("PATCH", f"/applications/{world.others[connection]}", {}, body)

    return Side(name="bare asyncpg + msgspec", port=port, read=always(read), write=write)


def always(sent: bytes) -> Make:
    def make(_connection: int, _count: int) -> bytes:
        return sent

    return make


def words(count: int) -> str:
    return f"购买第二条产线的设备，预计年增产三成（第 {count} 次保存）"


@contextmanager
def serving(command: list[str], port: int, environment: dict[str, str]) -> Generator[None]:
    with Path(environment["BENCH_LOG"]).open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return
        time.sleep(0.1)
    raise SystemExit("a server did not start")


async def compare(sides: list[Side], *, rounds: int, seconds: float) -> dict[str, Measured]:
    """In many short turns, so that whatever else the machine does falls on both."""
    measured: dict[str, Measured] = {}
    for round_number in range(rounds + 1):
        for kind in ("read", "write"):
            for side in sides:
                make = side.read if kind == "read" else side.write
                found = await load(
                    side.port,
                    make,
                    connections=CONNECTIONS,
                    seconds=seconds,
                )
                if round_number:  # the first one only warms up
                    measured.setdefault(f"{kind} {side.name}", Measured()).add(found)
    return measured


def show(measured: dict[str, Measured]) -> None:
    table = Table(title=f"{CONNECTIONS} connections, one server process each")
    for heading in ("", "a second", "p50 ms", "p99 ms", "refused"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, each in measured.items():
        quantiles = (f"{each.quantile(share) * 1000:.1f}" for share in (0.5, 0.99))
        table.add_row(name, f"{each.per_second:,.0f}", *quantiles, said(each.refused))
    Console().print(table)


def said(refused: Counter[int]) -> str:
    return ", ".join(f"{count} × {status}" for status, count in refused.items()) or "0"


def figures_of(measured: dict[str, Measured], sides: list[Side]) -> dict[str, float]:
    name, other = (side.name for side in sides)
    found: dict[str, float] = {}
    for kind in ("read", "write"):
        mine, theirs = measured[f"{kind} {name}"], measured[f"{kind} {other}"]
        turns = zip(mine.turns, theirs.turns, strict=True)
        found[f"{kind}_ratio"] = median(ours / bare for ours, bare in turns)
        found[f"{kind}s_per_second"] = mine.per_second
        found[f"{kind}_p99_ms"] = mine.quantile(0.99) * 1000
        found[f"{kind}s_refused"] = mine.refused.total() + theirs.refused.total()
    return found


def main(arguments: list[str]) -> int:
    quick = "--quick" in arguments
    with TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder) / "postgres") as server:
        url = server.url()
        world = asyncio.run(make_world(url))
        ours, bare = free_port(), free_port()
        environment = {
            "RONGQU_HOME": folder,
            "RONGQU_DATABASE_URL": url,
            "RONGQU_WEB_PORT": str(ours),
            "BARE_DATABASE_URL": libpq_url(url),
            "BENCH_LOG": f"{folder}/servers.log",
        }
        peer = [
            "uvicorn",
            "bench._bare_endpoint:app",
            "--port",
            str(bare),
            "--no-access-log",
            "--lifespan",
            "on",
        ]
        with serving(["rongqu", "serve"], ours, environment), serving(peer, bare, environment):
            sides = [platform_side(ours, world), bare_side(bare, world)]
            rounds, seconds = (QUICK_ROUNDS, QUICK_SECONDS) if quick else (ROUNDS, SECONDS)
            try:
                measured = asyncio.run(compare(sides, rounds=rounds, seconds=seconds))
            except (OSError, EOFError):
                print(Path(environment["BENCH_LOG"]).read_text()[-2000:], file=sys.stderr)
                raise
    show(measured)
    if "--json" in arguments:
        print(json.dumps({"figures": figures_of(measured, sides)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
