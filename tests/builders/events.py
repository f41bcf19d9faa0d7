"""Reads what was published."""

from __future__ import annotations

from sqlalchemy import select

from rongqu.infra.database import Engine
from rongqu.infra.event_log import event_log
from rongqu.infra.scopes import PLATFORM


async def published(engine: Engine) -> list[str]:
    async with engine.connect(PLATFORM) as connection:
        names = select(event_log.c.name).order_by(event_log.c.position)
        return list((await connection.execute(names)).scalars())
