"""How good a ranking and a probability are, each with what it is worth.

Scores here mean risk: higher is worse. No figure stands without its base rate and interval.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rongqu.modules.models.serving.arrays import Flags, Floats
from rongqu.modules.models.serving.calibration import NORMAL_95

PARTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    rows: int
    bad: int
    base_rate: float
    auc: float
    auc_low: float
    auc_high: float
    ks: float
    brier: float
    calibration_error: float
    """Mean gap between the stated and the found bad rate over ten parts of equal size."""

    def as_facts(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Cases between two quantiles of the stated probability, the riskiest last."""

    rows: int
    bad: int
    stated: float
    found: float
    low: float
    high: float
    """Wilson's interval of the found rate."""


def measure(risks: npt.NDArray[Any], chances: Floats, is_bad: Flags) -> Measures:
    auc, low, high = auc_with_interval(risks, is_bad)
    parts = parts_by_chance(chances, is_bad)
    gaps = [abs(part.stated - part.found) * part.rows for part in parts]
    return Measures(
        rows=len(is_bad),
        bad=int(is_bad.sum()),
        base_rate=float(is_bad.mean()),
        auc=auc,
        auc_low=low,
        auc_high=high,
        ks=largest_distance(risks, is_bad),
        brier=float(np.mean((chances - is_bad) ** 2)),
        calibration_error=float(sum(gaps) / len(is_bad)),
    )


def area_under_curve(risks: npt.NDArray[Any], is_bad: Flags) -> float:
    """Chance that a bad case is judged riskier than a good one; ties count half."""
    ranks = _mid_ranks(risks)
    bad = int(is_bad.sum())
    good = len(is_bad) - bad
    return float((ranks[is_bad].sum() - bad * (bad + 1) / 2) / (bad * good))


def auc_with_interval(risks: npt.NDArray[Any], is_bad: Flags) -> tuple[float, float, float]:
    """95 % by DeLong, DeLong, Clarke-Pearson 1988, in the fast form of Sun and Xu 2014."""
    bad, good = risks[is_bad], risks[~is_bad]
    everyone = _mid_ranks(np.concatenate([bad, good]))
    of_bad = (everyone[: len(bad)] - _mid_ranks(bad)) / len(good)
    of_good = 1 - (everyone[len(bad) :] - _mid_ranks(good)) / len(bad)
    auc = float(of_bad.mean())
    reach = NORMAL_95 * float(np.sqrt(_variance(of_bad) + _variance(of_good)))
    return auc, max(0.0, auc - reach), min(1.0, auc + reach)


def largest_distance(risks: npt.NDArray[Any], is_bad: Flags) -> float:
    """Kolmogorov-Smirnov: largest gap between the bad and the good that one cut refuses."""
    order = np.argsort(-risks, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(risks[order]) != 0, True))
    caught = np.cumsum(is_bad[order])[ends]
    wronged = (ends + 1) - caught
    bad = int(is_bad.sum())
    return float(np.max(np.abs(caught / bad - wronged / (len(is_bad) - bad))))


def curve(risks: npt.NDArray[Any], is_bad: Flags, points: int = 101) -> list[tuple[float, float]]:
    """The ROC curve: (good wrongly refused, bad refused), thinned to some points."""
    order = np.argsort(-risks, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(risks[order]) != 0, True))
    caught = np.cumsum(is_bad[order])[ends]
    wronged = (ends + 1) - caught
    bad = int(is_bad.sum())
    x = np.concatenate([[0.0], wronged / (len(is_bad) - bad)])
    y = np.concatenate([[0.0], caught / bad])
    chosen = np.unique(np.searchsorted(x, np.linspace(0, 1, points)).clip(0, len(x) - 1))
    return [(float(x[i]), float(y[i])) for i in chosen]


def parts_by_chance(chances: Floats, is_bad: Flags, parts: int = PARTS) -> list[Part]:
    order = np.argsort(chances, kind="stable")
    found: list[Part] = []
    for rows in np.array_split(order, min(parts, len(order))):
        bad = int(is_bad[rows].sum())
        low, high = wilson(bad, len(rows))
        found.append(
            Part(
                rows=len(rows),
                bad=bad,
                stated=float(chances[rows].mean()),
                found=bad / len(rows),
                low=low,
                high=high,
            )
        )
    return found


def wilson(bad: int, rows: int) -> tuple[float, float]:
    """95 % interval of a rate (Wilson 1927): right for few cases and rates near nothing."""
    rate, square = bad / rows, NORMAL_95 * NORMAL_95
    middle = (rate + square / (2 * rows)) / (1 + square / rows)
    root = np.sqrt(rate * (1 - rate) / rows + square / (4 * rows * rows))
    reach = NORMAL_95 * float(root) / (1 + square / rows)
    return max(0.0, middle - reach) if bad else 0.0, min(1.0, middle + reach) if bad < rows else 1.0


def stability(before: npt.NDArray[Any], now: npt.NDArray[Any]) -> float:
    """Population stability index of two sets of counts over the same bins."""
    smoothed = [(counts + 0.5) / (counts.sum() + 0.5 * len(counts)) for counts in (before, now)]
    old, new = smoothed
    return float(np.sum((new - old) * np.log(new / old)))


def _variance(values: Floats) -> float:
    """Of the mean of the values; nothing can be said from one of them."""
    return float(values.var(ddof=1) / len(values)) if len(values) > 1 else 0.25


def _mid_ranks(values: npt.NDArray[Any]) -> Floats:
    """From 1; equal values share the mean of their ranks."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    ends = np.append(begins[1:], len(values))
    ranks = np.empty(len(values))
    ranks[order] = np.repeat((begins + ends + 1) / 2, ends - begins)
    return ranks
