"""The financing loop for every company of the evaluation data, through the API in this process.

Real invoices are imported as of the day on which they end; handlers score; each company asks what
fits, applies for the best offer, is reviewed and approved by two people of the lender, signs, gets
its money by the bank's call-back and repays one instalment. Lenders, products and the bank are
those of the demo. Nothing may be lost on the way: every company ends somewhere, and every refusal
says which condition it missed. `--quick`: fewer companies.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from datetime import time as time_of_day
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from bench import _life as steps
from bench._firms import DATA, Market, open_market, yuan
from bench._life import Life
from bench._people import Crowd, together
from rongqu.commands.migrate import upgrade
from rongqu.demo.cast import Cast, engage
from rongqu.demo.log_ins import PASSWORD
from rongqu.demo.world import World, open_world
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.observability.logs import configure_logs
from rongqu.infra.policies import load_pack
from rongqu.infra.settings import DatabaseSettings, LogFormat, LogSettings, Settings
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.contracts.public import load_library
from rongqu.modules.identity.public import hash_password
from rongqu.modules.parties.public import ImportStatus, import_invoice_files

FIRST = date(2020, 1, 2)
SIGNING_AT_ONCE = 50
"""So few that no code is too old: the simulated clock goes on with each request."""
"""The lenders open before the companies come."""
MORNING = time_of_day(9, 30)
QUICK_COMPANIES, QUICK_APPLICANTS = 80, 30
FUNDED = frozenset({"active", "closed"})

UNDELIVERED = text("SELECT count(*) FROM infra.event_delivery WHERE done_at IS NULL")
WAITING_JOBS = text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
EVENTS = text("SELECT count(*) FROM infra.event_log")


@dataclass(slots=True)
class Loop:
    """All companies, and how long each phase took."""

    lives: list[Life] = field(default_factory=list[Life])
    applicants: list[Life] = field(default_factory=list[Life])
    held: list[Life] = field(default_factory=list[Life])
    """Signed, and then waiting for the lender's money."""
    seconds: dict[str, float] = field(default_factory=dict[str, float])
    lines: int = 0
    requests: int = 0
    events: int = 0

    @contextmanager
    def phase(self, name: str) -> Generator[None]:
        """Told as it ends: the whole takes minutes."""
        started = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - started
        print(f"{name}: {self.seconds[name]:.1f} s", file=sys.stderr, flush=True)

    def in_stage(self, *stages: str) -> list[Life]:
        return [life for life in self.applicants if life.stage in stages]


async def run(settings: Settings, market: Market, most_applicants: int | None) -> Loop:
    await prepare(settings)
    loop = Loop()
    last = market.today + timedelta(days=1)
    async with open_world(settings, FIRST, last) as world:
        crowd = Crowd(world)
        world.clock.turn_to(FIRST, MORNING)
        with loop.phase("lenders open"):
            cast = await engage(world, await hash_password(PASSWORD, "bench"), "bench", 0)
        world.clock.turn_to(market.today, MORNING)

        with loop.phase("companies join"):
            loop.lives = await together(steps.join(crowd, cast, firm) for firm in market.firms)
            await world.settle()
        with loop.phase("invoices imported"):
            await take_in(world, market, loop)
        with loop.phase("scored by handlers"):
            await world.settle()
        with loop.phase("scores read, figures stated"):
            year = market.today.year - 1
            await together(steps.look_at_score(life, year) for life in loop.lives)
            await world.settle()
        with loop.phase("matched"):
            await together(steps.match(life) for life in loop.lives)
            await world.settle()

        loop.applicants = [life for life in loop.lives if life.unsecured][:most_applicants]
        with loop.phase("applied and screened"):
            await together(steps.apply(life) for life in loop.applicants)
            await world.settle()
        with loop.phase("decided, contract drafted"):
            await together(steps.decide(crowd, cast, life) for life in loop.applicants)
            await world.settle()
        with loop.phase("signed and paid out"):
            to_sign = loop.in_stage("contract")
            for start in range(0, len(to_sign), SIGNING_AT_ONCE):
                some = to_sign[start : start + SIGNING_AT_ONCE]
                await together(steps.ask_for_code(life) for life in some)
                await world.settle()
                await together(steps.sign(crowd, life) for life in some)
                await world.settle()
            await seal(crowd, cast, to_sign)
            await together(steps.look(life) for life in loop.applicants)
        loop.held = loop.in_stage("payout")
        with loop.phase("paid out when lenders had money"):
            await bring_money(crowd, cast, loop.held)
        with loop.phase("one instalment repaid"):
            await repay(world, loop)
        loop.requests = crowd.requests
        await check_nothing_waits(world, loop)
        await crowd.leave()
    return loop


