"""From a labelled table to models that may be shown: fitted, measured out of sample, calibrated.

Every figure comes from cases that the model had not seen: in cross-validation the whole of it is
done anew in each fold, bins, codes and stopping included. Calibrations rest on the same cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from rongqu.modules.risk.fitting.boosting import ForestPlan, fit_forest
from rongqu.modules.risk.fitting.calibrate import fit_calibration
from rongqu.modules.risk.fitting.card import CardPlan, FittedCard, Outcome, fit_card
from rongqu.modules.risk.fitting.folds import folds_of
from rongqu.modules.risk.fitting.measures import Measures, area_under_curve, measure
from rongqu.modules.risk.fitting.reference import reference_of
from rongqu.modules.risk.models.arrays import Columns, Flags, Floats
from rongqu.modules.risk.models.encoding import Input, to_matrix
from rongqu.modules.risk.models.forest import Forest
from rongqu.modules.risk.models.model import LN2, Model

SMALL, LARGE = 1_000, 200_000
FOREST_ROWS = 1_000_000
"""Trees are grown on so many rows at most: more hardly help, and they stand in memory."""
CARD_SHARES = (0.1, 0.2, 0.3, 0.5)


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


@dataclass(frozen=True, slots=True)
class _Fitted:
    card: FittedCard | None
    forest: tuple[Forest, tuple[Input, ...]] | None

    def log_odds(self, columns: Columns) -> dict[Kind, Floats]:
        """Of a bad outcome."""
        found: dict[Kind, Floats] = {}
        if self.card is not None:
            found[Kind.SCORECARD] = card_log_odds(self.card, columns)
        if self.forest is not None:
            forest, inputs = self.forest
            found[Kind.BOOSTING] = forest.log_odds(to_matrix(inputs, columns))
        return found


def train(columns: Columns, features: Sequence[str], outcome: Outcome, wish: Wish) -> list[Trained]:
    """One of each kind that is wished for, the best first."""
    out, judged = _out_of_sample(columns, features, outcome, wish)
    seen = Outcome(is_bad=outcome.is_bad[judged], weights=outcome.weights[judged])
    whole = _fit(columns, features, outcome, wish)
    weights = {Kind.SCORECARD: (1.0, 0.0), Kind.BOOSTING: (0.0, 1.0)}
    if Kind.BLEND in wish.kinds and len(out) > 1:
        weights[Kind.BLEND] = _mix(out, seen.is_bad)
    trained = [
        _finish(kind, weights[kind], (out, judged, seen), (whole, columns, features, wish))
        for kind in weights
        if kind in wish.kinds and _has(out, weights[kind])
    ]
    return sorted(trained, key=lambda one: -one.measures.auc)


def card_log_odds(fitted: FittedCard, columns: Columns) -> Floats:
    card = fitted.card
    distance = (card.score_many(columns) - card.scale.base_score) / card.scale.pdo
    return -(np.log(card.scale.base_odds) + distance * LN2)


def take(columns: Columns, features: Sequence[str], rows: npt.NDArray[Any]) -> Columns:
    return {name: columns[name][rows] for name in features}


def _fit(columns: Columns, features: Sequence[str], outcome: Outcome, wish: Wish) -> _Fitted:
    wants_card = Kind.SCORECARD in wish.kinds or Kind.BLEND in wish.kinds
    wants_forest = Kind.BOOSTING in wish.kinds or Kind.BLEND in wish.kinds
    card = fit_card(columns, features, outcome, wish.card) if wants_card else None
    forest = None
    if wants_forest:
        rows = np.arange(len(outcome.is_bad))
        if len(rows) > FOREST_ROWS:
            rows = np.random.default_rng(wish.seed).choice(rows, FOREST_ROWS, replace=False)
        part = Outcome(is_bad=outcome.is_bad[rows], weights=outcome.weights[rows])
        forest = fit_forest(take(columns, features, rows), features, part, wish.forest)
    return _Fitted(card, forest)


def _out_of_sample(
    columns: Columns, features: Sequence[str], outcome: Outcome, wish: Wish
) -> tuple[dict[Kind, Floats], npt.NDArray[np.intp]]:
    """A large table keeps a fifth aside; a small one is folded five times, a tiny one over and
    over, and what a case got each time is averaged."""
    rows = len(outcome.is_bad)
    fewest = int(min(outcome.is_bad.sum(), rows - outcome.is_bad.sum()))
    parts = max(2, min(wish.folds or 5, fewest))
    repeats = 3 if rows < SMALL else 1
    tried = 1 if rows > LARGE and wish.folds is None else parts
    sums: dict[Kind, Floats] = {}
    judged = np.zeros(rows, dtype=np.bool_)
    for repeat in range(repeats):
        fold = folds_of(outcome.is_bad, parts, wish.seed + repeat)
        for part in range(tried):
            inside = fold == part
            rest = Outcome(is_bad=outcome.is_bad[~inside], weights=outcome.weights[~inside])
            fitted = _fit(take(columns, features, ~inside), features, rest, wish)
            for kind, found in fitted.log_odds(take(columns, features, inside)).items():
                sums.setdefault(kind, np.zeros(rows))[inside] += found / repeats
            judged |= inside
    places = np.flatnonzero(judged)
    return {kind: found[places] for kind, found in sums.items()}, places


def _mix(out: dict[Kind, Floats], is_bad: Flags) -> tuple[float, float]:
    """How much of the card helps the trees, by area under the curve."""
    card, forest = out[Kind.SCORECARD], out[Kind.BOOSTING]
    auc = [area_under_curve(share * card + (1 - share) * forest, is_bad) for share in CARD_SHARES]
    share = CARD_SHARES[int(np.argmax(auc))]
    return share, 1 - share


def _has(out: dict[Kind, Floats], weights: tuple[float, float]) -> bool:
    of_card, of_forest = weights
    return (not of_card or Kind.SCORECARD in out) and (not of_forest or Kind.BOOSTING in out)


def _finish(
    kind: Kind,
    weights: tuple[float, float],
    seen: tuple[dict[Kind, Floats], npt.NDArray[np.intp], Outcome],
    whole: tuple[_Fitted, Columns, Sequence[str], Wish],
) -> Trained:
    out, judged, outcome = seen
    fitted, columns, features, wish = whole
    of_card, of_forest = weights
    log_odds = sum(
        share * out[part]
        for share, part in ((of_card, Kind.SCORECARD), (of_forest, Kind.BOOSTING))
        if share
    )
    log_odds = np.asarray(log_odds)
    calibration = fit_calibration(log_odds, outcome.is_bad, outcome.weights)
    chances = calibration.chances(log_odds)
    measures = measure(log_odds, chances, outcome.is_bad)
    forest, inputs = (None, ()) if not of_forest or fitted.forest is None else fitted.forest
    card = fitted.card if of_card else None
    model = Model(
        name=f"{wish.name}-{kind}",
        label=wish.label,
        scale=wish.card.scale,
        features=tuple((name, _kind_of(columns[name])) for name in features),
        card=None if card is None else card.card,
        forest=forest,
        inputs=inputs,
        weights=weights,
        calibration=calibration,
        facts={
            "measures": measures.as_facts(),
            "information": {} if card is None else card.information,
        },
    )
    model.facts["reference"] = reference_of(model, columns)
    return Trained(model=model, measures=measures, chances=chances, judged=judged)


def _kind_of(column: npt.NDArray[Any]) -> str:
    return "category" if column.dtype == object else "number"
