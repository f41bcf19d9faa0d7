"""A SELECT written in Core once, compiled once for each kind of actor, run on the bare driver.

For the few queries that open pages ask all day. The statement, its scoping (`visible_to`) and the
record it is read into are the ordinary ones of the room: only the work that SQLAlchemy repeats for
every execution is done ahead of time. Results pass the columns' own types, so that personal data
stays wrapped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, make_dataclass
from functools import lru_cache, partial
from typing import Any, Protocol, cast
from uuid import UUID

import asyncpg  # pyright: ignore[reportMissingTypeStubs]  it has none
import msgspec
from sqlalchemy import Select
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from rongqu.kernel.actor import Actor, Portal
from rongqu.kernel.ids import OrganisationId, UserId

_DIALECT = asyncpg_dialect(paramstyle="numeric_dollar")
_SOME_USER, _SOME_ORGANISATION = UUID(int=101), UUID(int=102)
"""Stand-ins while compiling: wherever they come out as parameters, the real actor's go in."""

Build = Callable[[Actor], Select[*tuple[Any, ...]]]
Convert = Callable[[Any], Any] | None


class RunsQueries(Protocol):
    async def fetchrow(self, query: str, *args: object) -> Sequence[Any] | None: ...


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    parameters: tuple[tuple[str, object], ...]
    make_row: Callable[..., Any]
    converts: tuple[Convert, ...]

    def arguments(self, actor: Actor, given: Mapping[str, object]) -> list[object]:
        return [
            given[name] if name in given else _real(value, actor) for name, value in self.parameters
        ]

    def row(self, record: Sequence[Any]) -> Any:
        return self.make_row(
            *(
                value if convert is None else convert(value)
                for value, convert in zip(record, self.converts, strict=True)
            )
        )


def _real(value: object, actor: Actor) -> object:
    if isinstance(value, list):
        return [_real(each, actor) for each in cast(list[object], value)]
    if value == _SOME_USER:
        return actor.id
    return actor.organisation if value == _SOME_ORGANISATION else value


class CompiledQuery:
    """`build` makes the statement for an actor; its `bindparam`s are given at each call."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._compile = lru_cache(maxsize=64)(self._compile_for)

    async def fetch_one(self, runner: RunsQueries, actor: Actor, **given: object) -> Any | None:
        """The row, as SQLAlchemy would give it, or None."""
        compiled = self._compile(actor.portal, actor.permissions)
        record = await runner.fetchrow(compiled.sql, *compiled.arguments(actor, given))
        return None if record is None else compiled.row(record)

    def _compile_for(self, portal: Portal, permissions: frozenset[str]) -> _Compiled:
        statement = self._build(
            Actor(
                id=UserId(_SOME_USER),
                organisation=OrganisationId(_SOME_ORGANISATION),
                portal=portal,
                permissions=permissions,
            )
        )
        compiled = statement.compile(dialect=_DIALECT)
        columns = statement.selected_columns
        fields = [(str(column.key), Any) for column in columns]
        return _Compiled(
            sql=str(compiled),
            parameters=tuple((name, compiled.params[name]) for name in compiled.positiontup or ()),
            make_row=make_dataclass("Row", fields, frozen=True, slots=True),
            converts=tuple(_converter(column.type) for column in columns),
        )


def _converter(kind: TypeEngine[Any]) -> Convert:
    """Of our own column types; the others arrive from the driver as they have to be."""
    if not isinstance(kind, TypeDecorator):
        return None
    return partial(kind.process_result_value, dialect=_DIALECT)


class ReadingPool:
    """Connections for reading alone: no transaction is opened, nothing is reset after use.

    Each statement sees what is committed, as it would under READ COMMITTED.
    """

    def __init__(self, url: str, size: int, server_settings: Mapping[str, str]) -> None:
        self._url = url.replace("postgresql+asyncpg://", "postgresql://", 1)
        self._size = size
        self._server_settings = {**server_settings, "default_transaction_read_only": "on"}
        self._pool: Any = None

    async def open(self) -> None:
        self._pool = await cast(Any, asyncpg).create_pool(
            self._url,
            min_size=1,
            max_size=self._size,
            server_settings=self._server_settings,
            init=_read_json,
            reset=_leave_as_it_is,
        )

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    @property
    def is_open(self) -> bool:
        return self._pool is not None

    async def fetchrow(self, query: str, *args: object) -> Sequence[Any] | None:
        if self._pool is None:
            raise RuntimeError("the reading pool is not open")
        return await self._pool.fetchrow(query, *args)


async def _read_json(connection: Any) -> None:
    for kind in ("json", "jsonb"):
        await connection.set_type_codec(
            kind, schema="pg_catalog", encoder=_encode_json, decoder=msgspec.json.decode
        )


def _encode_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


async def _leave_as_it_is(_: object) -> None:
    """Nothing was changed that would have to be reset."""
