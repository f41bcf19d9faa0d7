"""Fitting a scorecard on labelled companies: small, deterministic, without any library."""

from rongqu.modules.risk.training.fit import Sample, fit_scorecard
from rongqu.modules.risk.training.plan import PLAN, Plan, PlannedBins
from rongqu.modules.risk.training.validation import Validation, cross_validate

__all__ = [
    "PLAN",
    "Plan",
    "PlannedBins",
    "Sample",
    "Validation",
    "cross_validate",
    "fit_scorecard",
]
