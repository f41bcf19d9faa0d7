"""Strangers' plans are opened in a process of their own, which may use so much time and memory and
no more: a few bytes can unpack into gigabytes, or lead a parser around in circles.

The process reads one line (its limits, the media type) and then the file from its input, and writes
the passages as JSON.
"""

from __future__ import annotations

import asyncio
import resource
import sys
from dataclasses import dataclass

from pydantic import TypeAdapter

from rongqu.modules.pitches.reading.extracting import extract
from rongqu.modules.pitches.types import Passage, PlanType

PATIENCE_SECONDS = 120
"""By the clock on the wall, should the process wait for something that never comes."""
AT_ONCE = 2
_gate = asyncio.Semaphore(AT_ONCE)
_PASSAGES = TypeAdapter(list[Passage])


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of the processor, bytes of memory."""

    seconds: int = 30
    memory: int = 1 << 30


class ReaderFailed(Exception):
    """What breaks the reader or its limits cannot be read."""


async def read_apart(
    content: bytes, file_type: PlanType, limits: Limits = Limits()
) -> list[Passage]:
    async with _gate:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            __name__,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                asked = f"{limits.seconds} {limits.memory} {file_type}\n".encode() + content
                answer, _ = await process.communicate(asked)
        except TimeoutError as error:
            raise ReaderFailed("no answer") from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    if process.returncode != 0:
        raise ReaderFailed(process.returncode)
    return _PASSAGES.validate_json(answer)


def main() -> None:
    seconds, memory, file_type = sys.stdin.buffer.readline().decode().split()
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    passages = extract(sys.stdin.buffer.read(), PlanType(file_type))
    sys.stdout.buffer.write(_PASSAGES.dump_json(passages))


if __name__ == "__main__":
    main()
