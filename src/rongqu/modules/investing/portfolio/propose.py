"""Spread an amount over projects: as much return as a budget of risk allows.

maximise  μ·w - γ/2 w·Σw   with  Σw = 1,  0 ≤ w ≤ cap

by Goldfarb and Idnani's dual method (`quadprog`). γ, the price of risk, is found by bisection: the
least that keeps the deviation within the budget. No share may be so large that fewer than the
wanted number of projects would do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np
import quadprog  # pyright: ignore[reportMissingTypeStubs]  it has none

from rongqu.kernel.money import Money
from rongqu.modules.investing.errors import TooFewProjects
from rongqu.modules.investing.portfolio.model import (
    Vector,
    covariance_of,
    expected_of,
    picture_of,
)
from rongqu.modules.investing.portfolio.types import Project, Proposal, Stake

_qp = cast(Any, quadprog)
CHEAPEST, DEAREST, HALVINGS = 1e-3, 1e5, 40
CONSIDERED = 100
"""Projects at most: the time grows with the cube of it, and meanwhile nobody else is served."""
ROUNDED = 1.001
"""Whole steps may miss a budget by so little."""
SLIGHTLY = 1e-9
"""A share below it is none."""


def propose(
    projects: Sequence[Project], amount: Money, budget: float, held: Sequence[Stake], least: int
) -> Proposal:
    """At least `least` projects, whole steps of each. Projects whose ticket is above their share
    are left out, and the rest is spread anew."""
    chosen = candidates_of([each for each in projects if each.ticket <= each.most])
    while True:
        weights = _solve(chosen, amount, budget, least)
        small = [
            each
            for each, weight in zip(chosen, weights, strict=True)
            if _steps(each, amount, weight) < each.ticket.minor
        ]
        if not small:
            break
        smallest = min(small, key=lambda each: weights[chosen.index(each)])
        chosen.remove(smallest)
    parts = _round(chosen, amount, weights)
    after = picture_of([*held, *parts])
    spent = sum((part.amount for part in parts), start=Money.zero(amount.currency))
    return Proposal(
        parts=tuple(parts),
        left=amount - spent,
        before=picture_of(held),
        after=after,
        within_budget=picture_of(parts).deviation <= budget * ROUNDED,
    )


def candidates_of(projects: Sequence[Project]) -> list[Project]:
    """Of very many those that bring most, as many of each class of risk as there are."""
    if len(projects) <= CONSIDERED:
        return list(projects)
    expected = expected_of(projects)
    places = sorted(range(len(projects)), key=lambda place: -expected[place])
    before = Counter[int]()
    turns = list[tuple[int, int]]()
    for place in places:
        turns.append((before[projects[place].risk_class], place))
        before[projects[place].risk_class] += 1
    return [projects[place] for _, place in sorted(turns)[:CONSIDERED]]


def _solve(projects: Sequence[Project], amount: Money, budget: float, least: int) -> Vector:
    caps = np.array(
        [min(_largest_share(least), each.most.minor / amount.minor) for each in projects]
    )
    if len(projects) < least or caps.sum() < 1:
        raise TooFewProjects(found=len(projects), least=least)
    expected, covariance = expected_of(projects), covariance_of(projects)
    low, high = CHEAPEST, DEAREST
    for _ in range(HALVINGS):
        middle = float(np.sqrt(low * high))
        weights = _spread(expected, covariance, caps, middle)
        if np.sqrt(weights @ covariance @ weights) <= budget:
            high = middle
        else:
            low = middle
    return _spread(expected, covariance, caps, high)


def _largest_share(least: int) -> float:
    """With a share of 1/(least - 1) one fewer would do; a little less and it would not."""
    return 0.96 / (least - 1)


def _spread(expected: Vector, covariance: Vector, caps: Vector, price: float) -> Vector:
    count = len(expected)
    limits = np.vstack([np.ones(count), np.eye(count), -np.eye(count)]).T
    bounds = np.concatenate([[1.0], np.zeros(count), -caps])
    quadratic = covariance * price + np.eye(count) * SLIGHTLY
    solve = cast("Callable[..., tuple[Vector, float]]", _qp.solve_qp)
    found = solve(quadratic, expected, limits, bounds, 1)[0]
    return np.clip(found, 0.0, caps)


def _steps(project: Project, amount: Money, weight: float) -> int:
    """What a share comes to in whole steps, in minor units. A share of nothing is left out."""
    if weight < SLIGHTLY:
        return project.ticket.minor
    wanted = min(int(amount.minor * weight), project.most.minor)
    return wanted - wanted % project.step.minor


def _round(projects: Sequence[Project], amount: Money, weights: Vector) -> list[Stake]:
    """Down to whole steps; what that leaves goes, a step each, to those cut most."""
    parts = [
        Stake(project=each, amount=Money(_steps(each, amount, weight), amount.currency))
        for each, weight in zip(projects, weights, strict=True)
        if weight >= SLIGHTLY
    ]
    left = amount.minor - sum(part.amount.minor for part in parts)
    for place, part in enumerate(parts):
        grown = part.amount + part.project.step
        if part.project.step.minor <= left and grown <= part.project.most:
            parts[place] = replace(part, amount=grown)
            left -= part.project.step.minor
    return parts
