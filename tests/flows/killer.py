"""Kills the platform's programs without warning, and starts them again at once."""

from __future__ import annotations

import queue
import random
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.flows.programs import Program, Programs

LONGEST_WAIT_SECONDS = 0.6
"""A step of the story takes about as long: the kill may come before, within or after it."""


@dataclass(slots=True)
class Killer:
    """Told at each step of a story to strike soon; which program and when is drawn by lot."""

    _victims: list[Program]
    _lot: random.Random
    struck: list[str] = field(default_factory=list[str])
    _orders: queue.SimpleQueue[bool] = field(default_factory=queue.SimpleQueue[bool])
    _failure: BaseException | None = None

    def soon(self) -> None:
        self._orders.put(True)

    def stop(self) -> None:
        self._orders.put(False)

    def work(self) -> None:
        try:
            while self._orders.get():
                self._strike()
        except BaseException as failure:
            self._failure = failure

    def check(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _strike(self) -> None:
        victim = self._victims[len(self.struck) % len(self._victims)]
        threading.Event().wait(self._lot.uniform(0, LONGEST_WAIT_SECONDS))
        victim.kill()
        victim.start()
        self.struck.append(victim.name)
        victim.wait_until_ready()


@contextmanager
def killer_of(programs: Programs, seed: int) -> Generator[Killer]:
    """At the end all ordered kills have happened, and everything runs again."""
    lot = random.Random(seed)
    victims = list(programs.all)
    lot.shuffle(victims)
    killer = Killer(victims, lot)
    thread = threading.Thread(target=killer.work, name="killer")
    thread.start()
    try:
        yield killer
    finally:
        killer.stop()
        thread.join()
        killer.check()
