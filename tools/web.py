"""Builds the web app when something it is made of has changed: `build`, or `packages` only.

Node comes from a wheel, so that Python alone sets everything up.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "web"
MADE = frozenset({"node_modules", "dist", "tests"})
"""Folders whose contents do not make the app."""


def main(what: str) -> int:
    packages = _state_of([WEB / "package-lock.json", WEB / "package.json"])
    if not _is_done(WEB / "node_modules" / ".installed", packages):
        print("Installing the packages of the web app.", flush=True)
        if _npm("ci", "--no-audit", "--no-fund") != 0:
            print("rongqu: npm could not install: check the network, then try again.")
            return 1
        (WEB / "node_modules" / ".installed").write_text(packages)
    if what == "packages":
        return 0
    sources = _state_of(_sources())
    if not _is_done(WEB / "dist" / ".built", sources):
        print("Building the web app.", flush=True)
        if _npm("run", "build") != 0:
            return 1
        (WEB / "dist" / ".built").write_text(sources)
    return 0


def _sources() -> Iterator[Path]:
    for folder, inner, names in os.walk(WEB):
        inner[:] = sorted(name for name in inner if name not in MADE)
        yield from (Path(folder) / name for name in sorted(names))


def _state_of(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(WEB)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _is_done(stamp: Path, state: str) -> bool:
    return stamp.exists() and stamp.read_text() == state


def _npm(*arguments: str) -> int:
    """Its words are shown only when it fails."""
    done = subprocess.run(
        ["npm", *arguments],
        cwd=WEB,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(done.stdout)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
