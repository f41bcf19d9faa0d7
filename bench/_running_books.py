"""Booking loans with 24 instalments in bulk, beside COPY of the same rows into the same tables."""

from __future__ import annotations

import asyncio
import gc
import io
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from rongqu.commands.migrate import upgrade
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import create_engine
from rongqu.infra.jobs import Work
from rongqu.infra.policies import load_pack
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.kernel.uscc import Uscc, synthetic_uscc
from rongqu.modules.bookings.loan_sheet import LOANS
from rongqu.modules.bookings.public import import_loans
from rongqu.modules.parties.public import (
    InstitutionKind,
    InstitutionRegistration,
    register_institution,
)
from tests.builders.invoices import given_enterprise

DAY = date(2026, 5, 19)
PERIODS = 24
COPIED = ("contracts.contract", "servicing.loan", "servicing.instalment")
"""In the order in which they refer to each other."""
DELETED = (
    "DELETE FROM servicing.instalment WHERE loan_id IN"
    " (SELECT id FROM servicing.loan WHERE number LIKE '{book}-%')",
    "DELETE FROM servicing.loan WHERE number LIKE '{book}-%'",
    "DELETE FROM contracts.contract WHERE id NOT IN (SELECT id FROM servicing.loan)",
)
OF_BOOK = {
    "contracts.contract": "SELECT contract.* FROM contracts.contract JOIN servicing.loan USING (id)"
    " WHERE number LIKE '{book}-%'",
    "servicing.loan": "SELECT * FROM servicing.loan WHERE number LIKE '{book}-%'",
    "servicing.instalment": "SELECT line.* FROM servicing.instalment AS line JOIN servicing.loan"
    " ON loan.id = line.loan_id WHERE loan.number LIKE '{book}-%'",
}


@dataclass(frozen=True, slots=True)
class BookRates:
    """Loans a second; the ratio is the median of the rounds'."""

    loans: float
    copy: float
    ratio: float


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time_of_day(4), UTC)


async def measure_books(url: str, folder: Path, loans: int, rounds: int) -> BookRates:
    gc.freeze()  # as the programs do
    await upgrade(url)
    engine = create_engine(url)
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await load_calendar(tx)
    clock = partial(at_noon, DAY)
    work = Work(engine=engine, storage=open_storage(f"file://{folder}/files"), clock=clock)
    lender = OrganisationId(new_id())
    borrower = synthetic_uscc(str(await given_enterprise(engine)))
    async with work.open_tx() as tx:
        await register_institution(
            tx,
            InstitutionRegistration(
                id=lender,
                name="钱江银行",
                kind=InstitutionKind.BANK,
                uscc=synthetic_uscc(str(lender)),
                region_code="330100",
            ),
        )
    owner = create_engine(url, pool_size=1, role=None)
    found: list[tuple[float, float]] = []
    for number in range(rounds):
        path = folder / f"book{number}.csv"
        await asyncio.to_thread(path.write_text, _book(path.stem, borrower, loans), "utf-8")
        started = time.perf_counter()
        result = await import_loans(work, path, lender)
        took = time.perf_counter() - started
        assert result.brought == loans, result
        async with owner.begin() as connection:
            found.append((took, await _copy_again(connection.driver, path.stem)))
    await owner.dispose()
    await engine.dispose()
    return BookRates(
        loans=loans / median(took for took, _ in found),
        copy=loans / median(copied for _, copied in found),
        ratio=median(copied / took for took, copied in found),
    )


def _book(name: str, borrower: Uscc, loans: int) -> str:
    """Nothing paid yet, as new loans are; principals and days differ."""
    lines = [",".join(LOANS)]
    lines += [
        f"{name}-{at},{borrower},信用贷,{100_000 + 137 * at},4.85,等额本息,"
        f"2026-{5 + at % 2:02}-{19 + at % 2 * -10:02},{PERIODS},"
        for at in range(loans)
    ]
    return "\n".join(lines)


async def _copy_again(driver: Any, book: str) -> float:
    """The very rows, taken out and put back by COPY alone, constraints and indexes as they are."""
    content: dict[str, io.BytesIO] = {}
    for table in COPIED:
        content[table] = io.BytesIO()
        query = OF_BOOK[table].format(book=book)
        await driver.copy_from_query(query, output=content[table], format="binary")
        content[table].seek(0)
    for statement in DELETED:
        await driver.execute(statement.format(book=book))
    started = time.perf_counter()
    for table in COPIED:
        schema, _, name = table.partition(".")
        await driver.copy_to_table(name, schema_name=schema, source=content[table], format="binary")
    return time.perf_counter() - started
