"""Logistic regression with a ridge and weights that are not negative.

A negative weight would turn a characteristic round: more concentration, more points. Cyclic
coordinate descent with Newton steps (Genkin, Lewis, Madigan 2007), exact enough after a few dozen
rounds for some hundred companies; for more, take a library.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

ROUNDS = 200
CLOSE = 1e-7
LARGEST_STEP = 1.0


def fit_logistic(
    rows: Sequence[Sequence[float]], is_good: Sequence[bool], ridge: float
) -> tuple[float, list[float]]:
    """Intercept and weights of the log odds good : bad."""
    weights = [0.0] * len(rows[0])
    intercept = 0.0
    logits = [0.0] * len(rows)
    for _ in range(ROUNDS):
        intercept_step = _newton_step(None, rows, logits, is_good)
        intercept += intercept_step
        logits = [logit + intercept_step for logit in logits]
        largest = abs(intercept_step)
        for position, weight in enumerate(weights):
            step = _newton_step(position, rows, logits, is_good, (weight, ridge))
            step = max(-weight, step)  # never below 0
            weights[position] = weight + step
            logits = [logit + step * row[position] for logit, row in zip(logits, rows, strict=True)]
            largest = max(largest, abs(step))
        if largest < CLOSE:
            break
    return intercept, weights


def _newton_step(
    position: int | None,
    rows: Sequence[Sequence[float]],
    logits: Sequence[float],
    is_good: Sequence[bool],
    penalty: tuple[float, float] = (0.0, 0.0),
) -> float:
    """For one weight, or for the intercept: gradient over curvature, cut to a safe length."""
    weight, ridge = penalty
    gradient, curvature = -ridge * weight, ridge
    for row, logit, good in zip(rows, logits, is_good, strict=True):
        value = 1.0 if position is None else row[position]
        chance = 1 / (1 + math.exp(-logit))
        gradient += (good - chance) * value
        curvature += chance * (1 - chance) * value * value
    step = gradient / max(curvature, CLOSE)
    return max(-LARGEST_STEP, min(LARGEST_STEP, step))
