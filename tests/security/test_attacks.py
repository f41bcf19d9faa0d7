"""Some nine hundred attacks against the running application, and the page that counts them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from tests.security.waves import Target, attacks_on
from tools.write_attacks import PAGE, attacks_page

LEAST_SHARE = 0.99


@pytest.fixture
def target(engine: Engine, client: AsyncClient, site: FastAPI, tmp_path: Path) -> Target:
    return Target(engine, client, site, tmp_path)


async def test_attacks_are_refused_and_the_page_says_how_many(target: Target) -> None:
    made = await attacks_on(target)
    all_made = [each for attempts in made.values() for each in attempts]
    refused = [each for each in all_made if not each.faults]

    assert [each for each in all_made if each.faults] == []
    assert len(refused) >= LEAST_SHARE * len(all_made) >= 800
    assert PAGE.read_text("utf-8") == attacks_page(made), "run python -m tools.write_attacks"
