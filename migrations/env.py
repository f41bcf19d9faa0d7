"""Runs the migrations, on a connection that was handed in or on the configured database."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection, NullPool
from sqlalchemy.ext.asyncio import create_async_engine

from rongqu import rooms
from rongqu.infra.database import LIMITS
from rongqu.infra.row_security import build_walls, create_roles
from rongqu.infra.settings import Settings
from rongqu.infra.tables import metadata

rooms.load_rooms()


def migrate(connection: Connection) -> None:
    context.configure(connection, target_metadata=metadata, include_schemas=True)
    with context.begin_transaction():
        create_roles(connection)
        context.run_migrations()
        build_walls(connection)


async def connect_and_migrate() -> None:
    engine = create_async_engine(
        Settings.from_environment().owner_url,
        poolclass=NullPool,
        connect_args={"server_settings": LIMITS},
    )
    async with engine.begin() as connection:
        await connection.run_sync(migrate)


handed_in: Connection | None = context.config.attributes.get("connection")
if handed_in is not None:
    migrate(handed_in)
else:
    asyncio.run(connect_and_migrate())
