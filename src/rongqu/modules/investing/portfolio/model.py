"""How risky projects are alone and together: one factor model, its numbers in `risk.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rongqu.modules.investing.portfolio.types import Picture, Project, Stake

Vector = NDArray[np.float64]


@cache
def numbers() -> dict[str, Any]:
    source = resources.files("rongqu.modules.investing.portfolio").joinpath("risk.toml")
    return tomllib.loads(source.read_text("utf-8"))


def budget_of(risk_class: int) -> float:
    return float(numbers()["budgets"][str(risk_class)])


def expected_of(projects: Sequence[Project]) -> Vector:
    """Of one yuan in a year, after the losses that are to be expected."""
    classes = numbers()["classes"]
    return np.array([each.yearly_rate - classes[str(each.risk_class)]["loss"] for each in projects])


def covariance_of(projects: Sequence[Project]) -> Vector:
    """Positive definite: a mixture of what all share, what groups share, and what is each one's."""
    shared = numbers()["correlation"]
    correlation = np.full((len(projects), len(projects)), float(shared["any"]))
    for name in ("industry", "region", "issuer"):
        values = np.array([str(getattr(each, name)) for each in projects])
        correlation += float(shared[name]) * (values[:, None] == values[None, :])
    np.fill_diagonal(correlation, 1.0)
    classes = numbers()["classes"]
    deviations = np.array([classes[str(each.risk_class)]["deviation"] for each in projects])
    return np.asarray(correlation * deviations[:, None] * deviations[None, :])


def picture_of(stakes: Sequence[Stake]) -> Picture:
    total = sum(stake.amount.minor for stake in stakes)
    if total == 0:
        return Picture(expected=0, deviation=0, projects=0, largest_share=0)
    projects = [stake.project for stake in stakes]
    weights = np.array([stake.amount.minor / total for stake in stakes])
    return Picture(
        expected=float(weights @ expected_of(projects)),
        deviation=float(np.sqrt(weights @ covariance_of(projects) @ weights)),
        projects=len({project.id for project in projects}),
        largest_share=float(weights.max()),
    )
