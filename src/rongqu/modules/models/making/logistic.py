"""Logistic regression on weights of evidence held as codes: Newton's method, in blocks of rows.

Weights are not negative: a negative one would turn a characteristic round, so that more debt earned
points. Rows are never spread out into a wide matrix of numbers as a whole, which keeps ten million
rows of fifty features within memory.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rongqu.modules.models.serving.arrays import Flags, Floats

BLOCK = 65_536
ROUNDS = 50
CLOSE = 1e-6
FIRST_ROWS = 200_000

Codes = npt.NDArray[np.uint8]
"""A column a feature: the number of the bin."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """`tables[f][code]`: weight of evidence of a bad outcome."""

    codes: list[Codes]
    tables: list[Floats]

    def block(self, start: int, end: int, chosen: list[int]) -> Floats:
        return np.stack([self.tables[f][self.codes[f][start:end]] for f in chosen], axis=1)

    @property
    def rows(self) -> int:
        return len(self.codes[0])


@dataclass(slots=True)
class _Problem:
    evidence: Evidence
    is_bad: Flags
    weights: Floats
    """Of the rows."""
    ridge: float


def fit_logistic(
    evidence: Evidence, is_bad: Flags, row_weights: Floats, ridge: float
) -> tuple[float, Floats]:
    """Intercept and weight of each feature, for log odds of a bad outcome. A feature whose weight
    would be negative has 0."""
    problem = _Problem(evidence, is_bad, row_weights, ridge)
    chosen = list(range(len(evidence.codes)))
    base = np.average(is_bad, weights=row_weights)
    solution = np.zeros(len(chosen) + 1)
    solution[0], solution[1:] = np.log(base / (1 - base)), 0.5
    while True:
        few = min(FIRST_ROWS, evidence.rows)
        if few < evidence.rows:  # a good start from a part saves rounds over the whole
            solution = _newton(problem, chosen, solution, few)
        solution = _newton(problem, chosen, solution, evidence.rows)
        negative = [place for place, weight in enumerate(solution[1:]) if weight < 0]
        if not negative:
            break
        worst = sorted(negative, key=lambda place: solution[1 + place])[: len(negative) // 2 + 1]
        chosen = [f for place, f in enumerate(chosen) if place not in worst]
        solution = np.delete(solution, [1 + place for place in worst])
    weights = np.zeros(len(evidence.codes))
    weights[chosen] = solution[1:]
    return float(solution[0]), weights


def _newton(problem: _Problem, chosen: list[int], start: Floats, rows: int) -> Floats:
    solution = start.copy()
    penalty = np.full(len(solution), problem.ridge)
    penalty[0] = 0.0
    for _ in range(ROUNDS):
        gradient, curvature = _sums(problem, chosen, solution, rows)
        gradient -= penalty * solution
        curvature[np.diag_indices_from(curvature)] += penalty + 1e-9
        step = np.linalg.solve(curvature, gradient)
        step *= min(1.0, 4.0 / max(4.0, float(np.abs(step).max())))
        solution += step
        if np.abs(step).max() < CLOSE:
            break
    return solution


def _sums(
    problem: _Problem, chosen: list[int], solution: Floats, rows: int
) -> tuple[Floats, Floats]:
    """Gradient and curvature of the log-likelihood."""
    size = len(solution)
    gradient, curvature = np.zeros(size), np.zeros((size, size))
    for start in range(0, rows, BLOCK):
        end = min(start + BLOCK, rows)
        values = np.ones((end - start, size))
        values[:, 1:] = problem.evidence.block(start, end, chosen)
        chance = 1 / (1 + np.exp(-np.clip(values @ solution, -35, 35)))
        weights = problem.weights[start:end]
        gradient += values.T @ (weights * (problem.is_bad[start:end] - chance))
        spread = weights * chance * (1 - chance)
        curvature += values.T @ (values * spread[:, None])
    return gradient, curvature