async def prepare(settings: Settings) -> None:
    await upgrade(settings.database_url)
    engine = create_engine(settings.database_url)
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await load_calendar(tx)
        await load_library(tx)
    await engine.dispose()


async def take_in(world: World, market: Market, loop: Loop) -> None:
    imports = await import_invoice_files(world.work, list(market.files))
    for each in imports:
        counts = each.counts
        assert each.status is ImportStatus.DONE, each
        kept = counts.accepted + counts.updated + counts.already_there
        assert kept + counts.repeated + counts.refused == counts.lines, counts
        loop.lines += counts.lines


async def seal(crowd: Crowd, cast: Cast, lives: Sequence[Life]) -> None:
    of_lender: defaultdict[OrganisationId, list[Life]] = defaultdict(list)
    for life in lives:
        of_lender[steps.lender_of(cast, life).id].append(life)
    for lender in cast.lenders:
        if lender.id in of_lender:
            approver = crowd.person(lender.approver)
            await steps.seal(crowd, approver, of_lender[lender.id])


async def bring_money(crowd: Crowd, cast: Cast, held: Sequence[Life]) -> None:
    """Lenders that have lent all they had pay in what the waiting contracts need."""
    needed: defaultdict[OrganisationId, Decimal] = defaultdict(Decimal)
    lenders = {lender.id: lender for lender in cast.lenders}
    for life in held:
        assert life.application["hold"]["reason"] == "funds", life.application
        needed[steps.lender_of(cast, life).id] += lent(life)
    for lender_id, amount in needed.items():
        approver = crowd.person(lenders[lender_id].approver)
        await approver.post("/payments/top-ups", {"amount": yuan(amount)})
    await crowd.world.settle()
    await together(steps.look(life) for life in held)


async def repay(world: World, loop: Loop) -> None:
    borrowers = loop.in_stage("active")
    await together(steps.fill_account(life) for life in borrowers)
    await world.settle()
    await together(steps.repay(life) for life in borrowers)
    await world.settle()
    await together(steps.look_at_repayment(life) for life in borrowers)


async def check_nothing_waits(world: World, loop: Loop) -> None:
    async with world.work.open_tx() as tx:
        waiting = [
            (await tx.connection.execute(count)).scalar_one()
            for count in (UNDELIVERED, WAITING_JOBS)
        ]
        loop.events = (await tx.connection.execute(EVENTS)).scalar_one()
    assert waiting == [0, 0], f"undelivered events, waiting jobs: {waiting}"


def check_nothing_lost(loop: Loop, market: Market) -> None:
    """Each company is accounted for, and each refusal has its reasons."""
    lives = loop.lives
    assert {life.firm.code for life in lives} == {firm.code for firm in market.firms}
    products = {len(life.offers) + len(life.refused) for life in lives}
    assert len(products) == 1, f"not everybody was judged on every product: {products}"
    assert all(refusal["missed"] for life in lives for refusal in life.refused)
    assert not [life for life in lives if life.score is None and life.offers]
    for life in loop.in_stage("rejected"):
        assert life.application["screening"]["missed"] or life.application["decided_at"]
    funded = loop.in_stage(*FUNDED)
    assert all(life.repaid > 0 for life in funded)
    assert len(funded) + len(loop.in_stage("rejected")) == len(loop.applicants)


