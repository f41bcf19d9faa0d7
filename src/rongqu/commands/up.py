"""`rongqu up`: the whole platform on one machine, as one group that starts and stops together."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from dataclasses import dataclass

from rongqu.commands.console import Console
from rongqu.commands.database import embedded_server, use_own_key, with_server
from rongqu.commands.schema import is_empty, is_up_to_date
from rongqu.infra.embedded_postgres import DATABASE, EmbeddedPostgres
from rongqu.infra.environment import EnvironmentProblem
from rongqu.infra.listening import HeldPorts
from rongqu.infra.settings import LogFormat, Settings
from rongqu.infra.supervisor import Group, Program
from rongqu.sandbox.peer import NAME as PEER
from rongqu.sandbox.peer import QUESTION
from rongqu.sandbox.peer import SECRET as PEER_SECRET

RONGQU = (sys.executable, "-m", "rongqu")
READY_SECONDS = 120.0
LOCAL = "127.0.0.1"
LOG_INS = "demo-log-ins.txt"
"""In RONGQU_HOME, written by `rongqu demo`."""

MADE_BY_DEMO = ("files", "bank", "gateway", "ca")


class StepFailed(EnvironmentProblem):
    """A step before the start has failed; its own words stand above."""


class Stopped(Exception):
    """Somebody wants it to stop before it is ready."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the programs listen."""

    host: str
    web: int
    worker: int
    bank: int
    gateway: int
    tsa: int
    ca: int
    idp: int
    peer: int

    @property
    def address(self) -> str:
        return f"http://{LOCAL if self.host == '0.0.0.0' else self.host}:{self.web}"  # nosec B104 # compared, not bound

    def trusted_hosts(self, others: str) -> str:
        """The sandbox provider listens inside, where partners' addresses may not lead otherwise."""
        return ",".join(filter(None, [others, f"{LOCAL}:{self.idp}"]))


def up(settings: Settings, *, port: int | None = None, load_demo: bool = True) -> None:
    started = time.monotonic()
    held = HeldPorts()
    platform = _Platform(settings, choose_places(settings, port, held), Console())
    try:
        platform.prepare(load_demo=load_demo)
        held.release()
        platform.start()
        seconds = time.monotonic() - started
        platform.console.tell(f"\nReady in {seconds:.1f} s: {platform.address}")
        platform.console.tell(f"Messages and codes are shown at {platform.outbox}\n")
        platform.show_log_ins()
        platform.stopping.wait()
    except Stopped:
        pass
    finally:
        held.release()
        platform.stop()


def choose_places(settings: Settings, port: int | None, held: HeldPorts) -> Places:
    """A port that was asked for must be free; otherwise the next free one is taken."""
    host = settings.web.host
    asked = port or (settings.web.port if "RONGQU_WEB_PORT" in os.environ else None)
    if asked is None:
        web = held.hold_next(host, settings.web.port)
    else:
        web = held.hold(host, asked, "choose another with --port, or none at all")
    worker = held.hold_next(LOCAL, settings.worker.port)
    bank = held.hold_next(LOCAL, worker + 10)
    gateway = held.hold_next(LOCAL, bank + 10)
    tsa = held.hold_next(LOCAL, gateway + 10)
    ca = held.hold_next(LOCAL, tsa + 10)
    idp = held.hold_next(LOCAL, ca + 10)
    peer = held.hold_next(LOCAL, idp + 10)
    return Places(host, web, worker, bank, gateway, tsa, ca, idp, peer)


def begin_anew(settings: Settings, server: EmbeddedPostgres) -> None:
    """Nobody has been in there yet: the programs start after the demo is complete."""
    server.drop_database(DATABASE)
    server.create_database(DATABASE)
    for folder in MADE_BY_DEMO:
        shutil.rmtree(settings.home / folder, ignore_errors=True)


