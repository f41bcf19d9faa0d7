"""Peers in an environment of their own: what is measured against is never installed with us."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".make" / "peers"
WANTED = [
    "duckdb>=2,<3",
    "implicit>=0.7.3,<0.8",
    "lightgbm==4.7.0",
    "optbinning==1.0.0",
    "pandas>=3,<4",
    "pyarrow",
    "rapidfuzz>=3.14,<4",
    "scikit-learn==1.9.1",
    "toad==0.1.7",
    "zen-engine>=2.1,<3",
]


def ask_peer(script: str, *arguments: str) -> dict[str, Any]:
    """Run a script of this folder among the peers; its last line is JSON."""
    python = VENV / "bin" / "python"
    stamp = VENV / "installed"
    if not stamp.exists() or stamp.read_text() != "\n".join(WANTED):
        uv = Path(sys.executable).parent / "uv"
        command = [str(uv) if uv.exists() else "uv"]
        subprocess.run([*command, "venv", "--quiet", "--clear", str(VENV)], check=True)
        packages = ["pip", "install", "--quiet", "--python", str(python), *WANTED]
        subprocess.run([*command, *packages], check=True)
        stamp.write_text("\n".join(WANTED))
    one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [str(python), str(ROOT / "bench" / script), *arguments],
        env=os.environ | one_thread,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])
