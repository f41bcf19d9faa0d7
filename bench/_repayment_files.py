"""A bank's files of repayments, from their bytes to the books, beside the ledger's own batches."""

from __future__ import annotations

import asyncio
import csv
import gc
import io
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Row, text

from bench._portfolio import make_portfolio
from rongqu.commands.migrate import upgrade
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import Engine, create_engine
from rongqu.infra.jobs import Work
from rongqu.infra.policies import load_pack
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.kernel.money import Money
from rongqu.kernel.uscc import synthetic_uscc
from rongqu.modules.bookings.public import import_repayments, read_result
from rongqu.modules.ledger.public import Account, AccountCode, Entry, Posting, post_entries
from rongqu.modules.parties.public import (
    InstitutionKind,
    InstitutionRegistration,
    register_institution,
)
from rongqu.modules.servicing.public import end_missed_days

EVENING = date(2026, 5, 18)
DAY = EVENING + timedelta(days=1)
LENDER = "SELECT DISTINCT institution_id FROM servicing.loan"
# The oldest instalment of each loan that is not late, to the cent.
WHAT_IS_DUE = """
    SELECT loan.number, line.principal_minor + line.interest_minor AS minor
    FROM servicing.loan CROSS JOIN LATERAL (
        SELECT * FROM servicing.instalment
        WHERE loan_id = loan.id AND paid_on IS NULL ORDER BY number LIMIT 1
    ) AS line
    WHERE loan.late_since IS NULL AND line.number < loan.term_months AND line.due_on >= :day
    ORDER BY loan.id LIMIT :lines
"""


# What was paid until now: a book without a past is none, and the planner would think it empty.
HISTORY = (
    """
    INSERT INTO servicing.fact (id, loan_id, kind, counts_on, content, reason, recorded_by,
        recorded_at, currency, principal_minor, interest_minor, penalty_minor, fee_minor, revision)
    SELECT uuidv7(), loan_id, 'repayment', paid_on, '{}', '', uuidv7(), now(), currency,
           principal_paid_minor, interest_paid_minor, 0, 0, 0
    FROM servicing.instalment WHERE paid_on IS NOT NULL
    """,
    """
    INSERT INTO servicing.repayment (id, loan_id, kind, status, amount_minor, currency, ordered_on,
                                     ordered_by, ordered_at, ended_at)
    SELECT id, loan_id, 'instalment', 'applied', principal_minor + interest_minor, currency,
           counts_on, recorded_by, recorded_at, recorded_at
    FROM servicing.fact
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRates:
    """A second; the ratios are the medians of the rounds'."""

    lines: float
    transfers: float
    ratio: float
    entries: float
    entries_ratio: float


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time_of_day(4), UTC)


async def measure_files(url: str, folder: Path, lines: int, rounds: int) -> FileRates:
    gc.freeze()  # as the programs do
    await upgrade(url)
    engine = create_engine(url)
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await load_calendar(tx)
    await make_portfolio(engine, lines * rounds * 5 // 4, EVENING, lenders=1)
    async with engine.begin(PLATFORM) as connection:
        for statement in HISTORY:
            await connection.execute(text(statement))
    owner = create_engine(url, pool_size=1, role=None)
    async with owner.connect() as connection:
        await connection.execute(text("VACUUM (ANALYZE) servicing.fact, servicing.repayment"))
    await owner.dispose()
    clock = partial(at_noon, DAY)
    async for _ in end_missed_days(partial(open_tx, engine, SYSTEM, clock)):
        pass
    work = Work(engine=engine, storage=open_storage(f"file://{folder}/files"), clock=clock)
    lender = await _given_lender(work)
    found: list[tuple[float, float, float]] = []
    for number in range(rounds):
        path = folder / f"{number}.csv"
        await asyncio.to_thread(path.write_text, await _make_file(engine, path.stem, lines))
        took = await _import(work, path, lender, lines)
        alike = [_like_a_repayment(lender) for _ in range(lines)]
        found.append((took, await _post(work, _transfers(lines)), await _post(work, alike)))
    await engine.dispose()
    return FileRates(
        lines=lines / median(each[0] for each in found),
        transfers=lines / median(each[1] for each in found),
        entries=lines / median(each[2] for each in found),
        ratio=median(transfers / took for took, transfers, _ in found),
        entries_ratio=median(alike / took for took, _, alike in found),
    )


async def _given_lender(work: Work) -> OrganisationId:
    async with work.open_tx() as tx:
        lender = OrganisationId((await tx.connection.execute(text(LENDER))).scalar_one())
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
    return lender


async def _make_file(engine: Engine, name: str, lines: int) -> str:
    async with engine.begin(PLATFORM) as connection:
        due: Sequence[Row[Any]] = (
            await connection.execute(text(WHAT_IS_DUE), {"day": DAY, "lines": lines})
        ).all()
    assert len(due) == lines, len(due)
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["流水号", "借据号", "还款金额", "还款日期"])
    writer.writerows(
        (f"{name}-{at}", row.number, Money(row.minor, "CNY").amount, DAY.isoformat())
        for at, row in enumerate(due)
    )
    return table.getvalue()


async def _import(work: Work, path: Path, lender: OrganisationId, lines: int) -> float:
    started = time.perf_counter()
    file_id = await import_repayments(work, path, lender)
    took = time.perf_counter() - started
    figures, _ = await read_result(work, file_id)
    assert figures.done == lines, figures
    return took


async def _post(work: Work, entries: Sequence[Entry]) -> float:
    started = time.perf_counter()
    async with work.open_tx() as tx:
        await post_entries(tx, entries)
    return time.perf_counter() - started


OWNERS = [new_id() for _ in range(1000)]


def _transfers(count: int) -> list[Entry]:
    """As `bench/ledger.py` posts them: from one lender's account to another's."""
    amount = Money(100, "CNY")
    pairs = [random.sample(OWNERS, 2) for _ in range(count)]
    return [
        Entry(
            reference=f"bench.transfer:{new_id()}",
            postings=(
                Posting(Account(AccountCode.LENDER_FUNDING, source), amount),
                Posting(Account(AccountCode.LENDER_FUNDING, target), -amount),
            ),
        )
        for source, target in pairs
    ]


def _like_a_repayment(lender: OrganisationId) -> Entry:
    """Three postings, one of them to a loan of its own."""
    principal, interest = Money(1_000_000, "CNY"), Money(40_42, "CNY")
    return Entry(
        reference=f"bench.repayment:{new_id()}",
        postings=(
            Posting(Account(AccountCode.LENDER_FUNDING, lender), principal + interest),
            Posting(Account(AccountCode.LOAN_PRINCIPAL, new_id()), -principal),
            Posting(Account(AccountCode.INTEREST_INCOME, lender), -interest),
        ),
    )
