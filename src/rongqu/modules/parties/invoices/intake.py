"""Taking one file in from beginning to end, in batches that each survive a crash by themselves.

Reading and judging happen in threads and outside of any transaction; a transaction only writes a
batch. Whoever continues after a kill -9 reads the file from its beginning, skips the lines that
are counted as in, and goes on.
"""

# Polars names types of numpy, which is not installed.
# pyright: reportUnknownMemberType=false
from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from rongqu.infra.jobs import Work
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.kernel.ids import EnterpriseId, ImportId
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.parties import queries, rules
from rongqu.modules.parties.actions.begin_reading import begin_reading
from rongqu.modules.parties.actions.end_import import end_import
from rongqu.modules.parties.actions.register_enterprise import register_enterprise
from rongqu.modules.parties.actions.take_in_batch import take_in_batch
from rongqu.modules.parties.errors import FileDamaged
from rongqu.modules.parties.invoices.files import (
    Batch,
    Limits,
    TableFile,
    checksum_of,
    open_table,
)
from rongqu.modules.parties.invoices.layouts import direction_in_name
from rongqu.modules.parties.invoices.lines import Plan, check_plan, judge
from rongqu.modules.parties.invoices.strangers import registration_of
from rongqu.modules.parties.invoices.verdicts import assign
from rongqu.modules.parties.types import Import, ImportProgress, ImportStatus
from rongqu.modules.privacy.public import ConsentMissing, UseOfData, list_withdrawn

OnProgress = Callable[[ImportProgress], None]
MEGABYTE = 1024 * 1024


def silent(_: ImportProgress) -> None:
    """For those who follow an import by its record."""


@dataclass(slots=True, kw_only=True)
class Intake:
    """One file on its way in. `names`: companies to be registered where they are not known."""

    work: Work
    import_id: ImportId
    path: Path
    names: Mapping[str, str] | None = None
    on_progress: OnProgress = silent
    _companies: dict[str, EnterpriseId] = field(default_factory=dict[str, EnterpriseId])

    async def run(self) -> None:
        """Safe to repeat: what is in is in, what has ended stays ended."""
        async with self.work.open_tx() as tx:
            found = await queries.get_import(tx, self.import_id)
            limits = await _limits(tx)
        if found.status not in {ImportStatus.WAITING, ImportStatus.RUNNING}:
            return
        try:
            table = await asyncio.to_thread(_open, self.path, found, limits)
            plan = await self._plan(found, table)
        except DomainError as refusal:
            await self._end(refusal)
            return
        try:
            is_through = await self._take_in(table, plan)
        except ConsentMissing as refusal:
            await self._end(refusal)
            return
        if is_through:
            await self._end()

    async def _plan(self, found: Import, table: TableFile) -> Plan:
        async with self.work.open_tx() as tx:
            own = (
                None
                if found.enterprise_id is None
                else await queries.names_of_enterprise(tx, found.enterprise_id)
            )
            plan = Plan(
                layout=table.layout,
                direction=found.direction or direction_in_name(found.file_name),
                own=own,
                business_date=tx.business_date,
            )
            check_plan(plan)
            return plan

    async def _take_in(self, table: TableFile, plan: Plan) -> bool:
        """False when the import was ended from outside."""
        async with self.work.open_tx() as tx:
            running = await begin_reading(
                tx, self.import_id, table.layout.header, table.total_lines
            )
        if running is None:
            return False
        async with aclosing(_judged(table.batches(running.counts.lines), plan)) as judged_batches:
            async for batch, judged in judged_batches:
                taken_in = await self._write(running, batch, judged)
                if taken_in is None:
                    return False
                running = taken_in
                self._tell(running)
        return True

    def _tell(self, running: Import) -> None:
        self.on_progress(
            ImportProgress(
                file_name=running.file_name,
                counts=running.counts,
                total_lines=running.total_lines or 0,
            )
        )

    async def _write(self, running: Import, batch: Batch, judged: pl.DataFrame) -> Import | None:
        async with self.work.open_tx() as tx:
            if running.enterprise_id is None:
                await self._learn_companies(tx, judged)
            assigned = assign(batch, judged, self._companies, running.enterprise_id)
            return await take_in_batch(tx, self.import_id, assigned, running.counts.lines)

    async def _learn_companies(self, tx: Tx, judged: pl.DataFrame) -> None:
        """Codes that come up for the first time: known by code, alias or synthetic code, else
        registered where that is wished. A company that wants nothing of its invoices to be used is
        as good as unknown here."""
        codes = set(judged.filter(pl.col("reason").is_null())["company"]) - self._companies.keys()
        synthetic = {code: synthetic_uscc(code) for code in codes}
        known = await queries.find_companies(tx, codes | set(synthetic.values()))
        refused = await list_withdrawn(tx, tuple(known.values()), UseOfData.CREDIT_ASSESSMENT)
        for code in sorted(codes):
            enterprise_id = known.get(code) or known.get(synthetic[code])
            if enterprise_id is None and self.names is not None:
                registration = registration_of(code, self.names.get(code), tx.business_date)
                enterprise_id = (await register_enterprise(tx, registration)).id
            if enterprise_id is not None and enterprise_id not in refused:
                self._companies[code] = enterprise_id

    async def _end(self, refusal: DomainError | None = None) -> None:
        async with self.work.open_tx() as tx:
            await end_import(tx, self.import_id, refusal)


def _open(path: Path, found: Import, limits: Limits) -> TableFile:
    if found.sha256 is not None and checksum_of(path) != found.sha256:
        raise FileDamaged(why="checksum")
    return open_table(path, rules.format_of(found.file_name), limits)


async def _judged(
    batches: Iterator[Batch], plan: Plan
) -> AsyncGenerator[tuple[Batch, pl.DataFrame]]:
    """One ahead: while the database writes a batch, a thread judges the next one."""
    upcoming = asyncio.create_task(asyncio.to_thread(_judge_next, batches, plan))
    try:
        while (found := await upcoming) is not None:
            upcoming = asyncio.create_task(asyncio.to_thread(_judge_next, batches, plan))
            yield found
    finally:
        upcoming.cancel()


def _judge_next(batches: Iterator[Batch], plan: Plan) -> tuple[Batch, pl.DataFrame] | None:
    """None at the end: StopIteration cannot leave a thread as an exception of asyncio."""
    batch = next(batches, None)
    return None if batch is None else (batch, judge(batch.frame, plan))


async def _limits(tx: Tx) -> Limits:
    return Limits(
        lines=int(await read_policy(tx, "parties.import_lines")),
        unpacked_bytes=int(await read_policy(tx, "parties.xlsx_unpacked_megabytes")) * MEGABYTE,
    )
