"""The group of programs: what ends is started again, and nothing outlives the supervisor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from rongqu.infra.listening import PortTaken, is_free, listen, next_free_port
from rongqu.infra.supervisor import BackOff, Group, NotReady, Program
from rongqu.infra.tether import Leash, Tethered
from tests.infra.processes import eventually, is_running

AT_ONCE = BackOff(first=0.01, longest=0.05)

NOBODY_ANSWERS = "http://127.0.0.1:9/readyz"
PRINTS_ITS_PID = (
    sys.executable,
    "-c",
    "import os, time; print(os.getpid(), flush=True); time.sleep(60)",
)
DEAF = (
    sys.executable,
    "-c",
    "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print(os.getpid(), flush=True); time.sleep(60)",
)


class Heard:
    """What was said, in order."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def __call__(self, name: str, line: str) -> None:
        self.lines.append((name, line))

    def pids(self) -> list[int]:
        return [int(line) for _, line in self.lines if line.isdigit()]


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def group(heard: Heard) -> Generator[Group]:
    group = Group(heard, AT_ONCE)
    group.start(Program("web", PRINTS_ITS_PID, os.environ, heard))
    yield group
    group.stop()


@pytest.mark.usefixtures("group")
def test_a_killed_program_is_started_again(heard: Heard) -> None:
    assert eventually(lambda: len(heard.pids()) == 1)
    first = heard.pids()[0]

    os.kill(first, signal.SIGKILL)

    assert eventually(lambda: len(heard.pids()) == 2)
    assert ("web", "ended (exit code 137); starting again in 0.01 s") in heard.lines


def test_all_are_stopped_and_none_is_started_again(group: Group, heard: Heard) -> None:
    assert eventually(lambda: len(heard.pids()) == 1)

    group.stop()

    assert not is_running(heard.pids()[0])
    assert [line for _, line in heard.lines if "ended" in line] == []


def test_they_stop_in_reverse_order(heard: Heard) -> None:
    class Member:
        def __init__(self, name: str) -> None:
            self.name = name
            self._program = Program(name, ["sleep", "60"], os.environ, heard)

        def start(self) -> None:
            self._program.start()

        def wait(self) -> int:
            return self._program.wait()

        def stop(self) -> None:
            heard(self.name, "stops")
            self._program.stop()

    group = Group(heard)
    group.start(Member("postgres"))
    group.start(Member("worker"), Member("web"))
    group.stop()

    assert [name for name, _ in heard.lines[:2]] in (["worker", "web"], ["web", "worker"])
    assert heard.lines[2] == ("postgres", "stops")


def test_one_that_never_starts_is_reported(heard: Heard) -> None:
    command = ["sh", "-c", "echo no such module; exit 3"]
    broken = Program("web", command, os.environ, heard, ready_url=NOBODY_ANSWERS)
    group = Group(heard, AT_ONCE)
    group.start(broken)

    with pytest.raises(NotReady, match="web does not start"):
        group.wait_ready(20)

    group.stop()
    assert list(broken.last_words)[-1] == "no such module"


def test_one_that_is_never_ready_is_reported(heard: Heard) -> None:
    silent = Program("web", ["sleep", "60"], os.environ, heard, ready_url=NOBODY_ANSWERS)
    group = Group(heard)
    group.start(silent)

    with pytest.raises(NotReady, match="not ready after 0 s: web"):
        group.wait_ready(0.2)

    group.stop()


def test_waits_double_up_to_the_longest() -> None:
    plan = BackOff(first=1, longest=5)
    assert [plan.delay_after(failures) for failures in (1, 2, 3, 4)] == [1, 2, 4, 5]


def test_one_that_does_not_listen_is_killed_after_its_grace() -> None:
    deaf = Tethered.start(DEAF, Leash(grace_seconds=0.2), output=subprocess.PIPE)
    pid = int(deaf.output.readline())

    assert deaf.stop() == 128 + signal.SIGKILL

    assert not is_running(pid)
    deaf.output.close()


def test_a_missing_command_is_an_exit_code() -> None:
    with (Path(os.devnull)).open("wb") as nowhere:
        missing = Tethered.start(["no-such-command"], Leash(), output=nowhere)
    assert missing.wait() == 127


def test_children_of_a_killed_supervisor_end() -> None:
    owner = f"""
import os, subprocess, time
from rongqu.infra.supervisor import Group, Program

Group(print).start(*(
    Program(name, {PRINTS_ITS_PID!r}, os.environ, lambda _, line: print(line, flush=True))
    for name in ("web", "worker")
))
time.sleep(60)
"""
    supervisor = subprocess.Popen([sys.executable, "-c", owner], stdout=subprocess.PIPE, text=True)
    with supervisor:
        assert supervisor.stdout is not None
        children = [int(supervisor.stdout.readline()) for _ in range(2)]

        supervisor.kill()

        assert eventually(lambda: not any(is_running(child) for child in children))


def test_a_taken_port_is_named_with_the_way_out() -> None:
    with listen("127.0.0.1", 0, "") as taken:
        port = taken.getsockname()[1]

        with pytest.raises(PortTaken, match=f"Port {port} of 127.0.0.1 is taken.*: use --port"):
            listen("127.0.0.1", port, "use --port")
        assert not is_free("127.0.0.1", port)
        assert next_free_port("127.0.0.1", port) > port
