"""The walls stand, and each is seen to stop something."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
M = "rongqu.modules"

PLANTED = [
    ("floors", "rongqu.infra.tables", f"{M}.ledger.public"),
    ("floors", "rongqu.events.ledger", "rongqu.infra.tables"),
    ("floors", f"{M}.ledger.rules", "rongqu.web"),
    ("floors", f"{M}.payments.jobs", "rongqu.adapters.custody_bank"),
    ("neighbours", f"{M}.ledger.queries", f"{M}.contracts.public"),
    ("neighbours", f"{M}.servicing.handlers", f"{M}.origination.public"),
    ("front-door", f"{M}.servicing.handlers", f"{M}.ledger.tables"),
    ("front-door", f"{M}.servicing.queries", f"{M}.contracts.types"),
    ("front-door", f"{M}.payments.endpoints", f"{M}.ledger.actions.post_entries"),
    ("front-door", "rongqu.web", f"{M}.ledger.queries"),
    ("front-door", "rongqu.worker", f"{M}.contracts.tables"),
    ("rooms", f"{M}.contracts.tables", f"{M}.contracts.queries"),
    ("rooms", f"{M}.contracts.queries", f"{M}.contracts.endpoints"),
    ("rooms", f"{M}.contracts.rules", f"{M}.contracts.tables"),
    ("pure", f"{M}.contracts.rules", "sqlalchemy"),
    ("pure", "rongqu.kernel.money", "fastapi"),
]


def lint_imports(source: Path, *options: str) -> subprocess.CompletedProcess[str]:
    lint = "from importlinter.cli import lint_imports_command as lint; lint()"
    config = ["--no-cache", "--config", str(ROOT / "pyproject.toml")]
    return subprocess.run(
        [sys.executable, "-c", lint, *config, *options],
        cwd=source,
        env=os.environ | {"PYTHONPATH": str(source), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_walls_stand() -> None:
    result = lint_imports(ROOT / "src")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("contract", sorted({contract for contract, _, _ in PLANTED}))
def test_planted_violations_are_caught(tmp_path: Path, contract: str) -> None:
    shutil.copytree(ROOT / "src", tmp_path, dirs_exist_ok=True)
    planted = [(importer, imported) for where, importer, imported in PLANTED if where == contract]
    for importer, imported in planted:
        with (tmp_path / f"{importer.replace('.', '/')}.py").open("a") as file:
            file.write(f"import {imported}\n")

    result = lint_imports(tmp_path, "--contract", contract)

    assert result.returncode == 1
    for importer, imported in planted:
        assert f"{importer} -> {imported} (l." in result.stdout


@pytest.mark.parametrize(
    "banned",
    [
        "import datetime\n\nNOW = datetime.datetime.now(datetime.UTC)\n",
        "import datetime\n\nTODAY = datetime.date.today()\n",
        "from sqlalchemy.orm import Session\n\nsession = Session()\n",
    ],
)
def test_clocks_and_orm_are_banned(banned: str) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251"]
    command += ["--stdin-filename", "src/rongqu/modules/ledger/rules.py", "-"]

    result = subprocess.run(
        command, cwd=ROOT, input=banned, capture_output=True, text=True, check=False
    )

    assert "TID251" in result.stdout
