"""A book of loans, and the handlers of the rooms that keep it."""

from __future__ import annotations

import pytest

from rongqu.infra.database import Engine
from rongqu.infra.relay import Relay
from tests.builders.book_world import book, clock, setting, work
from tests.builders.identity import Clock

__all__ = ["book", "clock", "setting", "work"]


@pytest.fixture
def relay(engine: Engine, clock: Clock) -> Relay:
    return Relay(engine, clock=clock, modules={"servicing", "bookings"})
