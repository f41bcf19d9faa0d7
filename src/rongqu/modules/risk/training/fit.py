"""From labelled companies to a scorecard."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from rongqu.modules.risk.features.types import Features
from rongqu.modules.risk.scorecard.artefact import Bin, Characteristic, Scorecard
from rongqu.modules.risk.training.binning import weights_of_evidence
from rongqu.modules.risk.training.plan import Plan, PlannedBins
from rongqu.modules.risk.training.regression import fit_logistic

ODDS_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Sample:
    """One row a company. Only the features and whether it defaulted: no names, no ratings."""

    features: Sequence[Features]
    is_bad: Sequence[bool]

    def part(self, rows: Sequence[int]) -> Sample:
        return Sample([self.features[row] for row in rows], [self.is_bad[row] for row in rows])


def fit_scorecard(sample: Sample, plan: Plan) -> Scorecard:
    """Weights of evidence, regression on them, scaled to points.

    A company of average evidence has the base score; `base_odds` are what the regression says of
    it. A missing value earns nothing and costs nothing.
    """
    evidence = [_evidence(sample, planned, plan.pseudo_companies) for planned in plan.bins]
    by_bins = list(zip(plan.bins, evidence, strict=True))
    rows = [
        [_weight_of(row, planned, found) for planned, found in by_bins] for row in sample.features
    ]
    is_good = [not bad for bad in sample.is_bad]
    intercept, weights = fit_logistic(rows, is_good, plan.ridge)
    factor = plan.pdo / math.log(2)
    return Scorecard(
        version=plan.version,
        pdo=plan.pdo,
        base_score=plan.base_score,
        base_odds=_rounded(math.exp(intercept), ODDS_PLACES),
        characteristics=tuple(
            _characteristic(planned, [factor * weight * one for one in found])
            for planned, weight, found in zip(plan.bins, weights, evidence, strict=True)
        ),
    )


def _evidence(sample: Sample, planned: PlannedBins, pseudo: float) -> list[float]:
    bins = [planned.bin_of(row.get(planned.feature)) for row in sample.features]
    direction = (planned.rises, pseudo)
    return weights_of_evidence(bins, sample.is_bad, len(planned.edges) + 1, direction)


def _weight_of(row: Features, planned: PlannedBins, evidence: Sequence[float]) -> float:
    bin_ = planned.bin_of(row.get(planned.feature))
    return 0.0 if bin_ is None else evidence[bin_]


def _characteristic(planned: PlannedBins, points: Sequence[float]) -> Characteristic:
    edges = [*planned.edges, None]
    return Characteristic(
        feature=planned.feature,
        rises=planned.rises,
        bins=tuple(
            Bin(edge, int(_rounded(one, Decimal(1))))
            for edge, one in zip(edges, points, strict=True)
        ),
        missing_points=0,
    )


def _rounded(number: float, places: Decimal) -> Decimal:
    return Decimal(number).quantize(places, ROUND_HALF_EVEN)
