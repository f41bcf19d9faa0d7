"""A challenger learns anew: from what has become of loans, and from tables that were brought."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from httpx2 import AsyncClient, Response
from sqlalchemy import insert, text, update

from rongqu.adapters.model_keys import FolderModelKeys
from rongqu.adapters.workshop import FolderWorkshop
from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.storage import Storage
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM, Portal
from rongqu.kernel.ids import new_id
from rongqu.modules.models import queries, tables
from rongqu.modules.models.jobs import train_challenger, train_each_quarter
from rongqu.modules.models.ports import ModelKeys, Workshop
from rongqu.modules.models.types import Seen
from rongqu.modules.servicing.tables import loan
from tests.builders.actors import new_key, signed_in
from tests.builders.events import published
from tests.builders.identity import Clock
from tests.builders.servicing import given_book


def officer() -> dict[str, str]:
    return signed_in("models:view", "models:register", portal=Portal.OPERATIONS)


@pytest.fixture
def work(engine: Engine, storage: Storage, tmp_path: Path) -> Work:
    ports = {
        ModelKeys: FolderModelKeys(tmp_path / "keys"),
        Workshop: FolderWorkshop(tmp_path),
    }
    return Work(engine=engine, storage=storage, ports=ports)


def given_brought(folder: Path, rows: int = 400) -> None:
    """Cases of an institution before it came here: small companies default more often."""
    chance = np.random.default_rng(5)
    turnover = chance.lognormal(14, 1.2, rows)
    is_bad = chance.random(rows) < 1 / (1 + np.exp(1 + 1.2 * (np.log(turnover) - 14)))
    (folder / "learning").mkdir()
    table = {"turnover_12m": turnover, "moon_phase": turnover, "defaulted": is_bad * 1}
    pl.DataFrame(table).write_parquet(folder / "learning/past.parquet")


async def start(client: AsyncClient) -> Response:
    return await client.post("/models/runs", headers=officer() | new_key())


async def latest(client: AsyncClient) -> dict[str, Any]:
    return (await client.get("/models/runs", headers=officer())).json()[0]


async def test_a_challenger_learns_and_is_asked_for(
    client: AsyncClient, work: Work, engine: Engine, tmp_path: Path
) -> None:
    given_brought(tmp_path)
    started = await start(client)
    assert (started.status_code, started.json()["status"]) == (202, "running")
    assert (await start(client)).json()["code"] == "models.run_under_way"
    await train_each_quarter.run(work)  # one at a time: this one waits for the next quarter
    run_id = started.json()["id"]

    for _ in range(2):  # killed after the commit, and done again
        await train_challenger.run(work, run_id=run_id)

    run = await latest(client)
    assert (run["id"], run["status"], run["number"]) == (run_id, "asked", 1)
    assert (run["cases"], run["brought"]) == (400, 400)
    assert run["figures"]["auc_low"] < run["figures"]["auc"] < run["figures"]["auc_high"]
    assert run["champion_figures"]["rows"] == 400
    [version, standard] = (await client.get("/models/versions", headers=officer())).json()
    assert (version["features"], version["post"]) == (["turnover_12m"], None)
    assert standard["post"] == "champion"
    for language, words in (("zh", "模型报告"), ("en", "Model report")):
        address = f"/models/runs/{run_id}/report?language={language}"
        report = await client.get(address, headers=officer())
        assert words in report.text
        assert report.headers["content-disposition"].startswith("attachment")
    assert await published(engine) == [
        "models.run_started.v1",
        "models.registered.v1",
        "compliance.approval_asked.v1",
        "models.run_ended.v1",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, ("too_few", None)),
        (b"turnover_12m,defaulted\n1,0\n2,1\n", ("too_few", None)),
        ("turnover_12m,defaulted\n矿,1\n".encode("gb18030"), ("refused", "models.table_not_utf8")),
        (b"turnover_12m,defaulted\n1,0\n2,0\n", ("refused", "models.one_outcome_only")),
    ],
)
async def test_what_cannot_be_learned_from_is_told(
    client: AsyncClient,
    work: Work,
    tmp_path: Path,
    content: bytes | None,
    expected: tuple[str, str | None],
) -> None:
    if content is not None:
        (tmp_path / "learning").mkdir()
        (tmp_path / "learning/past.csv").write_bytes(content)
    run_id = (await start(client)).json()["id"]

    await train_challenger.run(work, run_id=run_id)

    run = await latest(client)
    assert (run["status"], run["why"]) == expected
    assert run["number"] is None
    report = await client.get(f"/models/runs/{run_id}/report", headers=officer())
    assert report.json()["code"] == "models.run_not_found"
    assert (await start(client)).status_code == 202


async def test_a_loan_teaches_what_was_known_before_it(engine: Engine, relay: Relay) -> None:
    """Bad: more than ninety days late or written off. Good: paid back, or watched for long."""
    book = await given_book(engine, relay, Clock())
    since = date(2026, 4, 1)
    early, late = since - timedelta(days=1), since + timedelta(days=1)
    ends: dict[str, tuple[date, dict[str, Any]]] = {
        "paid": (late, {"status": "closed", "closed_on": late, "outstanding_minor": 0}),
        "watched": (early, {}),
        "too young": (late, {}),
        "late": (early, {"late_since": since, "bucket": "d1_30"}),
        "bad": (late, {"late_since": late, "bucket": "d90_plus"}),
    }
    for opened_on, values in ends.values():
        loan_id = await book.given_loan()
        change = update(loan).where(loan.c.id == loan_id)
        async with open_tx(engine, SYSTEM) as tx:
            await tx.connection.execute(change.values(opened_on=opened_on, **values))
    async with open_tx(engine, SYSTEM) as tx:
        for turnover, asked_at in ((1.0, "2026-03-01"), (2.0, "2026-03-02"), (9.0, "2026-06-01")):
            case = insert(tables.case).values(
                id=new_id(),
                subject_id=book.borrower,
                features={"turnover_12m": turnover},
                groups={},
                asked_at=text(f"'{asked_at}'::timestamptz"),
            )
            await tx.connection.execute(case)

        found = await queries.read_outcomes(tx, since)

    known = {"turnover_12m": 2.0}
    assert sorted(found, key=lambda one: one.is_bad) == [
        Seen(values=known, is_bad=False),
        Seen(values=known, is_bad=False),
        Seen(values=known, is_bad=True),
    ]
