"""One bank for these tests, a real server; every test has accounts of its own."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from tests.builders.bank import BankProcess, free_port
from tests.builders.platform import listening_platform

Told = tuple[BankProcess, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def told_bank(tmp_path_factory: pytest.TempPathFactory) -> Generator[Told]:
    port = free_port()
    folder: Path = tmp_path_factory.mktemp("bank")
    bank = BankProcess(folder=folder, callback=f"http://127.0.0.1:{port}/bank-messages")
    with listening_platform(port) as heard:
        bank.start()
        yield bank, heard
        bank.stop()


@pytest.fixture
def told(told_bank: Told) -> Told:
    """The bank in fair weather, and what it tells from now on."""
    bank, heard = told_bank
    bank.play("DELETE", "/admin/faults")
    heard.clear()
    return told_bank


@pytest.fixture
def bank(told: Told) -> BankProcess:
    return told[0]
