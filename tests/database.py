"""The template database: migrated once for a test run, cloned for each worker."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

ROOT = Path(__file__).parents[1]
TEMPLATE = "rongqu_template"


def url_of(socket_dir: str, database: str) -> str:
    return f"postgresql+asyncpg://postgres@/{database}?host={socket_dir}"


async def clone_template(socket_dir: str, name: str) -> None:
    async with _maintenance(socket_dir) as connection:
        await connection.execute(text("SELECT pg_advisory_lock(1)"))  # one worker at a time
        known = text("SELECT count(*) FROM pg_database WHERE datname = :name")
        if not (await connection.execute(known, {"name": TEMPLATE})).scalar_one():
            await _make_template(connection, socket_dir)
        await connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))


async def create_database(socket_dir: str, name: str) -> None:
    async with _maintenance(socket_dir) as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))


@asynccontextmanager
async def _maintenance(socket_dir: str) -> AsyncGenerator[AsyncConnection]:
    engine = create_async_engine(url_of(socket_dir, "postgres"), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


async def _make_template(connection: AsyncConnection, socket_dir: str) -> None:
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        await connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
    await connection.execute(text("SELECT pg_reload_conf()"))
    await connection.execute(text(f"CREATE DATABASE {TEMPLATE}"))

    template = create_async_engine(url_of(socket_dir, TEMPLATE))
    async with template.begin() as template_connection:
        await template_connection.run_sync(migrate)
    await template.dispose()


def migrate(connection: Connection) -> None:
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
