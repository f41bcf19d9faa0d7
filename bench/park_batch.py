"""A park puts 1,000 companies forward: from the file to the lender's one decision.

Figures: `park_batch_seconds`, the whole way (goal: below 120 s); of it `hand_in_seconds` (the .xlsx
sent, read and stored through the API), `check_seconds` (each company looked up, judged by the
product's conditions, scored, or invited; killed once in the middle and taken up again) and
`decide_seconds` (all of them with one decision). Seven in ten companies are known, with a score and
figures; the others are invited. `one_by_one_ratio`: the same judgement asked for company by company
through the API, as a script of the park's would, measured in the same run and taken for a thousand:
so many times as long as the check. `--quick`: 200 companies.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

import structlog
from httpx2 import ASGITransport, AsyncClient
from rich.console import Console
from rich.table import Table

from rongqu import rooms
from rongqu.commands.migrate import upgrade
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import Engine, create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.jobs import Work
from rongqu.infra.live import LiveBoard
from rongqu.infra.policies import load_pack
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import open_tx, utc_now
from rongqu.infra.web import Setting
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parks.actions.check_lines import check_lines
from rongqu.modules.parks.jobs import AT_A_TIME, check_batch
from rongqu.modules.parks.types import ParkBatchId
from rongqu.modules.parties.public import synthetic_uscc
from rongqu.web import create_app
from tests.builders.actors import actor_from, new_key, signed_in
from tests.builders.origination import ORDINARY_ASSETS, given_enterprise
from tests.builders.parks import NAME, Row, Sides, as_xlsx, company, given_sides, hand_in

COMPANIES, QUICK_COMPANIES = 1000, 200
KNOWN_OF_TEN = 7
ONE_BY_ONE = 50

Figures = dict[str, float]


async def make_companies(engine: Engine, companies: int) -> tuple[list[EnterpriseId], list[Row]]:
    known: list[EnterpriseId] = []
    rows: list[Row] = []
    for number in range(companies):
        if number % 10 >= KNOWN_OF_TEN:
            rows.append(company(number))
            continue
        score = 500 + number % 300
        each = await given_enterprise(engine, score=score, net_assets=ORDINARY_ASSETS)
        known.append(each)
        rows.append(company(number, name=NAME, uscc=synthetic_uscc(str(each))))
    return known, rows


async def die_halfway(engine: Engine, batch_id: ParkBatchId, companies: int) -> None:
    """Half of the transactions are committed; of the next one everything is lost."""
    for _ in range(companies // AT_A_TIME // 2):
        async with open_tx(engine, SYSTEM) as tx:
            await check_lines(tx, batch_id, AT_A_TIME)
    try:
        async with open_tx(engine, SYSTEM) as tx:
            await check_lines(tx, batch_id, AT_A_TIME)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        return


async def ask_one_by_one(client: AsyncClient, known: list[EnterpriseId]) -> float:
    """Seconds a company."""
    staff = signed_in("matching:match", "matching:match_everywhere")
    started = time.perf_counter()
    for each in known[:ONE_BY_ONE]:
        query = {"amount": "500000.00", "term_months": 12}
        path = f"/matching/enterprises/{each}/offers"
        answer = await client.get(path, params=query, headers=staff)
        assert answer.status_code == 200, answer.text
    return (time.perf_counter() - started) / ONE_BY_ONE


async def run_batch(client: AsyncClient, work: Work, sides: Sides, rows: list[Row]) -> Figures:
    content = as_xlsx(rows)
    started = time.perf_counter()
    answer = await hand_in(client, sides, content)
    assert answer.status_code == 200, answer.text
    batch_id = answer.json()["batch"]["id"]
    handed_in = time.perf_counter()
    await die_halfway(work.engine, ParkBatchId(batch_id), len(rows))
    await check_batch.run(work, batch_id=batch_id)
    checked = time.perf_counter()
    path = f"/park-batches/{batch_id}"
    body = {"is_approved": True, "note": "同意"}
    decided = await client.post(f"{path}/decision", json=body, headers=sides.lender | new_key())
    assert decided.status_code == 200, decided.text
    ended = time.perf_counter()
    return {
        "companies": len(rows),
        "approved": decided.json()["counts"]["approved"],
        "hand_in_seconds": round(handed_in - started, 2),
        "check_seconds": round(checked - handed_in, 2),
        "decide_seconds": round(ended - checked, 2),
        "park_batch_seconds": round(ended - started, 2),
    }


async def measure(url: str, folder: Path, companies: int) -> Figures:
    engine = create_engine(url, pool_size=8)
    await upgrade(url)
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await load_calendar(tx)
    storage = open_storage((folder / "files").as_uri())
    setting = Setting(
        engine=engine, actor_of=actor_from, clock=utc_now, storage=storage, live=LiveBoard(engine)
    )
    work = Work(engine=engine, storage=storage)
    transport = ASGITransport(create_app(setting))
    async with AsyncClient(transport=transport, base_url="http://rongqu/api/v1") as client:
        sides = await given_sides(engine)
        known, rows = await make_companies(engine, companies)
        await ask_one_by_one(client, known)  # every statement has been planned once
        figures = await run_batch(client, work, sides, rows)
        each = await ask_one_by_one(client, known)
    await engine.dispose()
    ratio = each * companies / figures["check_seconds"]
    return figures | {"one_by_one_ratio": round(ratio, 2)}


def main() -> None:
    rooms.load_rooms()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    companies = QUICK_COMPANIES if "--quick" in sys.argv else COMPANIES
    with TemporaryDirectory() as folder:
        server = EmbeddedPostgres(Path(folder) / "postgres")
        server.start()
        try:
            url = f"postgresql+asyncpg://postgres@/postgres?host={server.socket_folder}"
            figures = asyncio.run(measure(url, Path(folder), companies))
        finally:
            server.stop()
    table = Table(title="A park puts its companies forward")
    table.add_column("figure")
    table.add_column("measured", justify="right")
    for name, value in figures.items():
        table.add_row(name, f"{value:,.2f}")
    console = Console()
    console.print(table)
    console.print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    if "--json" in sys.argv:
        print(json.dumps({"figures": figures}))


if __name__ == "__main__":
    main()
