"""`rongqu import invoices`: what it says, and how it leaves."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rongqu.cli import ExitCode

HEADER = (
    "company_id,invoice_no,invoice_date,counterparty_id,net_amount,tax_amount,total_amount,status"
)
GOOD = "T001,10000001,2026-03-02,P9,100.00,13.00,113.00,有效发票"
REPEATED = GOOD
WRONG_TOTAL = "T001,10000002,2026-03-03,P9,100.00,13.00,115.00,有效发票"


@pytest.fixture
def invoices(tmp_path: Path) -> Path:
    path = tmp_path / "invoices_output.csv"
    path.write_text("\n".join([HEADER, GOOD, REPEATED, WRONG_TOTAL]) + "\n", "utf-8")
    return path


def rongqu_import(database_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rongqu", "import", "invoices", *arguments],
        env=os.environ | {"RONGQU_DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("engine")
async def test_every_line_is_accounted_for_and_a_second_time_changes_nothing(
    database_url: str, invoices: Path, tmp_path: Path
) -> None:
    names, refused = tmp_path / "names.csv", tmp_path / "refused.csv"
    names.write_text("company_id,name\nT001,测试机械有限公司\n", "utf-8")
    options = ["--create-missing", "--names", str(names), "--refused", str(refused)]

    first = rongqu_import(database_url, str(invoices), *options)
    again = rongqu_import(database_url, str(invoices))

    assert first.returncode == again.returncode == ExitCode.OK, first.stderr
    assert "3 lines: 1 taken in, 1 twice in the file, 1 refused" in first.stdout
    assert "1 total_wrong" in first.stdout
    assert "taken in" not in again.stdout
    with refused.open(encoding="utf-8-sig", newline="") as file:
        [heading, line] = csv.reader(file)
    assert heading[:4] == ["file", "line", "reason", "company_id"]
    assert line[:3] == ["invoices_output.csv", "4", "total_wrong"]


@pytest.mark.usefixtures("engine")
async def test_a_file_that_is_no_table_is_refused_whole(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "invoices_output.xlsx"
    path.write_bytes(b"not a spreadsheet")

    refused = rongqu_import(database_url, str(path))

    assert refused.returncode == ExitCode.REFUSED
    assert "refused" in refused.stdout + refused.stderr
    assert "Traceback" not in refused.stderr
