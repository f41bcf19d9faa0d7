"""For tests that start and kill processes."""

from __future__ import annotations

import time
from collections.abc import Callable

from rongqu.infra.leftovers import arguments_of


def eventually(is_so: Callable[[], bool], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def is_running(pid: int) -> bool:
    """False also for one that is dead and not yet buried."""
    return any(arguments_of(pid))
