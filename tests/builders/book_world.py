"""Fixtures of every room that lives with loans: a book, by a clock that a test turns.

A room's conftest takes them in and says with its own `relay` whose handlers run.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from rongqu.infra.database import Engine
from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.infra.storage import Storage
from rongqu.infra.web import Setting
from tests.builders.identity import Clock
from tests.builders.servicing import PAID_OUT_ON, Book, given_book, turn_to


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    turn_to(clock, PAID_OUT_ON)
    return clock


@pytest.fixture
def work(engine: Engine, storage: Storage, clock: Clock) -> Work:
    return Work(engine=engine, storage=storage, clock=clock)


@pytest.fixture
def setting(setting: Setting, clock: Clock) -> Setting:
    return replace(setting, clock=clock)


@pytest.fixture
async def book(engine: Engine, relay: Relay, clock: Clock) -> Book:
    return await given_book(engine, relay, clock)
