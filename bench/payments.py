"""Payouts through every fault of the bank at once, with the worker killed -9 ten times.

Real programs: a durable PostgreSQL, the web server that takes call-backs, the worker, and the
sandbox bank, each a process. 5 % of the bank's answers time out (half of them after the order was
taken), 5 % of call-backs come twice, 2 % overtake each other, 1 % are lost. Afterwards the bank's
books and ours are compared account by account, and the bank's statement of the day is imported:
every line of it must find its order. Nobody lends a hand. `--quick`: fewer payouts, three kills.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

from httpx2 import Client, HTTPError
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from rongqu import rooms
from rongqu.adapters.custody_bank import SANDBOX, Contact, HttpCustodyBank
from rongqu.commands.migrate import upgrade
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import Engine, create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.jobs import Work
from rongqu.infra.listening import next_free_port
from rongqu.infra.policies import load_pack
from rongqu.infra.scopes import PLATFORM
from rongqu.infra.settings import DatabaseSettings, Settings
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import open_tx, utc_now
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import AccountId, OrganisationId, PaymentOrderId, StatementId, new_id
from rongqu.kernel.money import Money
from rongqu.modules.payments.ports import AccountRequest, CustodyBank
from rongqu.modules.payments.public import (
    PayoutOrder,
    StatementSource,
    import_statement_document,
    order_payout,
)

PAYOUTS, QUICK_PAYOUTS = 10_000, 400
LENDERS, BORROWERS = 4, 50
AMOUNT, FEE = 123_45, 1_23
KILLS, QUICK_KILLS = 10, 3
ORDERS_AT_ONCE = 100
SECRET = "a secret of the bench"
RATES = {
    "timeout_before": 0.025,
    "timeout_after": 0.025,
    "duplicate": 0.05,
    "reorder": 0.02,
    "lost": 0.01,
}
PATIENCE_SECONDS = 1_800.0
LOCAL = "http://127.0.0.1"

PROGRESS = text("""
    SELECT count(*) FILTER (WHERE status = 'settled'), count(*) FILTER (WHERE ended_at IS NULL),
        coalesce(sum(attempts), 0), coalesce(sum(attempts) FILTER (WHERE attempts > 1), 0)
    FROM payments.payment_order WHERE kind = 'payout'
""")
NOTES = text("SELECT kind, effect, count(*) FROM payments.order_note GROUP BY kind, effect")
HELD = text("""
    SELECT custody.account_no, coalesce(sum(-balance.debit_minor), 0)
    FROM payments.custody_account custody
        LEFT JOIN ledger.account account ON account.owner = custody.organisation_id
            AND account.code IN ('custody', 'frozen')
        LEFT JOIN ledger.balance balance ON balance.account_id = account.id
    GROUP BY custody.account_no
""")
FEES = text("""
    SELECT coalesce(sum(-balance.debit_minor), 0) FROM ledger.balance balance
        JOIN ledger.account account ON account.id = balance.account_id
    WHERE account.code = 'fee_income'
""")
OPEN_ACCOUNT = text("""
    INSERT INTO payments.custody_account
        (id, organisation_id, name, status, account_no, requested_at, opened_at)
    VALUES (:id, :owner, :name, 'open', :account_no, now(), now())
