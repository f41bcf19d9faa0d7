"""From a labelled table to models that may be shown: fitted, measured out of sample, calibrated.

Every figure comes from cases that the model had not seen: in cross-validation bins, codes, pairs
and trees are made anew in each fold. Three things are chosen once, with all rows in sight: the
number of trees, the share of the card in the blend, and the two numbers of the calibration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from rongqu.modules.models.making.boosting import (
    ForestPlan,
    Grown,
    Style,
    find_rounds,
    grow_forest,
)
from rongqu.modules.models.making.calibrate import fit_calibration
from rongqu.modules.models.making.card import CardPlan, FittedCard, Outcome, fit_card
from rongqu.modules.models.making.folds import folds_of
from rongqu.modules.models.making.measures import Measures, area_under_curve, measure
from rongqu.modules.models.making.reference import reference_of
from rongqu.modules.models.serving.arrays import Columns, Flags, Floats
from rongqu.modules.models.serving.encoding import to_matrix
from rongqu.modules.models.serving.forest import Forest, weigh
from rongqu.modules.models.serving.model import LN2, Model

SMALL, LARGE = 1_000, 200_000
FOREST_ROWS = 1_000_000
"""Trees are grown on so many rows at most: more hardly help, and they stand in memory."""
CARD_SHARES = (0.1, 0.2, 0.3, 0.5)
CARD = "card"


class Kind(StrEnum):
    SCORECARD = "scorecard"
    BOOSTING = "boosting"
    BLEND = "blend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """`folds` None: as the size of the table asks for."""

    name: str
    label: str
    kinds: tuple[Kind, ...] = tuple(Kind)
    folds: int | None = None
    seed: int = 7
    card: CardPlan = field(default_factory=CardPlan)
    forest: ForestPlan = field(default_factory=ForestPlan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """`chances` are out of sample, one a case judged; `judged` says which rows those are."""

    model: Model
    measures: Measures
    chances: Floats
    judged: npt.NDArray[np.intp]


Says = dict[str, Floats]
"""Log odds of a bad outcome by who says so: the card, or trees of a style."""


@dataclass(frozen=True, slots=True)
class Fitted:
    card: FittedCard | None
    grown: Grown | None

    def log_odds(self, columns: Columns) -> Says:
        found: Says = {}
        if self.card is not None:
            found[CARD] = card_log_odds(self.card, columns)
        if self.grown is not None:
            matrix = to_matrix(self.grown.inputs, columns)
            for style, trees in self.grown.trees.items():
                found[style] = Forest(trees).log_odds(matrix)
        return found


@dataclass(frozen=True, slots=True)
class Task:
    columns: Columns
    features: Sequence[str]
    outcome: Outcome
    wish: Wish
    rounds: Mapping[Style, int]


def train(columns: Columns, features: Sequence[str], outcome: Outcome, wish: Wish) -> list[Trained]:
    """One of each kind that is wished for, the best first."""
    wants_trees = set(wish.kinds) & {Kind.BOOSTING, Kind.BLEND}
    rounds: Mapping[Style, int] = {}
    if wants_trees:
        part = _thinned(columns, features, outcome, wish.seed)
        rounds = find_rounds(part[0], features, part[1], wish.forest)
    task = Task(columns, features, outcome, wish, rounds)
    out, judged = _out_of_sample(task)
    seen = Outcome(is_bad=outcome.is_bad[judged], weights=outcome.weights[judged])
    whole = fit_parts(task, None)
    trained = [
        _finish(kind, votes, (out, judged, seen), (whole, task))
        for kind, votes in _votes(out, seen.is_bad, wish).items()
    ]
    return sorted(trained, key=lambda one: -one.measures.auc)


def _votes(out: Says, is_bad: Flags, wish: Wish) -> dict[Kind, dict[str, float]]:
    styles = [name for name in out if name != CARD]
    found: dict[Kind, dict[str, float]] = {}
    if Kind.SCORECARD in wish.kinds:
        found[Kind.SCORECARD] = {CARD: 1.0}
    if Kind.BOOSTING in wish.kinds:
        found[Kind.BOOSTING] = elect({name: out[name] for name in styles}, is_bad)
    if Kind.BLEND in wish.kinds:
        found[Kind.BLEND] = elect(out, is_bad)
    return found


def elect(out: Says, is_bad: Flags) -> dict[str, float]:
    """Styles of trees count the same: weights sought on few bad cases would be luck. How much a
    card adds is the one thing that is sought, by area under the curve out of sample."""
    styles = [name for name in out if name != CARD]
    even = {name: 1.0 / len(styles) for name in styles} if styles else {CARD: 1.0}
    if CARD not in out or not styles:
        return even
    trees = np.mean([out[name] for name in styles], axis=0)
    share = max(
        CARD_SHARES,
        key=lambda it: area_under_curve(it * out[CARD] + (1 - it) * trees, is_bad),
    )
    return {CARD: share} | {name: weight * (1 - share) for name, weight in even.items()}


def _thinned(
    columns: Columns, features: Sequence[str], outcome: Outcome, seed: int
) -> tuple[Columns, Outcome]:
    rows = np.arange(len(outcome.is_bad))
    if len(rows) > FOREST_ROWS:
        rows = np.random.default_rng(seed).choice(rows, FOREST_ROWS, replace=False)
    part = Outcome(is_bad=outcome.is_bad[rows], weights=outcome.weights[rows])
    return take(columns, features, rows), part


def card_log_odds(fitted: FittedCard, columns: Columns) -> Floats:
    card = fitted.card
    distance = (card.score_many(columns) - card.scale.base_score) / card.scale.pdo
    return -(np.log(card.scale.base_odds) + distance * LN2)


def take(columns: Columns, features: Sequence[str], rows: npt.NDArray[Any]) -> Columns:
    return {name: columns[name][rows] for name in features}


def fit_parts(task: Task, rows: Flags | None) -> Fitted:
    """On those rows, or on all of them."""
    wish, columns, outcome = task.wish, task.columns, task.outcome
    if rows is not None:
        columns = take(columns, task.features, rows)
        outcome = Outcome(is_bad=outcome.is_bad[rows], weights=outcome.weights[rows])
    wants_card = set(wish.kinds) & {Kind.SCORECARD, Kind.BLEND}
    card = fit_card(columns, task.features, outcome, wish.card) if wants_card else None
    grown = None
    if task.rounds:
        part = _thinned(columns, task.features, outcome, wish.seed)
        grown = grow_forest(part[0], task.features, part[1], wish.forest, task.rounds)
    return Fitted(card, grown)


def _out_of_sample(task: Task) -> tuple[Says, npt.NDArray[np.intp]]:
    """A large table keeps a fifth aside; a small one is folded five times, a tiny one over and
    over, and what a case got each time is averaged."""
    is_bad, wish = task.outcome.is_bad, task.wish
    rows = len(is_bad)
    parts = max(2, min(wish.folds or 5, int(is_bad.sum()), int(rows - is_bad.sum())))
    repeats = 5 if rows < SMALL else 1
    tried = 1 if rows > LARGE and wish.folds is None else parts
    sums: Says = {}
    judged = np.zeros(rows, dtype=np.bool_)
    for repeat in range(repeats):
        fold = folds_of(is_bad, parts, wish.seed + repeat)
        for part in range(tried):
            inside = fold == part
            fitted = fit_parts(task, ~inside)
            for name, found in fitted.log_odds(take(task.columns, task.features, inside)).items():
                sums.setdefault(name, np.zeros(rows))[inside] += found / repeats
            judged |= inside
    places = np.flatnonzero(judged)
    return {name: found[places] for name, found in sums.items()}, places


def _finish(
    kind: Kind,
    votes: dict[str, float],
    seen: tuple[Says, npt.NDArray[np.intp], Outcome],
    whole: tuple[Fitted, Task],
) -> Trained:
    out, judged, outcome = seen
    fitted, task = whole
    log_odds = np.zeros(len(judged))
    for name, weight in votes.items():
        log_odds += weight * out[name]
    calibration = fit_calibration(log_odds, outcome.is_bad, outcome.weights)
    chances = calibration.chances(log_odds)
    measures = measure(log_odds, chances, outcome.is_bad)
    card = fitted.card if CARD in votes else None
    model = Model(
        name=f"{task.wish.name}-{kind}",
        label=task.wish.label,
        scale=task.wish.card.scale,
        features=tuple((name, _kind_of(task.columns[name])) for name in task.features),
        card=None if card is None else card.card,
        forest=_join(fitted.grown, votes),
        inputs=() if fitted.grown is None else fitted.grown.inputs,
        card_weight=votes.get(CARD, 0.0),
        calibration=calibration,
        facts={
            "measures": measures.as_facts(),
            "information": {} if card is None else card.information,
            "votes": votes,
        },
    )
    model.facts["reference"] = reference_of(model, task.columns)
    return Trained(model=model, measures=measures, chances=chances, judged=judged)


def _join(grown: Grown | None, votes: dict[str, float]) -> Forest | None:
    """The elected styles as one forest, each tree weighed by its style's votes."""
    if grown is None or not set(votes) - {CARD}:
        return None
    return Forest(
        weigh(tree, votes[style])
        for style, trees in grown.trees.items()
        for tree in trees
        if style in votes
    )


def _kind_of(column: npt.NDArray[Any]) -> str:
    return "category" if column.dtype == object else "number"
