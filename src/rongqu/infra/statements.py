"""SQLAlchemy Core as a language: each statement is compiled once and then only filled in.

Core's own cache key says which statements are the same but for their values. What is made of a
compiled statement ahead of time: its text, which value goes where, how a row is read.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec
from sqlalchemy import Executable
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.schema import ExecutableDDLElement
from sqlalchemy.sql.compiler import WARN_LINTING, SQLCompiler

MOST_KEPT = 2000
"""Compiled statements; the one made longest ago goes first. Not the one used longest ago: to note
each use, the whole statement would be hashed a second time."""

PREBUILT = "rongqu_prebuilt"
"""Execution option of a statement that is itself kept and run again (`infra/prebuilt.py`): to find
what was compiled of it, nothing needs to be compared."""

Parameters = Mapping[str, Any]
Values = list[Any]
Convert = Callable[[Any], Any]


class _Dialect(asyncpg_dialect):
    """With what SQLAlchemy would learn from a PostgreSQL 18 at its first connection."""

    server_version_info = (18,)
    supports_statement_cache = True
    _backslash_escapes = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column of the answer, as the server describes it."""

    name: str
    type_oid: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How a record of the driver becomes a row."""

    metadata: Any
    key_to_index: dict[Any, int]
    converts: tuple[Convert | None, ...] | None


@dataclass(frozen=True, slots=True)
class Filled:
    """A statement with its values, as the driver wants it."""

    sql: str
    values: Values
    compiled: Compiled


class Compiled:
    """Made once for all statements that differ only in their values."""

    def __init__(self, core: Any) -> None:
        self._core: Any = core
        self._dialect: Dialect = core.dialect
        self._has_binds = isinstance(core, SQLCompiler)
        self._sql = str(core)
        self._shape: Shape | None = None
        if self._has_binds and (core.insert_prefetch or core.update_prefetch):
            raise TypeError("defaults computed in Python are not used in this house")

    @cached_property
    def _converts(self) -> Mapping[str, Convert]:
        return self._core._bind_processors

    @cached_property
    def _grows(self) -> bool:
        """Whether the text depends on how many values there are: `IN (...)`."""
        return bool(self._core.literal_execute_params or self._core.post_compile_params)

    def fill(self, parameters: Parameters | None, key: Any) -> Filled:
        if not self._has_binds:
            return Filled(self._sql, [], self)
        if not self._grows and parameters is not None and self._keys <= parameters.keys():
            return Filled(self._sql, self._fill_in(parameters), self)
        given = self._given(parameters, key)
        if not self._grows:
            return Filled(self._sql, _in_order(self._core.positiontup, given, self._converts), self)
        grown = self._core._process_parameters_for_postcompile(given)
        converts = {**self._converts, **grown.processors}
        values = _in_order(grown.positiontup, grown.parameters, converts)
        return Filled(grown.statement, values, self)

    @cached_property
    def _places(self) -> Sequence[tuple[str, Convert | None]]:
        """What stands where: the name by which it is given, and how it is converted."""
        names = self._core.positiontup
        return [(self._core.binds[name].key, self._converts.get(name)) for name in names]

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(key for key, _ in self._places)

    def _fill_in(self, given: Parameters) -> Values:
        """Where everything is given by name, nothing has to be looked up in the statement."""
        return [
            given[key] if convert is None else convert(given[key]) for key, convert in self._places
        ]

    def fill_many(self, many: Sequence[Parameters], key: Any) -> list[Values]:
        if self._grows:
            raise TypeError("a statement with IN (...) is run once, not for many sets of values")
        return [
            _in_order(self._core.positiontup, self._given(each, key), self._converts)
            for each in many
        ]

    def _given(self, parameters: Parameters | None, key: Any) -> Mapping[str, Any]:
        if key is None:
            return self._core.construct_params(parameters, escape_names=False)
        return self._core.construct_params(
            parameters,
            extracted_parameters=key.bindparams,
            escape_names=False,
            _collected_params=key.params,
        )

    @property
    def sql(self) -> str:
        return self._sql

    def shape(self, attributes: Sequence[Attribute]) -> Shape:
        """Of what this statement answers; the server's description does not change."""
        if self._shape is None or len(self._shape.metadata.keys) != len(attributes):
            self._shape = self._make_shape(attributes)
        return self._shape

    def _make_shape(self, attributes: Sequence[Attribute]) -> Shape:
        columns = self._columns(attributes)
        names = [attribute.name for attribute in attributes]
        extra = [
            () if column is None else tuple(o for o in column.objects if not isinstance(o, str))
            for column in columns
        ]
        metadata: Any = SimpleResultMetaData(names, extra=extra)
        converts = tuple(
            None
            if column is None
            else column.type._cached_result_processor(self._dialect, attribute.type_oid)
            for column, attribute in zip(columns, attributes, strict=True)
        )
        return Shape(
            metadata,
            metadata._key_to_index,
            converts if any(converts) else None,
        )

    def _columns(self, attributes: Sequence[Attribute]) -> Sequence[Any]:
        """Core's description of each column; None where it has none, as in plain text."""
        known: list[Any] = self._core._result_columns if self._has_binds else []
        if len(known) == len(attributes) and self._core._ordered_columns:
            return known
        by_name = {column.keyname: column for column in known}
        return [by_name.get(attribute.name) for attribute in attributes]


