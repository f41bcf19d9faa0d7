"""Lists of names as their publishers' tables: one file of entries, one of other names for them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from rongqu.modules.compliance.errors import ListNotReadable
from rongqu.modules.compliance.screening.normal import Kind

KEYS = ("entity_no", "data_id")
"""OFAC numbers its entries by the first, the United Nations by the second."""
KINDS = ("type", "kind")
PROGRAMS = ("program", "list_type")
PERSON = "individual"


@dataclass(frozen=True, slots=True)
class ListedName:
    """`entry`: the publisher's number; all names of one entry share it."""

    entry: str
    name: str
    kind: Kind
    is_alias: bool
    program: str
    detail: str
    """What else tells two of the same name apart: birth and nationality, as published."""


def read_list(entries: bytes, aliases: bytes | None = None) -> tuple[ListedName, ...]:
    """Every name once. Raises ListNotReadable."""
    known: dict[str, ListedName] = {}
    found: dict[tuple[str, str], ListedName] = {}
    for listed in _entries(entries):
        known.setdefault(listed.entry, listed)
        found.setdefault((listed.entry, listed.name), listed)
    for entry, alias in _aliases(aliases) if aliases is not None else ():
        of = known.get(entry)
        if of is not None and alias:
            also = ListedName(entry, alias, of.kind, True, of.program, of.detail)
            found.setdefault((entry, alias), also)
    return tuple(found.values())


def _entries(content: bytes) -> Iterator[ListedName]:
    rows = _rows(content)
    for row in rows:
        entry, name = _one_of(row, KEYS), _required(row, "name").strip()
        is_person = _one_of(row, KINDS).strip().lower() == PERSON
        kind = Kind.PERSON if is_person else Kind.COMPANY
        details = (row.get(column, "").strip() for column in ("title", "dob", "nationality"))
        detail = " · ".join(filter(None, details))
        program = _one_of(row, PROGRAMS).strip()
        for each in (name, row.get("name_original_script", "").strip()):
            if each:
                yield ListedName(entry, each, kind, each != name, program, detail)


def _aliases(content: bytes) -> Iterator[tuple[str, str]]:
    for row in _rows(content):
        yield _one_of(row, KEYS), _required(row, "alias").strip()


def _rows(content: bytes) -> csv.DictReader[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ListNotReadable(missing="utf-8") from None
    return csv.DictReader(io.StringIO(text, newline=""), restval="")


def _one_of(row: dict[str, str], columns: tuple[str, ...]) -> str:
    for column in columns:
        if column in row:
            return row[column]
    raise ListNotReadable(missing=columns[0])


def _required(row: dict[str, str], column: str) -> str:
    if column not in row:
        raise ListNotReadable(missing=column)
    return row[column]
