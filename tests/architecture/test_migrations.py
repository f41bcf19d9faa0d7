"""The models describe the database that the migrations make."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.schema import CreateSchema

from rongqu.infra.database import Engine, create_engine
from rongqu.infra.tables import metadata
from tests.database import create_database, url_of

SCHEMAS = sorted({table.schema for table in metadata.tables.values() if table.schema})

# Columns, constraints and indexes as PostgreSQL itself writes them down, without triggers.
CATALOGUE = text("""
    SELECT format('%s.%s %s %s%s default %s identity %s', n.nspname, t.relname, c.attname,
                  format_type(c.atttypid, c.atttypmod),
                  CASE WHEN c.attnotnull THEN ' not null' END,
                  coalesce(pg_get_expr(d.adbin, d.adrelid), 'none'), c.attidentity)
    FROM pg_attribute c
    JOIN pg_class t ON t.oid = c.attrelid AND t.relkind = 'r'
    JOIN pg_namespace n ON n.oid = t.relnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = c.attrelid AND d.adnum = c.attnum
    WHERE c.attnum > 0 AND NOT c.attisdropped AND n.nspname = ANY (:schemas)
    UNION ALL
    SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace::regnamespace::text = ANY (:schemas) AND contype <> 't'
    UNION ALL
    SELECT indexdef FROM pg_indexes WHERE schemaname = ANY (:schemas)
""")


async def catalogue(engine: Engine) -> set[str]:
    async with engine.connect() as connection:
        return set((await connection.execute(CATALOGUE, {"schemas": SCHEMAS})).scalars())


async def test_models_equal_migrations(engine: Engine, socket_dir: str, worker_id: str) -> None:
    name = f"models_{worker_id}"
    await create_database(socket_dir, name)
    models = create_async_engine(url_of(socket_dir, name))
    async with models.begin() as connection:
        for schema in SCHEMAS:
            await connection.execute(CreateSchema(schema))
        await connection.run_sync(metadata.create_all)

    await models.dispose()
    modelled = create_engine(url_of(socket_dir, name), pool_size=1, role=None)

    assert await catalogue(modelled) == await catalogue(engine)

    await modelled.dispose()
