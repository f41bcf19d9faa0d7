"""Keeps a group of programs running: starts again what has ended, stops all in reverse order.

Every program is tethered, so that none outlives the supervisor, whatever ends it.
"""

from __future__ import annotations

import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rongqu.infra.environment import EnvironmentProblem
from rongqu.infra.tether import Leash, Tethered

Say = Callable[[str, str], None]
"""Takes who says something, and one line of it."""

LAST_WORDS = 20
POLL_SECONDS = 0.05


class Supervised(Protocol):
    name: str

    def start(self) -> None:
        """Begin to run. Called again after it has ended."""
        ...

    def wait(self) -> int:
        """Until it has ended. Returns its exit code."""
        ...

    def stop(self) -> None: ...


class NotReady(EnvironmentProblem):
    """A program has ended again and again, or has not become ready in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackOff:
    """Wait `first`, then twice as long each time; after `healthy` seconds begin anew."""

    first: float = 0.5
    longest: float = 30.0
    healthy: float = 60.0

    def delay_after(self, failures: int) -> float:
        return min(self.first * 2.0 ** (failures - 1), self.longest)


DEFAULT_BACK_OFF = BackOff()


class Program:
    """A command whose output is passed on line by line; ready when `ready_url` answers 200."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        say: Say,
        *,
        ready_url: str | None = None,
    ) -> None:
        self.name = name
        self._command = command
        self._environment = environment
        self._say = say
        self._ready_url = ready_url
        self._running: Tethered | None = None
        self._listener: threading.Thread | None = None
        self.last_words: deque[str] = deque(maxlen=LAST_WORDS)

    def start(self) -> None:
        self._running = Tethered.start(
            self._command,
            Leash(grace_seconds=15),
            environment=self._environment,
            output=subprocess.PIPE,
        )
        self._listener = threading.Thread(target=self._pass_on, args=[self._running], daemon=True)
        self._listener.start()

    def wait(self) -> int:
        assert self._running is not None, "not started"
        code = self._running.wait()
        self._hear_out()
        return code

    def stop(self) -> None:
        if self._running is not None:
            self._running.stop()
            self._hear_out()

    def is_running(self) -> bool:
        return self._running is not None and self._running.is_running()

    def is_ready(self) -> bool:
        if not self.is_running():
            return False
        return self._ready_url is None or _answers(self._ready_url)

    def _pass_on(self, running: Tethered) -> None:
        with running.output as lines:
            for line in lines:
                text = line.decode(errors="replace").rstrip()
                self.last_words.append(text)
                self._say(self.name, text)

    def _hear_out(self) -> None:
        if self._listener is not None:
            self._listener.join(timeout=5)


class Group:
    """`start` members, whoever is needed first, `wait_ready`, and `stop` all at the end.

    Those of one `start` are stopped at the same time, those of an earlier one after them.
    """

    def __init__(self, say: Say, back_off: BackOff = DEFAULT_BACK_OFF) -> None:
        self._say = say
        self._back_off = back_off
        self._stopping = threading.Event()
        self._stages: list[tuple[Supervised, ...]] = []
        self._keepers: list[threading.Thread] = []
        self._failures: dict[str, int] = {}

    def start(self, *members: Supervised) -> None:
        """An error of the first start is the caller's; later ones are tried again."""
        self._stages.append(members)
        for member in members:
            member.start()
            keeper = threading.Thread(target=self._keep, args=[member], daemon=True)
            self._keepers.append(keeper)
            keeper.start()

    def wait_ready(
        self, seconds: float, *, attempts: int = 3, unless: threading.Event | None = None
    ) -> None:
        """Raises NotReady when one ends `attempts` times before, or when the time is over.

        Returns early when `unless` is set.
        """
        interrupted = unless or self._stopping
        deadline = time.monotonic() + seconds
        members = (member for stage in self._stages for member in stage)
        waiting = [member for member in members if isinstance(member, Program)]
        while waiting and not interrupted.is_set():
            waiting = [member for member in waiting if not member.is_ready()]
            for member in waiting:
                if self._failures.get(member.name, 0) >= attempts:
                    raise NotReady(f"{member.name} does not start: its last lines are above.")
            if waiting and time.monotonic() > deadline:
                names = ", ".join(member.name for member in waiting)
                raise NotReady(f"not ready after {seconds:.0f} s: {names}.")
            interrupted.wait(POLL_SECONDS)

    def stop(self) -> None:
        """In reverse order: whoever uses something ends before it."""
        self._stopping.set()
        for stage in reversed(self._stages):
            stopping = [threading.Thread(target=member.stop) for member in stage]
            for each in stopping:
                each.start()
            for each in stopping:
                each.join()
        for keeper in self._keepers:
            keeper.join()

    def _keep(self, member: Supervised) -> None:
        failures, problem = 0, ""
        while not self._stopping.is_set():
            if not problem:
                started = time.monotonic()
                problem = f"ended (exit code {member.wait()})"
                if time.monotonic() - started > self._back_off.healthy:
                    failures = 0
            failures += 1
            self._failures[member.name] = failures
            delay = self._back_off.delay_after(failures)
            if self._stopping.is_set():
                return
            self._say(member.name, f"{problem}; starting again in {delay:g} s")
            if not self._stopping.wait(delay):
                problem = _start_again(member)
        member.stop()  # the order to stop came while it was being started again


def _start_again(member: Supervised) -> str:
    """What is in the way of it; empty when it runs."""
    try:
        member.start()
    except Exception as error:
        return f"does not start: {error}"
    return ""


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # nosec B310 # our own address
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
