"""How good is it really? Repeated stratified cross-validation of the whole fit, bins included."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from rongqu.modules.risk.scorecard.apply import apply_scorecard
from rongqu.modules.risk.training.fit import Sample, fit_scorecard
from rongqu.modules.risk.training.plan import Plan

NORMAL_95 = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """`spread` is over the repeats: how much the luck of the folds matters. The interval is that of
    the sample (Hanley and McNeil 1982): far wider, because there are few defaults."""

    companies: int
    defaults: int
    folds: int
    repeats: int
    auc: float
    auc_spread: float
    auc_interval: tuple[float, float]
    ks: float
    ks_spread: float
    auc_in_sample: float

    @property
    def base_rate(self) -> float:
        return self.defaults / self.companies


def cross_validate(sample: Sample, plan: Plan, *, folds: int = 5, repeats: int = 10) -> Validation:
    scores_by_repeat = [_out_of_fold(sample, plan, folds, seed) for seed in range(repeats)]
    aucs = [area_under_curve(scores, sample.is_bad) for scores in scores_by_repeat]
    distances = [largest_distance(scores, sample.is_bad) for scores in scores_by_repeat]
    defaults = sum(sample.is_bad)
    error = auc_error(fmean(aucs), defaults, len(sample.is_bad) - defaults)
    return Validation(
        companies=len(sample.is_bad),
        defaults=defaults,
        folds=folds,
        repeats=repeats,
        auc=fmean(aucs),
        auc_spread=pstdev(aucs),
        auc_interval=(fmean(aucs) - NORMAL_95 * error, min(1.0, fmean(aucs) + NORMAL_95 * error)),
        ks=fmean(distances),
        ks_spread=pstdev(distances),
        auc_in_sample=area_under_curve(_scores(sample, sample, plan), sample.is_bad),
    )


def area_under_curve(scores: Sequence[float], is_bad: Sequence[bool]) -> float:
    """Chance that a good company has the higher score than a bad one; ties count half."""
    good = [score for score, bad in zip(scores, is_bad, strict=True) if not bad]
    wrong = [score for score, bad in zip(scores, is_bad, strict=True) if bad]
    wins = sum((one > other) + (one == other) / 2 for one in good for other in wrong)
    return wins / (len(good) * len(wrong))


def largest_distance(scores: Sequence[float], is_bad: Sequence[bool]) -> float:
    """Kolmogorov-Smirnov: the largest gap between the bad and the good refused at one cut."""
    bad_count = sum(is_bad)
    good_count = len(is_bad) - bad_count
    gaps = [0.0]
    for cut in sorted(set(scores)):
        below = [bad for score, bad in zip(scores, is_bad, strict=True) if score <= cut]
        gaps.append(sum(below) / bad_count - (len(below) - sum(below)) / good_count)
    return max(gaps)


def auc_error(auc: float, bad: int, good: int) -> float:
    """Standard error of an area under the curve (Hanley and McNeil 1982)."""
    q1, q2 = auc / (2 - auc), 2 * auc * auc / (1 + auc)
    spread = auc * (1 - auc) + (bad - 1) * (q1 - auc * auc) + (good - 1) * (q2 - auc * auc)
    return math.sqrt(spread / (bad * good))


def _out_of_fold(sample: Sample, plan: Plan, folds: int, seed: int) -> list[float]:
    fold_of = _stratified(sample.is_bad, folds, random.Random(seed))
    scores = [0.0] * len(fold_of)
    for fold in range(folds):
        train = [row for row, its in enumerate(fold_of) if its != fold]
        held_out = [row for row, its in enumerate(fold_of) if its == fold]
        found = _scores(sample.part(train), sample.part(held_out), plan)
        for row, score in zip(held_out, found, strict=True):
            scores[row] = score
    return scores


def _scores(train: Sample, test: Sample, plan: Plan) -> list[float]:
    scorecard = fit_scorecard(train, plan)
    return [apply_scorecard(scorecard, features)[0] for features in test.features]


def _stratified(is_bad: Sequence[bool], folds: int, chance: random.Random) -> list[int]:
    """Fold of each row; each fold has its share of defaults."""
    fold_of = [0] * len(is_bad)
    for label in (True, False):
        rows = [row for row, bad in enumerate(is_bad) if bad is label]
        chance.shuffle(rows)
        for position, row in enumerate(rows):
            fold_of[row] = position % folds
    return fold_of
