"""From an event to a score and a warning, and one whole decision through the API.

Figures: `decision_ms` (median) and `decision_p95_ms` of the server's time for one decision: the
company scored anew on two years of invoices, features, score and decision stored, in one
transaction that is committed (goal: below 10 ms). `score_seconds`: from the event that invoices
came until a reader sees the new score (below 2 s). `warning_seconds`: from the event that a loan is
late until its case is on the board (below 5 s). The slowest of so many is told, not the average.
`floor_ms`: the same app answering a GET that reads one row, in the same run: what of a decision is
the machine and the framework.

All on one embedded PostgreSQL that is durable, the relay with its four workers running as in
production, everything in one process; another load on the machine counts against us.
`--quick`: fewer rounds.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

import structlog
from httpx2 import ASGITransport, AsyncClient
from rich.console import Console
from rich.table import Table

from rongqu import rooms
from rongqu.adapters.model_keys import FolderModelKeys
from rongqu.commands.migrate import upgrade
from rongqu.events.servicing import LoanOverdue
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import Engine, create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.live import LiveBoard
from rongqu.infra.policies import load_pack
from rongqu.infra.relay import Relay
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import open_tx, utc_now
from rongqu.infra.web import Setting
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import EnterpriseId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.models.ports import ModelKeys
from rongqu.web import create_app
from tests.builders.actors import actor_from, new_key, signed_in
from tests.builders.invoices import (
    STRONG,
    given_enterprise,
    given_invoices,
    given_invoices_imported,
)

ROUNDS, QUICK_ROUNDS = 300, 60
EVENTS, QUICK_EVENTS = 20, 8
RIGHTS = ("risk:compute", "risk:review", "risk:view", "risk:view_everywhere", "warnings:view")
OFFICER = signed_in(*RIGHTS, portal=Portal.OPERATIONS)
PATIENCE = 30.0

Figures = dict[str, float]


async def time_decisions(client: AsyncClient, company: EnterpriseId, rounds: int) -> list[float]:
    body = {"asked": {"amount": "500000.00", "currency": "CNY"}}
    path = f"/risk/enterprises/{company}/decisions"
    taken: list[float] = []
    for _ in range(rounds):
        headers = OFFICER | new_key()
        started = time.perf_counter()
        answer = await client.post(path, json=body, headers=headers)
        taken.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 201, answer.text
    return taken[len(taken) // 10 :]  # every statement has been planned once


async def time_floor(client: AsyncClient, rounds: int) -> float:
    taken: list[float] = []
    for _ in range(rounds):
        started = time.perf_counter()
        answer = await client.get("/risk/strategies", headers=OFFICER)
        taken.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, answer.text
    return statistics.median(taken)


async def until(is_so: Callable[[], Awaitable[bool]]) -> float:
    """Seconds until a reader sees it."""
    started = time.perf_counter()
    while not await is_so():
        if time.perf_counter() - started > PATIENCE:
            raise TimeoutError
        await asyncio.sleep(0.01)
    return time.perf_counter() - started


async def time_score(engine: Engine, client: AsyncClient) -> float:
    company = await given_enterprise(engine)
    await given_invoices(engine, company, STRONG)

    async def is_scored() -> bool:
        path = f"/risk/enterprises/{company}/standing"
        return (await client.get(path, headers=OFFICER)).json()["score"] is not None

    await given_invoices_imported(engine, company)
    return await until(is_scored)


async def time_warning(engine: Engine, client: AsyncClient) -> float:
    company: UUID = new_id()
    late = LoanOverdue(
        subject_id=new_id(),
        application_id=new_id(),
        enterprise_id=company,
        institution_id=new_id(),
        days_past_due=31,
        bucket="d31_60",
        overdue=Money(100, "CNY"),
        outstanding=Money(100, "CNY"),
    )

    async def is_on_the_board() -> bool:
        query = {"state": "open", "limit": 200}
        answer = await client.get("/warnings", headers=OFFICER, params=query)
        return any(each["enterprise_id"] == str(company) for each in answer.json()["items"])

    async with open_tx(engine, SYSTEM) as tx:
        await tx.publish(late)
    return await until(is_on_the_board)


async def measure(url: str, folder: Path, rounds: int, events: int) -> Figures:
    engine = create_engine(url, pool_size=16)
    await upgrade(url)
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await load_calendar(tx)
    setting = Setting(
        engine=engine,
        actor_of=actor_from,
        clock=utc_now,
        storage=open_storage((folder / "files").as_uri()),
        live=LiveBoard(engine),
        ports={ModelKeys: FolderModelKeys(folder / "keys")},
    )
    transport = ASGITransport(create_app(setting))
    async with AsyncClient(transport=transport, base_url="http://rongqu/api/v1") as client:
        company = await given_enterprise(engine)
        await given_invoices(engine, company, STRONG)
        decided = await time_decisions(client, company, rounds)
        floor = await time_floor(client, rounds)
        relay = Relay(engine)
        running = asyncio.create_task(relay.run())
        scores = [await time_score(engine, client) for _ in range(events)]
        warned = [await time_warning(engine, client) for _ in range(events)]
        relay.stop()
        await running
    await engine.dispose()
    return {
        "decision_ms": round(statistics.median(decided), 2),
        "decision_p95_ms": round(statistics.quantiles(decided, n=20)[-1], 2),
        "floor_ms": round(floor, 2),
        "score_seconds": round(max(scores), 3),
        "warning_seconds": round(max(warned), 3),
    }


def main() -> None:
    quick = "--quick" in sys.argv
    rooms.load_rooms()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    rounds, events = (QUICK_ROUNDS, QUICK_EVENTS) if quick else (ROUNDS, EVENTS)
    with TemporaryDirectory() as folder:
        server = EmbeddedPostgres(Path(folder) / "postgres")
        server.start()
        try:
            url = f"postgresql+asyncpg://postgres@/postgres?host={server.socket_folder}"
            figures = asyncio.run(measure(url, Path(folder), rounds, events))
        finally:
            server.stop()
    table = Table(title="From an event to a score, a warning, a decision")
    table.add_column("figure")
    table.add_column("measured", justify="right")
    for name, value in figures.items():
        table.add_row(name, f"{value:,.3f}")
    console = Console()
    console.print(table)
    console.print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    if "--json" in sys.argv:
        print(json.dumps({"figures": figures}))


if __name__ == "__main__":
    main()
