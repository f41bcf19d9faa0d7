"""The project hall of investing, with its clock; and the handlers of exits."""

from __future__ import annotations

import pytest

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from tests.builders.identity import Clock
from tests.modules.investing.conftest import clock, hall, setting, work

__all__ = ["clock", "hall", "setting", "work"]


@pytest.fixture
def relay(engine: Engine, clock: Clock) -> Relay:
    return Relay(engine, clock=clock, modules={"investing", "exits"})
