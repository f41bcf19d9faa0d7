"""Decisions as data: rules and a matrix over named facts, evaluated without looking anything up."""

from rongqu.modules.risk.deciding.decide import decide
from rongqu.modules.risk.deciding.strategy import (
    Condition,
    Facts,
    Matrix,
    Operator,
    Outcome,
    Rule,
    Strategy,
    Verdict,
    read_strategy,
    write_strategy,
)

__all__ = [
    "Condition",
    "Facts",
    "Matrix",
    "Operator",
    "Outcome",
    "Rule",
    "Strategy",
    "Verdict",
    "decide",
    "read_strategy",
    "write_strategy",
]
