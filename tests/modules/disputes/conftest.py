"""A world for disputes: contracts are drafted, and a clock is turned by the test."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.storage import Storage
from rongqu.infra.web import Setting
from rongqu.modules.evidence.ports import CheckpointSigner
from tests.builders.contracts import Parties, given_parties
from tests.builders.evidence import SIGNER
from tests.builders.identity import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def relay(engine: Engine, clock: Clock) -> Relay:
    return Relay(engine, clock=clock, modules={"contracts"})


@pytest.fixture
def work(engine: Engine, storage: Storage, clock: Clock) -> Work:
    return Work(engine=engine, storage=storage, clock=clock)


@pytest.fixture
def setting(setting: Setting, clock: Clock) -> Setting:
    return replace(setting, clock=clock, ports={**setting.ports, CheckpointSigner: SIGNER})


@pytest.fixture
async def parties(engine: Engine) -> Parties:
    return await given_parties(engine)
