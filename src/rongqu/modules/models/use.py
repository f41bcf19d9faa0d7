"""What the platform can compute for a model, and the model that comes with it.

Models stand below whoever uses them and know no feature by name: the room above declares what it
can compute, once, in its `handlers.py`, so that every program knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rongqu.modules.models.serving.model import Model


@dataclass(frozen=True, slots=True)
class Use:
    """`policy` names the score below which a person reviews: bias is looked for at that line."""

    features: Callable[[], frozenset[str]]
    standard: Callable[[], Model]
    policy: str


_declared: list[Use] = []


def declare_use(use: Use) -> None:
    if _declared:
        raise ValueError("what models are used for has been declared before")
    _declared.append(use)


def declared_use() -> Use:
    return _declared[0]
