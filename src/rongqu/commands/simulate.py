"""`rongqu demo` and `rongqu simulate`: a platform with a past, made by living through it."""

from __future__ import annotations

import gc
import time
from datetime import date, timedelta
from decimal import Decimal

import uvloop
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from rongqu.commands.database import database_at_hand
from rongqu.commands.migrate import migrate
from rongqu.commands.schema import ask, is_empty, is_up_to_date
from rongqu.commands.up import LOG_INS
from rongqu.demo.figures import Warned
from rongqu.demo.log_ins import compose_sheet
from rongqu.demo.simulate import Economy, Simulated, simulate
from rongqu.infra.clock import utc_now
from rongqu.infra.environment import EnvironmentProblem
from rongqu.infra.settings import Settings
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.money import Money

SMALL = (60, 9, 7)
"""Companies, months and seed of `rongqu demo`."""

WORKERS = (
    "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '15 s'"
)


class PlatformInUse(EnvironmentProblem):
    """A past is made up for an empty platform, and while nothing else works on it."""


def yesterday() -> date:
    """The last day of a simulation: today belongs to whoever uses the platform."""
    return business_date_at(utc_now()) - timedelta(days=1)


def run_simulation(settings: Settings, economy: Economy, *, force: bool, logins: bool) -> None:
    """Raises PlatformInUse on a platform with data, unless forced, and while a worker runs."""
    console = Console(highlight=False, soft_wrap=True)
    with database_at_hand(settings) as ready:
        if not is_up_to_date(ready):
            migrate(ready)
        check_usable(ready, force=force)
        started = time.monotonic()
        gc.freeze()  # what is loaded stays; millions of short-lived objects need fewer looks
        gc.set_threshold(100_000, 50, 50)
        with _progress(console) as progress:
            bar = progress.add_task("", total=(economy.last - economy.first).days + 1)

            def on_day(day: date) -> None:
                progress.update(bar, advance=1, description=f"{day}")

            simulated = uvloop.run(simulate(ready, economy, on_day))
        sheet = compose_sheet(simulated.logins)
        ready.home.mkdir(parents=True, exist_ok=True)
        (ready.home / LOG_INS).write_text(f"{sheet}\n", "utf-8")
    _tell(console, simulated, time.monotonic() - started)
    if logins:
        console.print(f"\n{sheet}")


def check_usable(settings: Settings, *, force: bool) -> None:
    if not force and not is_empty(settings):
        raise PlatformInUse(
            "This platform already has data. A demo belongs on an empty one; "
            "--force adds it all the same."
        )
    if ask(settings, WORKERS) != (0,):
        raise PlatformInUse(
            "A worker is running on this platform: stop it first, because it would handle the "
            "simulated past as if it happened now."
        )


def _progress(console: Console) -> Progress:
    """A bar on a terminal only."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal, transient=True)


def _tell(console: Console, simulated: Simulated, seconds: float) -> None:
    figures = simulated.figures
    console.print(f"{figures.companies} companies lived through in {seconds:.0f} s, until "
                  f"{simulated.last}.")  # fmt: skip
    console.print(f"applications  {_counts(figures.stages)}")
    console.print(f"loans         {figures.loans}: {_counts(figures.buckets)}")
    console.print(
        f"lent          {_yuan(figures.lent_minor)}, outstanding "
        f"{_yuan(figures.outstanding_minor)}, bad debt {Decimal(figures.bad_debt_bps) / 10_000:.2%}"
    )
    console.print(f"warnings      {_worth(simulated.warned)}")
    console.print(f"digest        {figures.digest()}")


def _worth(warned: Warned) -> str:
    """The board of warnings shows the second half."""
    found = warned.measured
    return (
        f"{warned.foreseen} of {warned.planted} planted declines seen in figures "
        f"{_days(warned.lead_days)} ahead; of all in trouble {found.warned} of {found.troubled} "
        f"warned of {_days(found.median_lead_days)} ahead; {found.right} of {found.judged} right"
    )


def _days(days: int | None) -> str:
    return "- days" if days is None else f"{days} days"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


def _yuan(minor: int) -> str:
    return f"CNY {Decimal(Money(minor, 'CNY').amount):,.0f}"