""")


@dataclass(slots=True)
class Program:
    """A process of ours; killed without farewell and started again."""

    arguments: list[str]
    environment: dict[str, str]
    log: Path
    ready_url: str
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *self.arguments],
                env=os.environ | self.environment,
                stdout=log,
                stderr=log,
            )

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                with Client(trust_env=False, timeout=2) as client:
                    if client.get(self.ready_url).is_success:
                        return
            except HTTPError:
                time.sleep(0.05)
        raise RuntimeError(f"{self.arguments} did not start: {self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@dataclass(slots=True)
class Outcome:
    payouts: int
    settled: int
    seconds: float
    cents_lost: int
    paid_twice: int
    told: int
    told_again: int
    notes: Counter[str]
    statement: str
    unexplained: int


@dataclass(slots=True)
class Stage:
    engine: Engine
    work: Work
    bank_url: str
    bank_books: Path
    bank: Program
    web: Program
    worker: Program

    def programs(self) -> Sequence[Program]:
        return (self.bank, self.web, self.worker)


@contextmanager
def running(folder: Path, database_url: str) -> Generator[Stage]:
    ports = {
        name: next_free_port("127.0.0.1", at)
        for name, at in (("bank", 18_100), ("web", 18_200), ("worker", 18_300))
    }
    environment = {
        "RONGQU_HOME": str(folder),
        "RONGQU_DATABASE_URL": database_url.replace("postgresql+asyncpg://", "postgresql://", 1),
        "RONGQU_WEB_PORT": str(ports["web"]),
        "RONGQU_WORKER_PORT": str(ports["worker"]),
        "RONGQU_BANK_URL": f"{LOCAL}:{ports['bank']}",
        "RONGQU_BANK_SECRET": SECRET,
        "RONGQU_BANK_TIMEOUT_SECONDS": "1",
        "RONGQU_LOG_LEVEL": "ERROR",
    }

    def program(name: str, arguments: list[str], page: str) -> Program:
        url = f"{LOCAL}:{ports[name]}/{page}"
        return Program(arguments, environment, folder / f"{name}.log", url)

    books = folder / "bank"
    bank = ["rongqu.sandbox.bank", "--port", str(ports["bank"]), "--state", str(books)]
    bank += ["--delay", "0.05", "--retry", "0.5"]
    engine = create_engine(database_url)
    bank_url = environment["RONGQU_BANK_URL"]
    work = Work(
        engine=engine,
        storage=open_storage(f"file://{folder}/files"),
        ports={CustodyBank: HttpCustodyBank(Contact(bank_url, SECRET))},
    )
    stage = Stage(
        engine=engine,
        work=work,
        bank_url=bank_url,
        bank_books=books / "bank.sqlite3",
        bank=program("bank", bank, "healthz"),
        web=program("web", ["rongqu", "serve", "--modules", "payments"], "readyz"),
        worker=program("worker", ["rongqu", "worker", "--modules", "payments"], "readyz"),
    )
    try:
        for each in stage.programs():
            each.start()
        for each in stage.programs():
            each.wait_until_ready()
        yield stage
    finally:
        for each in stage.programs():
            each.kill()


async def open_accounts(stage: Stage, count: int) -> list[OrganisationId]:
    bank = stage.work.port(CustodyBank)
    owners = [OrganisationId(new_id()) for _ in range(count)]
    async with open_tx(stage.engine, SYSTEM) as tx:
        for number, owner in enumerate(owners):
            name = f"公司 {number}"
            request = AccountRequest(id=AccountId(owner), owner=owner, name=name)
            account_no = await bank.open_account(request)
            values = {"id": new_id(), "owner": owner, "name": name, "account_no": account_no}
            await tx.connection.execute(OPEN_ACCOUNT, values)
    return owners


async def fund(stage: Stage, lenders: Sequence[OrganisationId], minor: int) -> None:
    """From outside, by the bank's own call-back."""
    async with stage.engine.connect(PLATFORM) as connection:
        found = await connection.execute(
            text("SELECT organisation_id, account_no FROM payments.custody_account")
        )
        numbers = {row[0]: row[1] for row in found}
    with Client(base_url=stage.bank_url, trust_env=False) as client:
        for lender in lenders:
            body = {"account_no": numbers[lender], "amount_minor": str(minor)}
            client.post("/world/incoming", json=body).raise_for_status()
        await until(stage.engine, "SELECT count(*) FROM payments.payment_order", len(lenders))
        client.put("/admin/weather", json={"seed": 2026, "rates": RATES}).raise_for_status()


async def until(engine: Engine, question: str, wanted: int) -> None:
    while True:
        async with engine.connect(PLATFORM) as connection:
            if (await connection.execute(text(question))).scalar_one() == wanted:
                return
        await asyncio.sleep(0.1)


async def order_all(
    stage: Stage, lenders: Sequence[OrganisationId], borrowers: Sequence[OrganisationId], count: int
) -> None:
    for start in range(0, count, ORDERS_AT_ONCE):
        async with open_tx(stage.engine, SYSTEM) as tx:
            for number in range(start, min(start + ORDERS_AT_ONCE, count)):
                await order_payout(
                    tx,
                    PayoutOrder(
                        id=PaymentOrderId(new_id()),
                        payer=lenders[number % len(lenders)],
                        payee=borrowers[number % len(borrowers)],
                        amount=Money(AMOUNT, "CNY"),
                        fee=Money(FEE, "CNY"),
                        reference=new_id(),
                    ),
                )


