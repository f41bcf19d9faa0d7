"""What may vary in a template: typed, with words and a sample, as data (`variables.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from rongqu.kernel.chinese_amount import chinese_amount
from rongqu.kernel.money import Money
from rongqu.modules.contracts.errors import ValueWrong
from rongqu.modules.contracts.library.types import Language, Words

PERCENT = Decimal("0.01")
LONGEST_VALUE = 1_000
MOST_ROWS = 2_000
MONTHS_EN = "January February March April May June July August September October November December"


class VariableKind(StrEnum):
    PARTY = "party"
    MONEY = "money"
    RATE = "rate"
    DATE = "date"
    NUMBER = "number"
    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class PartyValue:
    name: str
    code: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Column:
    heading: Words
    is_figure: bool


@dataclass(frozen=True, slots=True)
class TableValue:
    """Ready words. `total`: the last row, which stands apart."""

    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(len(self.rows))


Value = PartyValue | Money | Decimal | date | int | Words | TableValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    name: str
    kind: VariableKind
    words: Words
    sample: Value
    columns: tuple[Column, ...] = ()


@cache
def all_variables() -> Mapping[str, Variable]:
    source = resources.files("rongqu.modules.contracts.library").joinpath("variables.toml")
    data: dict[str, dict[str, Any]] = tomllib.loads(source.read_text("utf-8"), parse_float=Decimal)
    return {name: _variable(name, entry) for name, entry in data.items()}


def _variable(name: str, entry: Mapping[str, Any]) -> Variable:
    kind = VariableKind(entry["kind"])
    columns = tuple(
        Column(Words(zh, en), is_figure) for zh, en, is_figure in entry.get("columns", ())
    )
    words = Words(entry["zh"], entry["en"])
    variable = Variable(name=name, kind=kind, words=words, sample=words, columns=columns)
    return replace(variable, sample=parse_value(variable, entry["sample"]))


def parse_value(variable: Variable, given: object) -> Value:
    """From JSON or TOML. Raises ValueWrong for what is not of the variable's kind."""
    try:
        return PARSERS[variable.kind](variable, given)
    except (ValueError, InvalidOperation) as wrong:
        raise ValueWrong(variable=variable.name, kind=variable.kind) from wrong


def _party(_: Variable, given: object) -> Value:
    party = _PARTY.validate_python(given)
    _check_length(party.name, party.code)
    return party


def _money(_: Variable, given: object) -> Value:
    money = Money.parse(str(given), "CNY")
    if money.is_negative():
        raise ValueError("an amount is not negative")
    return money


def _rate(_: Variable, given: object) -> Value:
    share = Decimal(str(given))
    if not 0 <= share <= 1:
        raise ValueError("a share is from 0 to 1")
    return share


def _date(_: Variable, given: object) -> Value:
    return given if isinstance(given, date) else date.fromisoformat(str(given))


def _number(_: Variable, given: object) -> Value:
    return _WHOLE.validate_python(given)


def _text(_: Variable, given: object) -> Value:
    words = Words(given, given) if isinstance(given, str) else _WORDS.validate_python(given)
    _check_length(words.zh, words.en)
    return words


def _table(variable: Variable, given: object) -> Value:
    rows = _ROWS.validate_python(given)
    for row in rows:
        _check_length(*row)
    if len(rows) > MOST_ROWS or any(len(row) != len(variable.columns) for row in rows):
        raise ValueError("a table has its own columns, and not too many rows")
    return TableValue(rows)


def _check_length(*texts: str) -> None:
    if not all(0 < len(text.strip()) <= len(text) <= LONGEST_VALUE for text in texts):
        raise ValueError("empty or too long")


_PARTY = TypeAdapter(PartyValue)
_WORDS = TypeAdapter(Words)
_WHOLE = TypeAdapter(Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)])
_ROWS = TypeAdapter(tuple[tuple[str, ...], ...])
PARSERS: Mapping[VariableKind, Callable[[Variable, object], Value]] = {
    VariableKind.PARTY: _party,
    VariableKind.MONEY: _money,
    VariableKind.RATE: _rate,
    VariableKind.DATE: _date,
    VariableKind.NUMBER: _number,
    VariableKind.TEXT: _text,
    VariableKind.TABLE: _table,
}


def write_value(value: Value, language: Language, form: str = "") -> str:
    """As it stands in a sentence. `form`: an amount in capitals 大写."""
    match value:
        case Money():
            return chinese_amount(value) if form == "capitals" else f"{Decimal(value.amount):,}"
        case Decimal():
            return write_percent(value)
        case date():
            return write_day(value, language)
        case Words():
            return value.in_(language)
        case PartyValue() | int() | TableValue():
            return str(value)


def write_percent(share: Decimal) -> str:
    """4.85%: as many decimals as it has, at most four."""
    return f"{(share / PERCENT).quantize(Decimal('0.0001')).normalize():f}%"


def write_day(day: date, language: Language) -> str:
    if language is Language.ZH:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS_EN.split()[day.month - 1]} {day.year}"
