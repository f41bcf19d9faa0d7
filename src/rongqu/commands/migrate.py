"""`rongqu migrate`: the database becomes what this version needs, with its reference data."""

from __future__ import annotations

import asyncio

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, NullPool, text
from sqlalchemy.ext.asyncio import create_async_engine

from rongqu.commands.database import database_at_hand
from rongqu.commands.schema import ROOT, current_revision
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import LIMITS, create_engine
from rongqu.infra.policies import load_pack
from rongqu.infra.settings import Settings
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.modules.contracts.public import load_library
from rongqu.modules.privacy.public import load_texts

LOCK = 7_105_210_010  # any number, the same for every rongqu that migrates this database


def migration_config() -> Config:
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config


def migrate(settings: Settings) -> str:
    """Returns the revision that the database now has."""
    with database_at_hand(settings) as ready:
        asyncio.run(_migrate(ready.owner_url))
        return str(current_revision(ready))


async def _migrate(database_url: str) -> None:
    await upgrade(database_url)
    engine = create_engine(database_url, pool_size=1)
    try:
        async with open_tx(engine, SYSTEM) as tx:
            await load_pack(tx)
            await load_calendar(tx)
            await load_library(tx)
            await load_texts(tx)
    finally:
        await engine.dispose()


async def upgrade(database_url: str) -> None:
    """All steps in one transaction; a second rongqu waits and finds nothing left to do."""
    engine = create_async_engine(
        database_url, poolclass=NullPool, connect_args={"server_settings": LIMITS}
    )
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL lock_timeout = 0"))
        await connection.execute(text("SET LOCAL statement_timeout = 0"))
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = migration_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
