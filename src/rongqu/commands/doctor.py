"""`rongqu doctor`: what the platform needs on this machine, each with the way out."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console

from rongqu.commands.database import embedded_server, with_server
from rongqu.commands.schema import ROOT, ask, current_revision, newest_revision
from rongqu.infra.environment import EnvironmentProblem
from rongqu.infra.listening import is_free
from rongqu.infra.settings import PREFIX, Settings, describe

LEAST_FREE_BYTES = 2_000_000_000
OLDEST_CLOCK = 1_790_000_000  # the autumn of 2026, when this was written
FONT_PACKAGE = "noto_cjk_sans_otc"
OTHER_VARIABLES = frozenset({"RONGQU_DATA", "RONGQU_CHROMIUM", "RONGQU_SOFTHSM"})
"""For tests only, so not among the settings."""


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    is_good: bool
    way_out: str


def examine() -> bool:
    """Print every finding. Returns whether all are good."""
    console = Console(highlight=False)
    settings = Settings.from_environment()
    is_good = True
    for finding in _findings(settings):
        mark = "[green]✓[/]" if finding.is_good else "[red]✗[/]"
        console.print(f"{mark} {finding.what}")
        if not finding.is_good:
            console.print(f"    {finding.way_out}")
        is_good = is_good and finding.is_good
    return is_good


def _findings(settings: Settings) -> Iterator[Finding]:
    for look in (_python, _variables, _disk, _clock, _front_end, _fonts, _ports):
        yield look(settings)
    yield from _database(settings)


def _python(_: Settings) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(
        f"Python {version}", sys.version_info >= (3, 11), "Install Python 3.11 or newer."
    )


def _variables(_: Settings) -> Finding:
    known = {setting.variable for setting in describe()} | OTHER_VARIABLES
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    return Finding(
        f"No unknown {PREFIX}* variable" if not unknown else f"Unknown: {', '.join(unknown)}",
        not unknown,
        "It has no effect; the names are in docs/reference/settings.md.",
    )


def _disk(settings: Settings) -> Finding:
    folder = settings.home.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Finding(
        f"{free / 1e9:.1f} GB free in {settings.home}",
        free >= LEAST_FREE_BYTES,
        "Free at least 2 GB, or set RONGQU_HOME to a folder on another disk.",
    )


def _clock(_: Settings) -> Finding:
    return Finding(
        time.strftime("Clock at %Y-%m-%d %H:%M:%S UTC", time.gmtime()),
        time.time_ns() // 1_000_000_000 > OLDEST_CLOCK,
        "Set the clock of this machine: sessions, signatures and schedules depend on it.",
    )


def _front_end(_: Settings) -> Finding:
    index = ROOT / "web" / "dist" / "index.html"
    return Finding(
        "Web app is built" if index.exists() else "Web app is not built",
        index.exists(),
        "Run `make run`, which builds it; the API works without.",
    )


def _fonts(_: Settings) -> Finding:
    found = importlib.util.find_spec(FONT_PACKAGE) is not None
    return Finding(
        "Chinese font for contracts" if found else "No Chinese font for contracts",
        found,
        "Run `make run`, which installs it: without it contracts lose their Chinese text.",
    )


def _ports(settings: Settings) -> Finding:
    """A taken one is no fault: `rongqu up` takes the next, and it may be ours."""
    port = settings.web.port
    state = "is free" if is_free(settings.web.host, port) else "is in use: `up` takes the next one"
    return Finding(f"Port {port} {state}", is_good=True, way_out="")


def _database(settings: Settings) -> Iterator[Finding]:
    where = "the configured database" if settings.database.url else "the embedded database"
    if not settings.database.url:
        server = embedded_server(settings)
        if not server.is_answering():
            yield Finding(
                "Embedded database: not running, `up` starts it", is_good=True, way_out=""
            )
            return
        settings = with_server(settings, server)
    try:
        version = ask(settings, "SHOW server_version")
        revision = current_revision(settings)
    except EnvironmentProblem as problem:
        yield Finding(f"Cannot reach {where}", False, str(problem))
        return
    assert version is not None
    yield Finding(
        f"PostgreSQL {version[0]} answers ({where})",
        int(str(version[0]).split(".")[0]) >= 18,
        "Use PostgreSQL 18 or newer.",
    )
    yield Finding(
        f"Migrated to {revision}" if revision else "Not migrated",
        revision == newest_revision(),
        f"Run `rongqu migrate`: the newest is {newest_revision()}.",
    )