def _in_order(
    names: Sequence[str], given: Mapping[str, Any], converts: Mapping[str, Convert]
) -> Values:
    if not converts:
        return [given[name] for name in names]
    return [converts[name](given[name]) if name in converts else given[name] for name in names]


def _forget_oldest(kept: dict[Any, Any]) -> None:
    if len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]


class Statements:
    """Those that an engine has compiled."""

    def __init__(self) -> None:
        self.dialect: Dialect = _Dialect(
            dbapi=asyncpg_dialect.import_dbapi(), json_deserializer=msgspec.json.decode
        )
        self._kept: dict[Hashable, Compiled] = {}
        self._prebuilt: dict[int, tuple[Any, Compiled]] = {}

    def fill(self, statement: Executable, parameters: Parameters | None) -> Filled:
        if PREBUILT in statement.get_execution_options():
            return self._compile_prebuilt(statement).fill(parameters, None)
        compiled, key = self._compile(statement, tuple(sorted(parameters or ())))
        return compiled.fill(parameters, key)

    def fill_many(
        self, statement: Executable, many: Sequence[Parameters]
    ) -> tuple[str, list[Values]]:
        """The same statement for many sets of values, each with the same names."""
        compiled, key = self._compile(statement, tuple(sorted(many[0])), many=True)
        return compiled.sql, compiled.fill_many(many, key)

    def _compile_prebuilt(self, statement: Any) -> Compiled:
        """Found by which statement it is: it is kept, so that no other has its number."""
        number = id(statement)
        if number not in self._prebuilt:
            compiled = Compiled(statement.compile(dialect=self.dialect, linting=WARN_LINTING))
            self._prebuilt[number] = (statement, compiled)
            _forget_oldest(self._prebuilt)
        return self._prebuilt[number][1]

    def _compile(
        self, statement: Any, names: tuple[str, ...], *, many: bool = False
    ) -> tuple[Compiled, Any]:
        if isinstance(statement, ExecutableDDLElement):
            return Compiled(statement.compile(dialect=self.dialect)), None
        key: Any = statement._generate_cache_key()
        if key is None:  # as of `values([...])`: nothing to keep
            return Compiled(statement.compile(dialect=self.dialect, column_keys=list(names))), None
        kept_as = (key.key, names, many)
        compiled = self._kept.get(kept_as)
        if compiled is not None:
            return compiled, key
        compiled = self._kept[kept_as] = Compiled(
            statement.compile(
                dialect=self.dialect,
                cache_key=key,
                column_keys=list(names),
                for_executemany=many,
                linting=WARN_LINTING,
            )
        )
        _forget_oldest(self._kept)
        return compiled, key
