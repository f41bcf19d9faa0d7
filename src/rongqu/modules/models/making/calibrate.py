"""Fitting a calibration on cases the model had not seen."""

from __future__ import annotations

import numpy as np

from rongqu.modules.models.serving.arrays import Flags, Floats, sigmoid
from rongqu.modules.models.serving.calibration import Calibration

ROUNDS = 100
CLOSE = 1e-10
RIDGE = 0.5
"""On slope − 1: with few cases the model's own odds are believed."""


def fit_calibration(log_odds: Floats, is_bad: Flags, row_weights: Floats) -> Calibration:
    """Two parameters by Newton's method; never a slope that turns the ranking round."""
    values = np.stack([np.ones(len(log_odds)), log_odds], axis=1)
    solution, wanted = np.array([0.0, 1.0]), np.array([0.0, 1.0])
    penalty = np.array([1e-6, RIDGE])
    curvature = np.eye(2)
    for _ in range(ROUNDS):
        chance = sigmoid(values @ solution)
        gradient = values.T @ (row_weights * (is_bad - chance)) - penalty * (solution - wanted)
        spread = row_weights * np.maximum(chance * (1 - chance), 1e-9)
        curvature = values.T @ (values * spread[:, None]) + np.diag(penalty)
        step = np.clip(np.linalg.solve(curvature, gradient), -2, 2)
        solution += step
        if np.abs(step).max() < CLOSE:
            break
    solution[1] = max(0.05, solution[1])
    covariance = np.linalg.inv(curvature)
    return Calibration(
        intercept=float(solution[0]),
        slope=float(solution[1]),
        covariance=(float(covariance[0, 0]), float(covariance[0, 1]), float(covariance[1, 1])),
    )