def figures_of(loop: Loop) -> dict[str, float]:
    matched = sum(bool(life.offers) for life in loop.lives)
    funded = loop.in_stage(*FUNDED)
    return {
        "companies": len(loop.lives),
        "scored": sum(life.score is not None for life in loop.lives),
        "matched": matched,
        "refused": len(loop.lives) - matched,
        "applications": len(loop.applicants),
        "financed": len(funded),
        "financed_yuan": float(sum(map(lent, funded), Decimal(0))),
        "waited_for_funds": len(loop.held),
        "contracts": sum(life.application["contract_id"] is not None for life in loop.applicants),
        "instalments": sum(life.repaid > 0 for life in loop.applicants),
        "lines": loop.lines,
        "requests": loop.requests,
        "events": loop.events,
        "seconds": sum(loop.seconds.values()),
    }


def lent(life: Life) -> Decimal:
    return Decimal(life.application["amount"]["amount"])


def show(loop: Loop) -> None:
    console = Console()
    console.print(_counts("What became of them", _outcome(loop)))
    if unscored := _unscored(loop.lives):
        console.print(_counts("Too few months with sales for a score", unscored))
    console.print(_refusals(loop.lives))
    console.print(_counts("Applications", _applications(loop.applicants)))
    seconds = {name: f"{each:.1f}" for name, each in loop.seconds.items()}
    total = f"{sum(loop.seconds.values()):.1f}"
    console.print(_counts("Wall seconds", {**seconds, "in all": total}))


def _outcome(loop: Loop) -> dict[str, str]:
    return {name: f"{value:,.0f}" for name, value in figures_of(loop).items() if name != "seconds"}


def _unscored(lives: Sequence[Life]) -> dict[str, str]:
    months = Counter(life.months_seen for life in lives if life.score is None)
    return {f"{number} months": str(count) for number, count in sorted(months.items())}


def _applications(applicants: Sequence[Life]) -> dict[str, str]:
    lanes = Counter(f"lane {life.lane}" for life in applicants)
    stages = Counter(f"ended {life.stage}" for life in applicants)
    kinds = Counter(f"for {life.application['product']['kind']}" for life in applicants)
    return {name: str(count) for part in (lanes, kinds, stages) for name, count in part.items()}


def _counts(title: str, counts: dict[str, str]) -> Table:
    table = Table("", title=title, show_header=False)
    table.add_column(justify="right")
    for name, count in counts.items():
        table.add_row(name, count)
    return table


def _refusals(lives: Sequence[Life]) -> Table:
    """By condition: companies that miss it on some product, those of whom the fact is not known,
    and those that get no offer at all and miss it or have it unknown."""
    table = Table("condition", title="Refused, and why (companies)")
    for heading in ("missed", "not known", "without any offer"):
        table.add_column(heading, justify="right")
    missed, unknown, without = Counter[str](), Counter[str](), Counter[str]()
    for life in lives:
        misses = [miss for refusal in life.refused for miss in refusal["missed"]]
        known = {miss["fact"] for miss in misses if miss["actual"] is not None}
        not_known = {miss["fact"] for miss in misses} - known
        missed.update(known)
        unknown.update(not_known)
        without.update((known | not_known) if not life.offers else ())
    for fact, _ in (missed + unknown).most_common():
        table.add_row(fact, str(missed[fact]), str(unknown[fact]), str(without[fact]))
    return table


def main(arguments: list[str]) -> int:
    configure_logs(LogSettings(format=LogFormat.CONSOLE, level="ERROR"), "bench")
    quick = "--quick" in arguments
    most = (QUICK_COMPANIES, QUICK_APPLICANTS) if quick else (None, None)
    with TemporaryDirectory(prefix="rongqu-bench-") as name:
        folder = Path(name)
        market = open_market(folder, most[0])
        if not market.is_shared:
            print(f"No evaluation data in {DATA} (see RONGQU_DATA): made companies instead.")
        with EmbeddedPostgres(folder / "database") as server:
            url = server.url().replace("+asyncpg", "")
            settings = Settings(home=folder / "home", database=DatabaseSettings(url=url))
            loop = asyncio.run(run(settings, market, most[1]))
    check_nothing_lost(loop, market)
    show(loop)
    if "--json" in arguments:
        print(json.dumps({"figures": figures_of(loop)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
