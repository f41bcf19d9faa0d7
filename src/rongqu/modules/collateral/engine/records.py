"""Reads a record as it was written into values, and says of each field what is the matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from rongqu.kernel.money import Money
from rongqu.kernel.uscc import parse_uscc
from rongqu.modules.collateral.errors import RecordInvalid
from rongqu.modules.collateral.types import CURRENCY, FieldKind, FieldSpec, KindSpec, Written

LONGEST = 100
MOST_LINES = 500
MOST = Decimal(10) ** 9

Holder = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class Lines:
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Holders:
    holders: tuple[Holder, ...]


Value = str | Decimal | Money | date | Lines | Holders
V = TypeVar("V", str, Decimal, Money, date, Lines, Holders)


@dataclass(frozen=True, slots=True)
class Record:
    """The values of a record by field; each getter knows what its kind of field holds."""

    values: Mapping[str, Value]

    def day(self, name: str) -> date:
        return self._of(name, date)

    def decimal(self, name: str) -> Decimal:
        return self._of(name, Decimal)

    def money(self, name: str) -> Money:
        return self._of(name, Money)

    def text(self, name: str) -> str:
        return self._of(name, str)

    def lines(self, name: str) -> tuple[str, ...]:
        """One or several: a single text is one line."""
        value = self.values[name]
        return (value,) if isinstance(value, str) else self._of(name, Lines).lines

    def holders(self, name: str) -> tuple[Holder, ...]:
        return self._of(name, Holders).holders

    def _of(self, name: str, kind: type[V]) -> V:
        value = self.values[name]
        if not isinstance(value, kind):
            raise TypeError(f"{name} is not a {kind.__name__}: kinds.toml contradicts itself")
        return value


def read_record(spec: KindSpec, written: Written) -> Record:
    """Raises RecordInvalid with every fault at once."""
    values: dict[str, Value] = {}
    faults = [_fault(name, "extra_forbidden") for name in written if name not in _names(spec)]
    for field in spec.fields:
        given = written.get(field.name, "")
        if not given or (isinstance(given, str) and not given.strip()):
            faults.append(_fault(field.name, "missing"))
            continue
        try:
            values[field.name] = _READERS[field.kind](field, given)
        except ValueError:
            faults.append(_fault(field.name, "value_error"))
    if faults:
        raise RecordInvalid(faults=faults)
    return Record(values)


def _names(spec: KindSpec) -> frozenset[str]:
    return frozenset(field.name for field in spec.fields)


def _fault(name: str, kind: str) -> dict[str, str]:
    return {"pointer": f"/body/record/{name}", "kind": kind}


def _text(_: FieldSpec, given: str | list[str]) -> str:
    if not isinstance(given, str) or len(given) > LONGEST:
        raise ValueError(given)
    return given.strip()


def _plain(given: str | list[str], pattern: str) -> Decimal:
    if not isinstance(given, str) or not re.fullmatch(pattern, given.strip(), re.ASCII):
        raise ValueError(given)
    value = Decimal(given.strip())
    if value > MOST:
        raise ValueError(given)
    return value


def _number(_: FieldSpec, given: str | list[str]) -> Decimal:
    value = _plain(given, r"[0-9]{1,9}")
    if value == 0:
        raise ValueError(given)
    return value


def _decimal(_: FieldSpec, given: str | list[str]) -> Decimal:
    value = _plain(given, r"[0-9]{1,9}(\.[0-9]{1,6})?")
    if value == 0:
        raise ValueError(given)
    return value


def _amount(_: FieldSpec, given: str | list[str]) -> Money:
    value = _plain(given, r"[0-9]{1,10}(\.[0-9]{1,2})?")
    return Money.parse(f"{value:f}", CURRENCY)


def _share(_: FieldSpec, given: str | list[str]) -> Decimal:
    value = _plain(given, r"[0-9](\.[0-9]{1,6})?")
    if value > 1:
        raise ValueError(given)
    return value


def _day(_: FieldSpec, given: str | list[str]) -> date:
    if not isinstance(given, str):
        raise ValueError(given)
    return date.fromisoformat(given.strip())


def _choice(field: FieldSpec, given: str | list[str]) -> str:
    if given not in field.choices:
        raise ValueError(given)
    return str(given)


def _uscc(_: FieldSpec, given: str | list[str]) -> str:
    if not isinstance(given, str):
        raise ValueError(given)
    return parse_uscc(given)


def _lines(_: FieldSpec, given: str | list[str]) -> Lines:
    written = [given] if isinstance(given, str) else given
    lines = tuple(line.strip() for line in written if line.strip())
    plain = {re.sub(r"[\s-]", "", line).upper() for line in lines}
    too_long = any(len(line) > LONGEST for line in lines)
    if not lines or len(lines) > MOST_LINES or too_long or len(plain) < len(lines):
        raise ValueError(given)
    return Lines(lines)


def _holders(field: FieldSpec, given: str | list[str]) -> Holders:
    pairs = [line.rsplit(None, 1) for line in _lines(field, given).lines]
    if any(len(pair) != 2 for pair in pairs):
        raise ValueError(given)
    return Holders(tuple((name.strip(), _share(field, share)) for name, share in pairs))


_READERS: dict[FieldKind, Callable[[FieldSpec, str | list[str]], Value]] = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DECIMAL: _decimal,
    FieldKind.AMOUNT: _amount,
    FieldKind.SHARE: _share,
    FieldKind.DATE: _day,
    FieldKind.CHOICE: _choice,
    FieldKind.USCC: _uscc,
    FieldKind.LINES: _lines,
    FieldKind.HOLDERS: _holders,
}
