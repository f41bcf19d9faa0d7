"""Finds the software security module of the tests, and installs it where that is allowed.

Debian and Ubuntu have it as `softhsm2`; elsewhere set RONGQU_SOFTHSM to the path of its library.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

PLACES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
INSTALL = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "softhsm2"]
INSTALL_SECONDS = 60


def find_softhsm() -> Path | None:
    named = os.environ.get("RONGQU_SOFTHSM")
    places = [named] if named else PLACES
    return next((Path(place) for place in places if Path(place).is_file()), None)


def find_or_install_softhsm() -> Path | None:
    """None where it is neither there nor may be installed."""
    found = find_softhsm()
    if found is not None or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return found
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(
            INSTALL, env=quiet, capture_output=True, check=False, timeout=INSTALL_SECONDS
        )
    except subprocess.TimeoutExpired:
        return None
    return find_softhsm()