class _Platform:
    """The group, step by step."""

    def __init__(self, settings: Settings, places: Places, console: Console) -> None:
        self.console = console
        self.stopping = threading.Event()
        self._settings = settings
        self._places = places
        self._group = Group(console.say)
        self._unfinished = settings.home / "demo-unfinished"
        for order in (signal.SIGTERM, signal.SIGINT):
            signal.signal(order, self._note_order)

    @property
    def address(self) -> str:
        return self._places.address

    @property
    def outbox(self) -> str:
        """The sandbox gateway sends nothing: it shows what it would have sent."""
        return f"http://{LOCAL}:{self._places.gateway}"

    def prepare(self, *, load_demo: bool) -> None:
        """A database of this version, with the demo economy if it was empty.

        The demo lives through a year in a minute, so nothing else may run meanwhile.
        """
        if not self._settings.database.url:
            use_own_key(self._settings)
            server = embedded_server(self._settings)
            self._group.start(server)
            if self._unfinished.exists():
                self.console.tell("The demo economy was interrupted: it begins anew.")
                begin_anew(self._settings, server)
            self._settings = with_server(self._settings, server)
        if not is_up_to_date(self._settings):
            self._run_step("migrate")
        if load_demo and is_empty(self._settings):
            self._unfinished.parent.mkdir(parents=True, exist_ok=True)
            self._unfinished.touch()
            self._run_step("demo", "--no-logins")  # they are shown at the end of every start
        self._unfinished.unlink(missing_ok=True)

    def start(self) -> None:
        self._group.start(*self._programs())
        self._group.wait_ready(READY_SECONDS, unless=self.stopping)
        if self.stopping.is_set():
            raise Stopped

    def show_log_ins(self) -> None:
        """What `rongqu demo` has written down for whoever wants to look around."""
        sheet = self._settings.home / LOG_INS
        if sheet.exists():
            self.console.tell(sheet.read_text("utf-8"))

    def stop(self) -> None:
        self._group.stop()

    def _note_order(self, *_: object) -> None:
        if not self.stopping.is_set():
            self.console.tell("\nStopping.")
        self.stopping.set()

    def _programs(self) -> list[Program]:
        places = self._places
        return [
            self._sandbox("ca", places.ca),
            self._sandbox("tsa", places.tsa),
            self._sandbox("bank", places.bank),
            self._sandbox("gateway", places.gateway),
            self._sandbox("idp", places.idp),
            self._sandbox("peer", places.peer, "--platform", f"{places.address}{QUESTION}"),
            self._program("worker", (*RONGQU, "worker"), f"http://{LOCAL}:{places.worker}/readyz"),
            self._program("web", (*RONGQU, "serve"), f"{places.address}/readyz"),
        ]

    def _sandbox(self, name: str, port: int, *options: str) -> Program:
        command = (sys.executable, "-m", f"rongqu.sandbox.{name}", "--port", str(port), *options)
        return self._program(name, command, f"http://{LOCAL}:{port}/healthz")

    def _program(
        self, name: str, command: tuple[str, ...], ready_url: str | None = None
    ) -> Program:
        return Program(name, command, self._environment(), self.console.say, ready_url=ready_url)

    def _run_step(self, name: str, *options: str) -> None:
        """One command of our own, to its end."""
        step = self._program(name, (*RONGQU, name, *options))
        step.start()
        while step.is_running():
            if self.stopping.wait(0.05):
                step.stop()
                raise Stopped
        if step.wait() != 0:
            raise StepFailed(f"rongqu {name} has failed: its own words are above.")

    def _environment(self) -> dict[str, str]:
        places, settings = self._places, self._settings
        return os.environ | {
            "RONGQU_HOME": str(settings.home.absolute()),
            "RONGQU_DATABASE_URL": settings.database.url,
            "RONGQU_DATABASE_OWNER_URL": settings.database.owner_url,
            "RONGQU_WEB_HOST": places.host,
            "RONGQU_WEB_PORT": str(places.web),
            "RONGQU_WEB_PUBLIC_URL": settings.web.public_url or places.address,
            "RONGQU_WORKER_PORT": str(places.worker),
            "RONGQU_BANK_URL": f"http://{LOCAL}:{places.bank}",
            "RONGQU_GATEWAY_URL": f"http://{LOCAL}:{places.gateway}",
            "RONGQU_TSA_URL": f"http://{LOCAL}:{places.tsa}/",
            "RONGQU_TSA_REVOCATIONS": f"http://{LOCAL}:{places.tsa}/ca.crl",
            "RONGQU_CA_URL": f"http://{LOCAL}:{places.ca}",
            "RONGQU_PEERS_URLS": settings.peers.urls or f"{PEER}=http://{LOCAL}:{places.peer}",
            "RONGQU_PEERS_SECRETS": settings.peers.secrets or f"{PEER}={PEER_SECRET}",
            "RONGQU_TSA_AUTHORITY": str(settings.home.absolute() / "tsa" / "ca.pem"),
            "RONGQU_FETCH_TRUSTED_HOSTS": places.trusted_hosts(settings.fetch.trusted_hosts),
            "RONGQU_LOG_FORMAT": os.environ.get("RONGQU_LOG_FORMAT", LogFormat.CONSOLE),
            "PYTHONUNBUFFERED": "1",
        }
