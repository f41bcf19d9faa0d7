"""A world for contracts: its handlers, papers' and sealing's run, by a clock that is turned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from httpx2 import AsyncClient

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.storage import Storage
from rongqu.infra.web import Setting
from tests.builders.contracts import Parties, given_parties
from tests.builders.identity import Clock
from tests.builders.signing import Desk, Outside, open_outside


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def relay(engine: Engine, clock: Clock) -> Relay:
    return Relay(engine, clock=clock, modules={"contracts", "papers", "sealing"})


@pytest.fixture(scope="session")
def authority_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("authorities")


@pytest.fixture
def outside(authority_keys: Path, tmp_path: Path, clock: Clock) -> Outside:
    return open_outside(authority_keys, tmp_path, clock)


@pytest.fixture
def work(engine: Engine, storage: Storage, clock: Clock, outside: Outside) -> Work:
    return Work(engine=engine, storage=storage, clock=clock, ports=outside.ports)


@pytest.fixture
def setting(setting: Setting, clock: Clock) -> Setting:
    return replace(setting, clock=clock)


@pytest.fixture
async def parties(engine: Engine) -> Parties:
    return await given_parties(engine)


@pytest.fixture
def desk(client: AsyncClient, work: Work, relay: Relay, outside: Outside) -> Desk:
    return Desk(client=client, work=work, relay=relay, outside=outside)
