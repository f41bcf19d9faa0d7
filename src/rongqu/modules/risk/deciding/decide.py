"""From facts to a verdict: pure, so that an old decision can be played again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rongqu.modules.risk.deciding.strategy import (
    SEVERITY,
    Condition,
    Facts,
    Matrix,
    Operator,
    Outcome,
    Rule,
    Strategy,
    Verdict,
)


def decide(strategy: Strategy, facts: Facts) -> Verdict:
    """The most severe of the matrix and all rules that hold. What is not known refers: it neither
    approves nor refuses."""
    found = sorted(_findings(strategy, facts), key=lambda one: -SEVERITY[one[0]])
    outcome = found[0][0]
    return Verdict(outcome, tuple(code for reached, code in found if reached is outcome))


def _findings(strategy: Strategy, facts: Facts) -> Iterator[tuple[Outcome, str]]:
    for fact in strategy.needed:
        if facts.get(fact) is None:
            yield Outcome.REFER, f"missing.{fact}"
    for rule in strategy.rules:
        missing = next(_unknown(rule, facts), None)
        if missing is not None:
            if missing not in strategy.needed:
                yield Outcome.REFER, f"missing.{missing}"
        elif all(_holds(condition, facts) for condition in rule.when):
            yield rule.outcome, rule.code
    yield _from_matrix(strategy.matrix, facts), "matrix"


def _unknown(rule: Rule, facts: Facts) -> Iterator[str]:
    for condition in rule.when:
        for name in (condition.fact, condition.value.removeprefix("@")):
            if (name == condition.fact or condition.value != name) and facts.get(name) is None:
                yield name


def _from_matrix(matrix: Matrix, facts: Facts) -> Outcome:
    """Refers where the facts, or a fact that an edge names, are not known."""
    row, column = facts.get(matrix.row), facts.get(matrix.column)
    row_edges, column_edges = (
        [_value(edge, facts) for edge in edges] for edges in (matrix.row_edges, matrix.column_edges)
    )
    known = [edge for edge in (*row_edges, *column_edges) if edge is not None]
    if row is None or column is None or len(known) < len(row_edges) + len(column_edges):
        return Outcome.REFER
    return matrix.cells[_place(row, row_edges)][_place(column, column_edges)]


def _place(value: Decimal, edges: list[Decimal | None]) -> int:
    return sum(edge is not None and value >= edge for edge in edges)


def _holds(condition: Condition, facts: Facts) -> bool:
    known, wanted = facts[condition.fact], _value(condition.value, facts)
    assert known is not None
    assert wanted is not None
    match condition.op:
        case Operator.BELOW:
            return known < wanted
        case Operator.AT_MOST:
            return known <= wanted
        case Operator.ABOVE:
            return known > wanted
        case Operator.AT_LEAST:
            return known >= wanted
        case Operator.IS:
            return known == wanted


def _value(text: str, facts: Facts) -> Decimal | None:
    """A number, or another fact's."""
    return facts.get(text[1:]) if text.startswith("@") else Decimal(text)
