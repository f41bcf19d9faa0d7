"""Strangers' pictures are unpacked in a process of their own, which may use so much time and memory
and no more: a few bytes can become gigabytes, and a decoder is written in C.

The process reads the file from its input and writes its findings as JSON.
"""

from __future__ import annotations

import asyncio
import io
import json
import resource
import sys
from typing import Any

import numpy as np
from PIL import Image

from rongqu.modules.fraud.documents.copies import Plane, find_copy
from rongqu.modules.fraud.types import Finding, Weight

LONGEST_SECONDS = 30
MOST_MEMORY = 2 << 30
MOST_POINTS = 60_000_000
SIDE = 2048
"""Of a larger picture the middle is looked at: made smaller, it would lose its grain."""
AT_ONCE = 1
_gate = asyncio.Semaphore(AT_ONCE)


async def look_apart(content: bytes) -> tuple[Finding, ...]:
    """What breaks the process or its limits is no picture to say anything about."""
    async with _gate:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            __name__,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        answer, _ = await process.communicate(content)
    if process.returncode != 0:
        return ()
    found: list[Any] = json.loads(answer)
    return tuple(Finding(code, Weight(weight), where) for code, weight, where in found)


def look(content: bytes) -> tuple[Finding, ...]:
    grey, left, top = open_picture(content)
    copied = find_copy(grey)
    if copied is None:
        return ()
    places = ((copied.x, copied.y), (copied.other_x, copied.other_y))
    where = " = ".join(f"{x + left},{y + top}" for x, y in places)
    return (Finding("picture.part_copied", Weight.STRONG, where),)


def open_picture(content: bytes) -> tuple[Plane, int, int]:
    """Levels of grey, and where they begin."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        width, height = picture.size
        if width * height > MOST_POINTS:
            raise ValueError("too large")
        left, top = max(0, (width - SIDE) // 2), max(0, (height - SIDE) // 2)
        box = (left, top, min(width, left + SIDE), min(height, top + SIDE))
        return np.asarray(picture.convert("L").crop(box), dtype=np.float32), left, top


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    found = look(sys.stdin.buffer.read())
    json.dump([(each.code, each.weight, each.where) for each in found], sys.stdout)


if __name__ == "__main__":
    main()
