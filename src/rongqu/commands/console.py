"""What people read while `rongqu up` runs: who says it, then what."""

from __future__ import annotations

import sys
import threading
from itertools import cycle
from typing import TextIO

COLOURS = (36, 33, 35, 32, 34, 31)
"""ANSI: cyan, yellow, magenta, green, blue, red."""

WIDTH = 8


class Console:
    """Lines of several programs, one at a time. Colours on a terminal only."""

    def __init__(self, output: TextIO = sys.stdout) -> None:
        self._output = output
        self._lock = threading.Lock()
        self._next_colour = cycle(COLOURS)
        self._colours: dict[str, int] = {}

    def say(self, name: str, line: str) -> None:
        with self._lock:
            self._output.write(f"{self._prefix(name)} {line}\n")
            self._output.flush()

    def tell(self, text: str) -> None:
        """In the command's own name."""
        with self._lock:
            self._output.write(f"{text}\n")
            self._output.flush()

    def _prefix(self, name: str) -> str:
        prefix = f"{name:{WIDTH}} |"
        if not self._output.isatty():
            return prefix
        colour = self._colours.setdefault(name, 0) or next(self._next_colour)
        self._colours[name] = colour
        return f"\x1b[{colour}m{prefix}\x1b[0m"
