"""Refuses secrets in the tree: private keys, tokens of well-known services, and words that only a
secret looks like.

What is meant to be public (keys of the sandbox, made-up ones of tests) is listed below, each with
its reason. `pip-audit` and `npm audit` look after dependencies; CONTRIBUTING says how.
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

KINDS = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    "key of a cloud": re.compile(r"\b(?:AKIA|ASIA|LTAI|AKID)[0-9A-Za-z]{16,32}\b"),
    "token of a forge": re.compile(r"\b(?:gh[opsu]_[0-9A-Za-z]{36}|glpat-[0-9A-Za-z_-]{20})\b"),
    "token of a chat": re.compile(r"\bxox[abpr]-[0-9A-Za-z-]{10,}"),
    "token of a registry": re.compile(r"\b(?:pypi-AgEI|npm_)[0-9A-Za-z_-]{30,}"),
    "our own key": re.compile(r"\brq[kt]_[0-9A-Za-z_-]{40,}|\bwhsec_[0-9A-Za-z+/=]{32,}"),
    "a secret in an address": re.compile(r"\b[a-z]+://[^\s:/@'\"{}$<>]+:[^\s:/@'\"{}$<>]{6,}@"),
}
NAMED = re.compile(
    r"(?i)\b\w*(?:secret|password|passwd|api_?key|signing_key|access_?token)\w*\b['\"]?\s*[:=]\s*"
    r"(?:\w+\()?b?['\"]([!#-&(-z|~]{16,})['\"]"
)
RANDOM_BITS = 3.6
"""Bits a character (Shannon) from which a value looks drawn: words have about three."""

SKIPPED = ("docs/reference/", "requirements/", "web/package-lock.json", "web/src/api/generated/")
"""Generated: digests of packages, and what is made from the code."""

MEANT: dict[str, str] = {
    "src/rongqu/infra/settings.py": "how an address is written",
    "tests/infra/test_settings.py": "a made-up one, which must not be shown",
}
"""File -> why what looks like a secret there may be seen by everybody."""


def faults(text: str) -> Iterator[tuple[int, str]]:
    """Line and kind; never the value."""
    for number, line in enumerate(text.splitlines(), start=1):
        for kind, form in KINDS.items():
            if form.search(line):
                yield number, kind
        named = NAMED.search(line)
        if named is not None and _bits(named[1]) >= RANDOM_BITS:
            yield number, "a value that looks drawn"


def _bits(value: str) -> float:
    """Of a character of it, by how often each occurs."""
    counts, length = Counter(value), len(value)
    return -sum(each / length * math.log2(each / length) for each in counts.values())


def _files() -> Iterator[Path]:
    listed = subprocess.run(("git", "ls-files", "-z"), capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        if not name.startswith(SKIPPED):
            yield Path(name)


def main() -> int:
    found: list[str] = []
    used: set[str] = set()
    for file in _files():
        try:
            text = file.read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError):  # a picture, or removed and not committed
            continue
        for line, kind in faults(text):
            if str(file) in MEANT:
                used.add(str(file))
            else:
                found.append(f"{file}:{line}: {kind}")
    found += [f"{file}: listed, and holds nothing" for file in MEANT.keys() - used]
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
