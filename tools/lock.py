"""Writes `requirements/*.lock`: every package with its version and hashes, for every platform.

`dev` comes first and the others keep to its versions, so that tests test what runs.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = ["--universal", "--generate-hashes", "--no-header", "--quiet", "--upgrade"]
PROJECT = "pyproject.toml"

WANTED: dict[str, list[str]] = {
    "dev": [PROJECT, "--extra", "train", "--group", "dev"],
    "run": [PROJECT, "--constraint", "requirements/dev.lock"],
    "train": [PROJECT, "--extra", "train", "--constraint", "requirements/dev.lock"],
    "web": ["--group", "web", "--constraint", "requirements/dev.lock"],
}


def main() -> int:
    for name, sources in WANTED.items():
        command = ["uv", "pip", "compile", *sources, *OPTIONS]
        command += ["--output-file", f"requirements/{name}.lock"]
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
