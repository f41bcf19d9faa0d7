"""A room that `make new-module` begins is found, migrated and within the rules from the start."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tools.new_module import begin, main


def test_a_new_room_has_its_files_and_a_migration_after_the_newest(tmp_path: Path) -> None:
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    (versions / "2026_11_22_1400_infra.py").touch()
    (versions / "2026_11_22_1413_insight.py").touch()

    migration = begin("insurance", tmp_path, datetime(2027, 1, 2, 3, 4, tzinfo=UTC))

    room = tmp_path / "src" / "rongqu" / "modules" / "insurance"
    assert migration.name == "2027_01_02_0304_insurance.py"
    assert 'down_revision = "2026_11_22_1413"' in migration.read_text()
    assert 'VIEW = "insurance:view"' in (room / "permissions.py").read_text()
    for path in tmp_path.rglob("*.py"):
        ast.parse(path.read_text())


@pytest.mark.parametrize("name", ["", "Insurance", "2fast", "in surance", "identity"])
def test_a_name_that_cannot_be_one_is_refused(name: str) -> None:
    assert main([name]) == 2
