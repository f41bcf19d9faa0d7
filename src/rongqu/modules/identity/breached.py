"""Passwords that have been seen in breaches, looked up without asking anybody.

`RONGQU_CRYPTO_BREACHED_PASSWORDS` names a file as Have I Been Pwned's downloader writes it: one
SHA-1 a line in capitals, sorted, with a count behind a colon. 40 GB are searched in some thirty
reads. Without the file the list of common passwords that ships with us is all there is.
"""

from __future__ import annotations

import os
from hashlib import sha1
from pathlib import Path

HEX_DIGITS = 40
LINE_AT_MOST = 80


def is_breached(password: str, file: Path) -> bool:
    """Binary search by bytes: a place is taken back to the beginning of the line it falls into."""
    # SHA-1 is what the list is made of; nothing is protected by it here.
    wanted = sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as lines:
        low, high = 0, lines.seek(0, os.SEEK_END)
        while low < high:
            middle = (low + high) // 2
            start, line = _line_around(lines.fileno(), middle)
            found = line[:HEX_DIGITS].upper()
            if found == wanted:
                return True
            if found < wanted:
                low = start + len(line) + 1
            else:
                high = start
    return False


def _line_around(descriptor: int, place: int) -> tuple[int, bytes]:
    """Where the line that holds the byte at `place` begins, and the line without its end."""
    before = max(0, place - LINE_AT_MOST)
    block = os.pread(descriptor, 2 * LINE_AT_MOST, before)
    start = block.rfind(b"\n", 0, place - before) + 1
    end = block.find(b"\n", start)
    return before + start, block[start:] if end < 0 else block[start:end]
