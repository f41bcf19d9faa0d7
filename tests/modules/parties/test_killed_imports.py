"""Whenever the process dies: no line is lost, none is in twice."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from sqlalchemy import text

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.scopes import PLATFORM
from rongqu.modules.parties.public import (
    Direction,
    ImportOptions,
    ImportProgress,
    ImportStatus,
    import_invoice_files,
)
from tests.builders.events import published
from tests.builders.exports import as_csv, line

ROOT = Path(__file__).parents[3]
LINES = 1000
SUMS = text(
    "SELECT count(*), count(DISTINCT number), sum(net_minor)::bigint, count(DISTINCT import_id)"
    " FROM parties.invoice"
)
MONTHS = text("SELECT sum(invoice_count)::int, sum(net_minor)::bigint FROM parties.invoice_month")


async def run_until_killed(url: str, path: Path, batches: int) -> int:
    program = "tests.modules.parties.importing_and_killed"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", program, url, str(path), str(batches), cwd=ROOT
    )
    return await process.wait()


async def test_an_import_that_is_killed_goes_on_where_it_was(
    work: Work, engine: Engine, database_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "销项.csv"
    path.write_bytes(as_csv([line(n, company_id=f"F{n % 3}") for n in range(LINES)]))
    seen: list[ImportProgress] = []

    for batches in (3, 2):
        assert await run_until_killed(database_url, path, batches) == -signal.SIGKILL
    options = ImportOptions(direction=Direction.OUTPUT, create_missing=True)
    [ended] = await import_invoice_files(work, [path], options, seen.append)

    assert ended.status is ImportStatus.DONE
    assert (ended.counts.lines, ended.counts.accepted) == (LINES, LINES)
    assert seen[0].counts.lines > 500
    async with engine.connect(PLATFORM) as connection:
        assert (await connection.execute(SUMS)).one() == (LINES, LINES, LINES * 100_00, 1)
        assert (await connection.execute(MONTHS)).one() == (LINES, LINES * 100_00)
    events = await published(engine)
    assert events.count("parties.import_started.v1") == 1
    assert events.count("parties.invoices_imported.v1") == 3
    assert events.count("parties.import_ended.v1") == 1