async def watch(stage: Stage, count: int, kills: int, console: Console) -> None:
    """Until every order has ended; on the way the worker is killed, evenly over the orders."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    killed = 0
    while time.monotonic() < deadline:
        async with stage.engine.connect(PLATFORM) as connection:
            settled, under_way, *_ = (await connection.execute(PROGRESS)).one()
        if under_way == 0 and settled:
            return
        if killed < kills and settled >= count * (killed + 1) // (kills + 2):
            stage.worker.kill()
            stage.worker.start()
            killed += 1
            console.print(f"worker killed, {settled:,} of {count:,} settled")
        await asyncio.sleep(0.05)


async def examine(stage: Stage, count: int, seconds: float) -> Outcome:
    bank = sqlite3.connect(stage.bank_books)
    at_bank = dict(bank.execute("SELECT account_no, available_minor + frozen_minor FROM account"))
    legs = bank.execute("SELECT reference, count(*) FROM movement GROUP BY reference").fetchall()
    async with stage.engine.connect(PLATFORM) as connection:
        held = {row[0]: int(row[1]) for row in await connection.execute(HELD)}
        fees = int((await connection.execute(FEES)).scalar_one())
        settled, _, told, again = (await connection.execute(PROGRESS)).one()
        notes = Counter({f"{row[0]}: {row[1]}": row[2] for row in await connection.execute(NOTES)})
    held[SANDBOX.fee_account] = fees
    lost = sum(abs(at_bank[account_no] - minor) for account_no, minor in held.items())
    explained, breaks = await reconcile(stage)
    return Outcome(
        payouts=count,
        settled=settled,
        seconds=seconds,
        cents_lost=lost,
        paid_twice=sum(1 for _, times in legs if times > 4),
        told=int(told),
        told_again=int(again),
        notes=notes,
        statement=explained,
        unexplained=breaks,
    )


async def reconcile(stage: Stage) -> tuple[str, int]:
    """The bank's statement of today, as if the day were over."""
    today = business_date_at(utc_now())
    with Client(base_url=stage.bank_url, trust_env=False, timeout=60) as client:
        client.put("/admin/closing", json={"until_on": str(today)}).raise_for_status()
    started = time.perf_counter()
    content = await stage.work.port(CustodyBank).fetch_statement(today)
    assert content is not None
    [taken] = await import_statement_document(
        stage.work, content, StatementSource.BANK, StatementId(new_id())
    )
    seconds = time.perf_counter() - started
    return (
        f"{taken.lines:,} lines, {taken.matched:,} matched in {seconds:.1f} s, the bank has "
        f"{taken.closing - taken.ledger} more"
    ), taken.open_breaks


async def run(count: int, kills: int, console: Console) -> Outcome:
    rooms.load_rooms()
    with TemporaryDirectory(prefix="rongqu-bench-payments-") as name:
        folder = Path(name)
        server = EmbeddedPostgres(folder)
        server.start()
        try:
            settings = Settings(home=folder, database=DatabaseSettings(url=server.url()))
            await upgrade(settings.database_url)
            engine = create_engine(settings.database_url)
            async with open_tx(engine, SYSTEM) as tx:
                await load_pack(tx)
                await load_calendar(tx)
            await engine.dispose()
            with running(folder, settings.database_url) as stage:
                owners = await open_accounts(stage, LENDERS + BORROWERS)
                lenders, borrowers = owners[:LENDERS], owners[LENDERS:]
                await fund(stage, lenders, AMOUNT * count)
                started = time.perf_counter()
                ordering = asyncio.create_task(order_all(stage, lenders, borrowers, count))
                await watch(stage, count, kills, console)
                await ordering
                await watch(stage, count, 0, console)
                outcome = await examine(stage, count, time.perf_counter() - started)
                await stage.engine.dispose()
                return outcome
        finally:
            server.stop()


def show(outcome: Outcome, console: Console) -> None:
    table = Table(title="Payouts through faults, the worker killed -9 again and again")
    table.add_column("figure")
    table.add_column("value", justify="right")
    for name, value in figures(outcome).items():
        table.add_row(name, f"{value:,.4g}")
    table.add_row("seconds", f"{outcome.seconds:,.1f}")
    table.add_row("orders told more than once", f"{outcome.told_again:,}")
    table.add_row("statement", outcome.statement)
    for kind, times in sorted(outcome.notes.items()):
        table.add_row(f"trace, {kind}", f"{times:,}")
    console.print(table)


def figures(outcome: Outcome) -> dict[str, float]:
    return {
        "cents_lost": outcome.cents_lost,
        "paid_twice": outcome.paid_twice,
        "success": outcome.settled / outcome.payouts,
        "payouts_per_second": outcome.settled / outcome.seconds,
        "unexplained": outcome.unexplained,
    }


def main() -> None:
    console = Console(stderr=True)
    is_quick = "--quick" in sys.argv
    count, kills = (QUICK_PAYOUTS, QUICK_KILLS) if is_quick else (PAYOUTS, KILLS)
    outcome = asyncio.run(run(count, kills, console))
    show(outcome, Console())
    if "--json" in sys.argv:
        print(json.dumps({"figures": figures(outcome)}))


if __name__ == "__main__":
    main()
