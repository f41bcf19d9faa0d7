"""A clock that tests turn by hand, and a market: one enterprise and three lenders."""

from __future__ import annotations

import pytest
from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from tests.builders.bidding import Market, given_market
from tests.builders.identity import Clock
from tests.modules.investing.conftest import clock, setting, work

__all__ = ["clock", "market", "setting", "work"]


@pytest.fixture
async def market(engine: Engine, client: AsyncClient, clock: Clock, work: Work) -> Market:
    return await given_market(engine, client, clock, work)
