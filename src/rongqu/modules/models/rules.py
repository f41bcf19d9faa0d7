"""Which model may be registered and appointed, and what its answers say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rongqu.modules.models.errors import (
    AlreadyInPost,
    FeaturesUnknown,
    ModelHasNoFigures,
    NothingToReturnTo,
)
from rongqu.modules.models.making.reference import drift_of
from rongqu.modules.models.serving.model import Model
from rongqu.modules.models.types import GroupFigures, Moved, Post, RunResult, Shadow

FEW = 20
"""Cases: of a smaller group nothing is said."""


@dataclass(frozen=True, slots=True)
class LeastCases:
    """Fewer say nothing."""

    cases: int
    bad: int


def are_enough(seen: RunResult, least: LeastCases) -> bool:
    rarer = min(seen.bad, seen.cases - seen.bad)
    return seen.cases >= least.cases and rarer >= least.bad


def check_can_register(model: Model, known: frozenset[str]) -> None:
    """It asks for nothing that cannot be computed, and says how good it is."""
    unknown = sorted(name for name, _ in model.features if name not in known)
    if unknown:
        raise FeaturesUnknown(features=", ".join(unknown))
    if not {"measures", "reference"} <= set(model.facts):
        raise ModelHasNoFigures(name=model.name)


def check_can_appoint(post: Post | None, wished: Post) -> None:
    if post is wished:
        raise AlreadyInPost(post=wished)


def previous_champion(numbers: Sequence[int]) -> int:
    """`numbers` of champions, the latest first, the standing one among them; the one before it."""
    if not numbers:
        raise NothingToReturnTo()
    return next((number for number in numbers[1:] if number != numbers[0]), 0)


def compute_drift(
    model: Model, rows: Sequence[dict[str, Any]], scores: Sequence[int]
) -> list[Moved]:
    """Population stability index of the score, then of the features, the most moved first."""
    columns = {
        name: np.array([row.get(name, np.nan) for row in rows], dtype=np.float64)
        for name, _ in model.features
    }
    found = drift_of(model, columns, np.array(scores))
    first, *others = [Moved(name=name, index=index) for name, index in found.items()]
    return [first, *sorted(others, key=lambda one: -one.index)]


def compare_groups(
    cases: Sequence[tuple[dict[str, Any], int]], line: float
) -> Iterator[GroupFigures]:
    """Of each division (region, size, industry, age) its groups, the largest first."""
    if not cases:
        return
    overall = _share_below([score for _, score in cases], line)
    for by in sorted({name for groups, _ in cases for name in groups}):
        members: dict[str, list[int]] = {}
        for groups, score in cases:
            if by in groups:
                members.setdefault(groups[by], []).append(score)
        for name, scores in sorted(members.items(), key=lambda pair: -len(pair[1])):
            if len(scores) < FEW:
                continue
            low = _share_below(scores, line)
            yield GroupFigures(
                by=by,
                name=name,
                cases=len(scores),
                mean_score=sum(scores) / len(scores),
                low=low,
                ratio=low / overall if overall else None,
            )


def compare_shadow(number: int, pairs: Sequence[tuple[int, int]], line: float) -> Shadow:
    """`pairs`: score of the champion, score of the challenger, on the same case."""
    ours, theirs = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    varies = len(pairs) > 1 and ours.std() > 0 and theirs.std() > 0
    return Shadow(
        number=number,
        cases=len(pairs),
        mean_gap=float((theirs - ours).mean()) if pairs else 0.0,
        correlation=float(np.corrcoef(ours, theirs)[0, 1]) if varies else None,
        flipped=float(((ours < line) != (theirs < line)).mean()) if pairs else 0.0,
    )


def _share_below(scores: Iterable[int], line: float) -> float:
    found = [score < line for score in scores]
    return sum(found) / len(found)
