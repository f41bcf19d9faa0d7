"""`rongqu up` as a newcomer lives with it: started, killed in every way, started again."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from rongqu.infra.listening import next_free_port
from tests.infra.processes import eventually, is_running

READY = re.compile(r"Ready in [\d.]+ s: (http://\S+)")
SANDBOXES = tuple(f"rongqu.sandbox.{name}" for name in ("ca", "tsa", "bank", "gateway", "idp"))
PROGRAMS = (*SANDBOXES, "rongqu worker", "rongqu serve")


@dataclass
class Platform:
    """A supervisor, as its owner sees it."""

    process: subprocess.Popen[bytes]
    address: str

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def below(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def pid_of(self, program: str) -> int:
        """Of the program itself: its tether has the same words, and has it as a child."""
        found = [each for each in self.below() if program in " ".join(each.cmdline())]
        return next(each.pid for each in found if each.cmdline()[1:3] != ["-I", "-S"])


def postmaster(home: Path) -> int | None:
    """The first line of its file; none while there is no server, or it is only being started."""
    try:
        return int((home / "postgres" / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def start(home: Path, *options: str) -> Platform:
    """What it says goes to a file: a pipe that nobody empties would make it wait for ever."""
    log = home / "up.log"
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "rongqu", "up", "--no-demo", *options],
            env=os.environ | {"RONGQU_HOME": str(home)},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    assert eventually(lambda: _has_spoken(log, process), 90)
    ready = READY.search(log.read_text())
    assert ready is not None, log.read_text()
    return Platform(process, ready[1])


def _has_spoken(log: Path, process: subprocess.Popen[bytes]) -> bool:
    return READY.search(log.read_text()) is not None or process.poll() is not None


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def platform(home: Path) -> Generator[Platform]:
    started = start(home)
    with started.process:
        yield started
        started.process.kill()


def test_it_is_all_there(platform: Platform) -> None:
    assert platform.answers()
    for program in PROGRAMS:
        assert is_running(platform.pid_of(program))


def test_the_platform_may_call_the_sandbox_provider(platform: Platform) -> None:
    provider = psutil.Process(platform.pid_of("rongqu.sandbox.idp"))
    web = psutil.Process(platform.pid_of("rongqu serve"))
    host = f"127.0.0.1:{provider.cmdline()[-1]}"
    with urllib.request.urlopen(f"http://{host}/.well-known/openid-configuration") as answer:
        assert json.load(answer)["issuer"] == f"http://{host}"
    assert host in web.environ()["RONGQU_FETCH_TRUSTED_HOSTS"].split(",")


def test_a_killed_web_server_comes_back(platform: Platform) -> None:
    os.kill(platform.pid_of("rongqu serve"), signal.SIGKILL)
    assert eventually(lambda: not platform.answers())
    assert eventually(platform.answers, 30)


def test_a_killed_database_comes_back(platform: Platform, home: Path) -> None:
    before = postmaster(home)
    assert before is not None

    os.kill(before, signal.SIGKILL)

    assert eventually(lambda: postmaster(home) not in {None, before}, 30)
    assert eventually(platform.answers, 30)


def test_a_second_one_on_the_same_folder_is_refused(platform: Platform, home: Path) -> None:
    before = postmaster(home)
    second = subprocess.run(
        [sys.executable, "-m", "rongqu", "up", "--no-demo"],
        env=os.environ | {"RONGQU_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 4
    assert second.stderr.strip() == (
        f"rongqu: Another rongqu is using {home}/postgres: stop it first, or set RONGQU_HOME."
    )
    assert postmaster(home) == before
    assert eventually(platform.answers)


def test_a_killed_supervisor_leaves_nothing_and_the_next_one_starts_and_stops(
    platform: Platform, home: Path
) -> None:
    left = [each.pid for each in platform.below()]

    platform.process.kill()

    assert eventually(lambda: not any(is_running(pid) for pid in left), 30)
    again = start(home)
    with again.process:
        below = [each.pid for each in again.below()]
        again.process.send_signal(signal.SIGINT)
        assert again.process.wait(30) == 0
    assert not any(is_running(pid) for pid in below)


def test_a_taken_port_is_one_sentence_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = subprocess.run(
            [sys.executable, "-m", "rongqu", "up", "--port", str(port)],
            env=os.environ | {"RONGQU_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert refused.returncode == 4
    assert refused.stderr == (
        f"rongqu: Port {port} of 127.0.0.1 is taken by another program: "
        "choose another with --port, or none at all.\n"
    )
    assert not (tmp_path / "postgres").exists(), "nothing was started for it"


def test_without_a_wish_the_next_free_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert next_free_port("127.0.0.1", port) > port
