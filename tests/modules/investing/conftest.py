"""A project hall whose handlers are this room's, by a clock that a test turns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.storage import Storage
from rongqu.infra.web import Setting
from tests.builders.identity import Clock
from tests.builders.investing import Hall
from tests.builders.payments import given_account


@pytest.fixture
def clock() -> Clock:
    """Noon in Shanghai of a Monday without a holiday near it."""
    clock = Clock()
    clock.now = datetime(2026, 3, 2, 4, tzinfo=UTC)
    return clock


@pytest.fixture
def relay(engine: Engine, clock: Clock) -> Relay:
    return Relay(engine, clock=clock, modules={"investing"})


@pytest.fixture
def work(engine: Engine, storage: Storage, clock: Clock) -> Work:
    return Work(engine=engine, storage=storage, clock=clock)


@pytest.fixture
def setting(setting: Setting, clock: Clock) -> Setting:
    return replace(setting, clock=clock)


@pytest.fixture
async def hall(engine: Engine, client: AsyncClient, relay: Relay, work: Work, clock: Clock) -> Hall:
    issuer = await given_account(engine)
    return Hall(engine=engine, client=client, relay=relay, work=work, clock=clock, issuer=issuer)
