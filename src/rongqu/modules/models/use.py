"""What the platform can compute for a model, and the model that comes with it.

Models stand below whoever uses them and know no feature by name: the room above declares what it
can compute, once, in its `handlers.py`, so that every program knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select

from rongqu.modules.models.serving.model import Model


@dataclass(frozen=True, slots=True)
class Use:
    """`policy` names the score below which a person reviews: bias is looked for at that line."""

    features: Callable[[], frozenset[str]]
    standard: Callable[[], Model]
    policy: str


_declared: list[Use] = []


OutcomeSet = Callable[[date], Select[*tuple[Any, ...]]]
"""The cases whose outcome is known, if good ones are watched since that day: `subject_id`,
`opened_on` (the last day on which anything could be known beforehand) and `is_bad`."""

_outcomes: list[OutcomeSet] = []


def declare_outcomes(outcomes: OutcomeSet) -> None:
    """By the room that knows what has become of cases."""
    if _outcomes:
        raise ValueError("what models learn from has been declared before")
    _outcomes.append(outcomes)


def declared_outcomes() -> OutcomeSet:
    return _outcomes[0]


def declare_use(use: Use) -> None:
    if _declared:
        raise ValueError("what models are used for has been declared before")
    _declared.append(use)


def declared_use() -> Use:
    return _declared[0]
