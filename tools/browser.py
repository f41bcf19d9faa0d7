"""Finds the Chromium of the browser stories, and installs the system's own where it may.

Where there is none and none may be installed, the stories are skipped, visibly.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_chromium() -> str | None:
    """RONGQU_CHROMIUM, or the first that is installed."""
    given = os.environ.get("RONGQU_CHROMIUM")
    if given:
        return given
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return str(MACOS) if MACOS.exists() else None


def install_chromium() -> str | None:
    """From the system's packages, as root on Debian and Ubuntu only."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Chromium from the system's packages, for the browser stories.", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(
            ["apt-get", "-qq", *command], env=quiet, stdout=subprocess.DEVNULL, check=False
        )
    return find_chromium()


def main() -> int:
    if (find_chromium() or install_chromium()) is None:
        print(
            "No Chromium: the browser stories will be SKIPPED. Install chromium, "
            "or set RONGQU_CHROMIUM to its path."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
