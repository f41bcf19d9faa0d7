"""Strangers' files are checked in a process of their own, which may use so much time and memory and
no more: a few bytes can unpack into gigabytes, or lead a parser around in circles.

The process reads one line of JSON (the instant, the parties, the trusted certificates) and then the
file from its input, and writes the verdict as JSON.
"""

# asn1crypto has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

import asyncio
import json
import resource
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from asn1crypto.x509 import Certificate

from rongqu.modules.evidence.documents.verdicts import FileVerdict, PdfCheck
from rongqu.modules.evidence.documents.verifying import verify_pdf

LONGEST_SECONDS = 15
MOST_MEMORY = 1 << 30
AT_ONCE = 2
_gate = asyncio.Semaphore(AT_ONCE)


async def verify_apart(
    content: bytes, roots: Sequence[bytes], parties: Sequence[str], now: datetime
) -> dict[str, Any]:
    """The fields of `PdfCheck`. What breaks the checker or its limits is unreadable."""
    asked = {
        "now": now.isoformat(),
        "parties": list(parties),
        "roots": [root.hex() for root in roots],
    }
    async with _gate:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            __name__,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        answer, _ = await process.communicate(json.dumps(asked).encode() + b"\n" + content)
    if process.returncode != 0:
        return asdict(PdfCheck(verdict=FileVerdict.UNREADABLE))
    return json.loads(answer)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    asked = json.loads(sys.stdin.buffer.readline())
    roots = [Certificate.load(bytes.fromhex(root)) for root in asked["roots"]]
    now = datetime.fromisoformat(asked["now"])
    content = sys.stdin.buffer.read()
    verifying = verify_pdf(content, trusted=roots, parties=asked["parties"], now=now)
    check = asyncio.run(verifying)
    json.dump(asdict(check), sys.stdout, default=datetime.isoformat)


if __name__ == "__main__":
    main()
