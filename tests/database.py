"""The template database: migrated once for a test run, cloned for each worker."""

from __future__ import annotations

import fcntl
import shutil
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection as MigratingConnection
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from rongqu.infra.database import Connection, Engine, create_engine
from rongqu.infra.embedded_postgres import ADMIN, EmbeddedPostgres, FolderInUse
from rongqu.infra.scopes import APP_ROLE

ROOT = Path(__file__).parents[1]
TEMPLATE = "rongqu_template"

EMPTY = text("""
    DO $$
    DECLARE
        filled record;
        large text;
    BEGIN
        SET LOCAL session_replication_role = replica;  -- append-only triggers and keys sleep
        IF EXISTS (SELECT FROM pg_tables WHERE schemaname = 'servicing_days') THEN
            DROP SCHEMA servicing_days CASCADE;
            CREATE SCHEMA servicing_days;
            GRANT USAGE, CREATE ON SCHEMA servicing_days TO rongqu_platform;
        END IF;
        DELETE FROM privacy.text WHERE version > 1;
        FOR filled IN
            SELECT relation.oid::regclass AS name, pg_relation_size(relation.oid) AS bytes
            FROM pg_class AS relation
            JOIN pg_namespace AS schema ON schema.oid = relation.relnamespace
            WHERE relation.relkind = 'r'
                AND schema.nspname NOT IN ('pg_catalog', 'information_schema')
                AND (schema.nspname <> 'public' OR relation.relname LIKE 'procrastinate%')
                AND schema.nspname || '.' || relation.relname NOT IN (
                    'infra.policy', 'infra.calendar_day', 'infra.data_key', 'ledger.chart',
                    'privacy.text'
                )
                AND pg_relation_size(relation.oid) > 0
        LOOP
            IF filled.bytes > 65536 THEN
                large := concat_ws(', ', large, filled.name);
            ELSE
                EXECUTE 'DELETE FROM ' || filled.name;
            END IF;
        END LOOP;
        IF large IS NOT NULL THEN
            EXECUTE 'TRUNCATE ' || large || ' CASCADE';
        END IF;
        PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S';
    END
    $$
""")
"""All but reference data and keys, which are loaded once for a database. To truncate a table makes
new files for it and its indexes: deleting a few rows is many times faster."""


@contextmanager
def shared_server(folder: Path) -> Generator[EmbeddedPostgres]:
    """Started by the first of the run's workers, stopped by it when all others have left."""
    folder.mkdir(exist_ok=True)
    server = EmbeddedPostgres(folder, durable=False)
    with (folder / "users").open("w") as users:
        try:
            server.start()
        except FolderInUse:
            fcntl.flock(users, fcntl.LOCK_SH)
            while not server.is_answering():
                time.sleep(0.05)
            yield server
            return
        try:
            yield server
            fcntl.flock(users, fcntl.LOCK_EX)
        finally:
            server.stop()
            shutil.rmtree(folder)


def url_of(socket_dir: str, database: str, user: str = ADMIN) -> str:
    return f"postgresql+asyncpg://{user}@/{database}?host={socket_dir}"


@asynccontextmanager
async def as_owner(engine: Engine) -> AsyncGenerator[Connection]:
    """A transaction with the rights of whoever owns the database of `engine`."""
    owner = create_engine(engine.url.replace(f"//{APP_ROLE}@", f"//{ADMIN}@"), role=None)
    try:
        async with owner.begin() as connection:
            yield connection
    finally:
        await owner.dispose()


async def clone_template(socket_dir: str, name: str) -> None:
    async with _maintenance(socket_dir) as connection:
        await connection.execute(text("SELECT pg_advisory_lock(1)"))  # one worker at a time
        known = text("SELECT count(*) FROM pg_database WHERE datname = :name")
        if not (await connection.execute(known, {"name": TEMPLATE})).scalar_one():
            await _make_template(connection, socket_dir)
        await connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))


async def copy_database(socket_dir: str, name: str, of: str) -> None:
    """Nobody may be connected to the one that is copied."""
    async with _maintenance(socket_dir) as connection:
        await connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {of}"))


async def empty(engine: Engine) -> None:
    async with engine.begin() as connection:
        await connection.execute(EMPTY)


async def create_database(socket_dir: str, name: str) -> None:
    async with _maintenance(socket_dir) as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))


@asynccontextmanager
async def _maintenance(socket_dir: str) -> AsyncGenerator[AsyncConnection]:
    """Its locks end with it, also when something goes wrong: another worker waits for them."""
    engine = create_async_engine(url_of(socket_dir, "postgres"), isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()


async def _make_template(connection: AsyncConnection, socket_dir: str) -> None:
    await connection.execute(text(f"CREATE DATABASE {TEMPLATE}"))

    template = create_async_engine(url_of(socket_dir, TEMPLATE))
    async with template.begin() as template_connection:
        await template_connection.run_sync(migrate)
    await template.dispose()


def migrate(connection: MigratingConnection) -> None:
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
