"""The peer django-hordak, in an environment of its own: it is no dependency of the platform.

Run as a program by that environment's Python it reads wishes, one a line, posts transfers by
`Account.transfer_to`, Hordak's own shortest way, and prints how many a second.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
import venv
from pathlib import Path
from tempfile import gettempdir
from threading import Thread
from typing import Self

PACKAGES = ["django-hordak==2.0.0", "psycopg[binary]>=3.2,<4"]
FOLDER = Path(gettempdir()) / "rongqu-bench-hordak-2.0.0"
"""Kept between runs."""


class PeerMissing(Exception):
    """It could not be installed, or does not run here."""


class Hordak:
    """A process that transfers when it is told to: `with Hordak(...) as peer: peer.rate(2.0)`."""

    def __init__(self, socket_folder: Path, connections: int) -> None:
        settings = json.dumps({"host": str(socket_folder), "connections": connections})
        self._process = subprocess.Popen(
            [_install(), __file__, settings],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if self._ask("ready") != "ready":
            raise PeerMissing("django-hordak does not start here")

    def single_rate(self, seconds: float) -> float:
        """Transfers a second, each in a transaction of its own, at all connections."""
        return float(self._ask(f"single {seconds}"))

    def batch_rate(self, entries: int) -> float:
        """Transfers a second, that many in one transaction."""
        return float(self._ask(f"batch {entries}"))

    def _ask(self, wish: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(f"{wish}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return ""
        return self._process.stdout.readline().strip()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate("")


def _install() -> Path:
    python = FOLDER / "bin" / "python"
    marker = FOLDER / "installed"
    if not marker.exists():
        venv.create(FOLDER, with_pip=True, clear=True)
        command = [python, "-m", "pip", "install", "--quiet", *PACKAGES]
        if subprocess.run(command, capture_output=True, check=False).returncode != 0:
            raise PeerMissing("django-hordak cannot be installed here")
        marker.touch()
    return python


def set_up(host: str) -> list:
    """Hordak as it comes, with its triggers and checks; a hundred accounts with money in them."""
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "mptt", "djmoney", "hordak"],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "hordak",
                "USER": "postgres",
                "HOST": host,
                "CONN_MAX_AGE": None,
            }
        },
        SECRET_KEY="bench",
        USE_TZ=True,
        DEFAULT_CURRENCY="CNY",
        CURRENCIES=["CNY"],
        HORDAK_INTERNAL_CURRENCY="CNY",
    )
    django.setup()
    from django.core.management import call_command
    from hordak.models import Account, AccountType

    call_command("migrate", verbosity=0)
    return [
        Account.objects.create(
            name=f"account {n}", code=str(n), type=AccountType.liability, currencies=["CNY"]
        )
        for n in range(100)
    ]


def transfer_for(accounts: list, connections: int, seconds: float) -> float:
    from django.db import connection, transaction

    done = [0] * connections
    until = time.perf_counter() + seconds

    def post(number: int) -> None:
        while time.perf_counter() < until:
            with transaction.atomic():
                transfer(accounts)
            done[number] += 1
        connection.close()

    started = time.perf_counter()
    threads = [Thread(target=post, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - started)


def transfer_at_once(accounts: list, entries: int) -> float:
    from django.db import transaction

    started = time.perf_counter()
    with transaction.atomic():
        for _ in range(entries):
            transfer(accounts)
    return entries / (time.perf_counter() - started)


def transfer(accounts: list) -> None:
    from moneyed import Money

    source, target = random.sample(accounts, 2)
    source.transfer_to(target, Money(1, "CNY"))


def serve(host: str, connections: int) -> None:
    accounts = set_up(host)
    for line in sys.stdin:
        wish, _, amount = line.strip().partition(" ")
        if wish == "single":
            print(transfer_for(accounts, connections, float(amount)), flush=True)
        elif wish == "batch":
            print(transfer_at_once(accounts, int(amount)), flush=True)
        else:
            print("ready", flush=True)


if __name__ == "__main__":
    serve(**json.loads(sys.argv[1]))
