"""Columns whose changes stay explainable: whoever changes one says what it was before.

A room declares them beside its tables, as `infra/row_security.py` has it:

    kept_with_history(membership, "roles", "role_ends")
    kept_with_history(policy, "value", by_insert=True)    a new row takes an older one's place

An action that changes such a column publishes a `ChangeEvent`, whose `changes` carry before and
after; `tests/architecture/test_histories.py` lists those that do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Table

from rongqu.infra.metadata import metadata

_KEY = "kept_with_history"


@dataclass(frozen=True, slots=True)
class History:
    columns: frozenset[str]
    by_insert: bool


def kept_with_history(table: Table, *columns: str, by_insert: bool = False) -> None:
    table.info[_KEY] = History(frozenset(table.c[each].name for each in columns), by_insert)


def histories() -> Mapping[str, History]:
    """By the full name of a table. Complete once the tables of all rooms are imported."""
    tables = metadata.tables.values()
    return {table.fullname: table.info[_KEY] for table in tables if _KEY in table.info}
