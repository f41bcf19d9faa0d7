"""What a strategy consists of, and how it is kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from rongqu.modules.risk.errors import StrategyWrong

MOST_RULES, MOST_CELLS = 200, 400

Facts = Mapping[str, Decimal | None]
"""By name; None or not there: not known."""


class Outcome(StrEnum):
    """From the mildest to the most severe. The machine never approves: it chooses the way."""

    FAST = "fast"
    NORMAL = "normal"
    REFER = "refer"
    """A person looks first."""
    REFUSE = "refuse"
    """To be refused, by a person who can explain it."""


SEVERITY = {outcome: place for place, outcome in enumerate(Outcome)}


class Operator(StrEnum):
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    IS = "="


@dataclass(frozen=True, slots=True)
class Condition:
    """`value` is a number, or the name of another fact, such as a policy: `@policy.fast_lane`."""

    fact: str
    op: Operator
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds when all of its conditions hold; `zh` and `en` say it to a person."""

    code: str
    when: tuple[Condition, ...]
    outcome: Outcome
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Outcome by two facts: `cells[row][column]`, one row and column more than edges."""

    row: str
    row_edges: tuple[str, ...]
    column: str
    column_edges: tuple[str, ...]
    cells: tuple[tuple[Outcome, ...], ...]


@dataclass(frozen=True, slots=True)
class Strategy:
    """`needed`: facts without which nothing is decided by a machine."""

    needed: tuple[str, ...]
    rules: tuple[Rule, ...]
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reasons` are codes: of rules, `matrix`, or `missing.<fact>`; the most severe first."""

    outcome: Outcome
    reasons: tuple[str, ...]


def write_strategy(strategy: Strategy) -> dict[str, Any]:
    return asdict(strategy)


def read_strategy(kept: Mapping[str, Any]) -> Strategy:
    """Raises StrategyWrong, naming the place."""
    try:
        strategy = Strategy(
            needed=tuple(map(str, kept["needed"])),
            rules=tuple(_read_rule(rule) for rule in kept["rules"]),
            matrix=_read_matrix(kept["matrix"]),
        )
    except KeyError as error:
        raise StrategyWrong(place=str(error.args[0])) from None
    except (TypeError, ValueError, InvalidOperation) as error:
        raise StrategyWrong(place=str(error)) from None
    _check(strategy)
    return strategy


def _read_rule(kept: Mapping[str, Any]) -> Rule:
    return Rule(
        code=str(kept["code"]),
        when=tuple(
            Condition(str(it["fact"]), Operator(it["op"]), _number(it["value"]))
            for it in kept["when"]
        ),
        outcome=Outcome(kept["outcome"]),
        zh=str(kept["zh"]),
        en=str(kept["en"]),
    )


def _read_matrix(kept: Mapping[str, Any]) -> Matrix:
    return Matrix(
        row=str(kept["row"]),
        row_edges=tuple(_number(edge) for edge in kept["row_edges"]),
        column=str(kept["column"]),
        column_edges=tuple(_number(edge) for edge in kept["column_edges"]),
        cells=tuple(tuple(Outcome(cell) for cell in row) for row in kept["cells"]),
    )


def _number(value: object) -> str:
    text = str(value)
    if not text.startswith("@") and not Decimal(text).is_finite():
        raise ValueError(text)
    return text


def _check(strategy: Strategy) -> None:
    matrix = strategy.matrix
    rows, columns = len(matrix.row_edges) + 1, len(matrix.column_edges) + 1
    if len(matrix.cells) != rows or any(len(row) != columns for row in matrix.cells):
        raise StrategyWrong(place="matrix.cells")
    codes = [rule.code for rule in strategy.rules]
    if len(codes) != len(set(codes)) or any(not rule.when for rule in strategy.rules):
        raise StrategyWrong(place="rules")
    if len(codes) > MOST_RULES or rows * columns > MOST_CELLS:
        raise StrategyWrong(place="size")
