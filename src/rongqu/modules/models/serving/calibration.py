"""From a model's log odds to a probability of default, with the interval of its mean.

logit(PD) = intercept + slope · x, fitted on cases the model had not seen (Platt 1999); the interval
comes from the covariance of the two (delta method). It says how well the mean is known, not how far
one company may be from it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rongqu.modules.models.serving.arrays import Floats, sigmoid

NORMAL_95 = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """`covariance` is of (intercept, slope): variance, covariance, variance."""

    intercept: float
    slope: float
    covariance: tuple[float, float, float]

    def chances(self, log_odds: Floats) -> Floats:
        return sigmoid(self.intercept + self.slope * log_odds)

    def chance_with_interval(self, log_odds: float) -> tuple[float, float, float]:
        """The probability, and the two ends of its 95 % interval."""
        middle = self.intercept + self.slope * log_odds
        of_intercept, both, of_slope = self.covariance
        variance = of_intercept + 2 * log_odds * both + log_odds * log_odds * of_slope
        reach = NORMAL_95 * math.sqrt(max(0.0, variance))
        low, at, high = sigmoid(np.array([middle - reach, middle, middle + reach])).tolist()
        return at, low, high
