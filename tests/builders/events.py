"""Reads what was published."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.scopes import PLATFORM


async def published(engine: Engine) -> list[str]:
    async with engine.connect(PLATFORM) as connection:
        names = select(event_log.c.name).order_by(event_log.c.position)
        return list((await connection.execute(names)).scalars())


async def told(engine: Engine, name: str) -> list[dict[str, Any]]:
    """What the events of that name say, oldest first."""
    async with engine.connect(PLATFORM) as connection:
        wanted = select(event_log.c.payload).where(event_log.c.name == name)
        found = await connection.execute(wanted.order_by(event_log.c.position))
        return list(found.scalars())
