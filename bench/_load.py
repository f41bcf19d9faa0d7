"""Load on one server of this machine: connections that ask as fast as they are answered."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

HOST = "127.0.0.1"


@dataclass(slots=True)
class Measured:
    """Times in seconds."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list[float])
    refused: Counter[int] = field(default_factory=Counter[int])
    turns: list[float] = field(default_factory=list[float])
    """How many a second, turn by turn."""

    def add(self, other: Measured) -> None:
        self.seconds += other.seconds
        self.turns.append(other.per_second)
        self.times += other.times
        self.refused.update(other.refused)

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    def quantile(self, share: float) -> float:
        return sorted(self.times)[int(share * (len(self.times) - 1))]


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"host: {HOST}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines += [f"content-length: {len(body)}", "content-type: application/json"]
    return "\r\n".join([*lines, "", ""]).encode() + body


Make = Callable[[int, int], bytes]
"""From the number of the connection and of its request to what is sent."""


async def load(port: int, make: Make, *, connections: int, seconds: float) -> Measured:
    measured = Measured()
    started = time.perf_counter()
    until = started + seconds
    await asyncio.gather(*(_ask(port, make, each, until, measured) for each in range(connections)))
    measured.seconds = time.perf_counter() - started
    return measured


async def _ask(port: int, make: Make, number: int, until: float, measured: Measured) -> None:
    reader, writer = await asyncio.open_connection(HOST, port)
    count = 0
    while (asked := time.perf_counter()) < until:
        writer.write(make(number, count))
        status = await _read_answer(reader)
        measured.times.append(time.perf_counter() - asked)
        if status >= 300:
            measured.refused[status] += 1
        count += 1
    writer.close()


async def _read_answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    lower = head.lower()
    place = lower.index(b"content-length: ") + len(b"content-length: ")
    await reader.readexactly(int(head[place : head.index(b"\r", place)]))
    return int(head[9:12])
