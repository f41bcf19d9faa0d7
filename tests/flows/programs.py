"""The platform as its real programs: web, worker and sandbox bank, each a process to be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from httpx2 import Client, TransportError

from rongqu.infra.jobs import libpq_url
from rongqu.sandbox.gateway.outbox import Outbox
from tests.builders.bank import free_port
from tests.flows.outside import Outside, open_outside

BANK_SECRET = "a secret of the flows"
START_SECONDS = 120.0
DEATH_SECONDS = 30.0


@dataclass(slots=True)
class Program:
    name: str
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

    def kill(self) -> None:
        """kill -9: no farewell, nothing put in order."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(DEATH_SECONDS)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(DEATH_SECONDS)

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self.has_ended():
            with suppress(TransportError), Client(trust_env=False) as client:
                if client.get(self.ready_url, timeout=2).status_code == 200:
                    return
            time.sleep(0.05)
        raise RuntimeError(f"{self.name} did not start:\n{self.log.read_text()[-2000:]}")


@dataclass(slots=True)
class Programs:
    base_url: str
    bank: Program
    web: Program
    worker: Program
    mail: Outbox
    """What the gateway was given to send."""
    all: list[Program] = field(init=False)

    def __post_init__(self) -> None:
        self.all = [self.bank, self.web, self.worker]


@contextmanager
def running_programs(folder: Path, database_url: str) -> Generator[Programs]:
    """On free ports, with their files in `folder`; the database is there and migrated."""
    with open_outside(folder) as outside:
        yield from _running(folder, database_url, outside)


def _running(folder: Path, database_url: str, outside: Outside) -> Generator[Programs]:
    web, worker, bank = free_port(), free_port(), free_port()
    environment = outside.environment | {
        "RONGQU_HOME": str(folder),
        "RONGQU_DATABASE_URL": libpq_url(database_url),
        "RONGQU_WEB_PORT": str(web),
        "RONGQU_WORKER_PORT": str(worker),
        "RONGQU_BANK_URL": f"http://127.0.0.1:{bank}",
        "RONGQU_BANK_SECRET": BANK_SECRET,
    }

    def program(name: str, arguments: list[str], port: int, page: str) -> Program:
        ready_url = f"http://127.0.0.1:{port}/{page}"
        return Program(name, arguments, environment, folder / f"{name}.log", ready_url)

    bank_arguments = ["rongqu.sandbox.bank", "--port", str(bank), "--state", str(folder / "bank")]
    bank_arguments += ["--delay", "0.05", "--retry", "0.1"]
    programs = Programs(
        base_url=f"http://127.0.0.1:{web}",
        bank=program("bank", bank_arguments, bank, "healthz"),
        web=program("web", ["rongqu", "serve"], web, "readyz"),
        worker=program("worker", ["rongqu", "worker"], worker, "readyz"),
        mail=outside.outbox,
    )
    try:
        for each in programs.all:
            each.start()
        for each in programs.all:
            each.wait_until_ready()
        yield programs
    finally:
        for each in programs.all:
            each.stop()
