"""Pure decisions of ranking."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from math import log2, sqrt

import numpy as np
import numpy.typing as npt

from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.ranking.errors import NotBetter, ShareOutsidePolicy
from rongqu.modules.ranking.types import (
    Arm,
    ArmFigures,
    ExperimentId,
    Figures,
    Guards,
    StopCode,
)

TOP = 3
SURE = 1.645
"""One-sided, 95 %: a difference that luck alone seldom makes."""
OPENED, REFUSED, APPLIED, APPROVED, FUNDED = 1, 1, 2, 3, 4
"""What an offer was worth to whom it was shown: the further it went, the more; one that was refused
no more than one that was looked at."""
HASH_SPACE = 1 << 64


def arm_of(experiment_id: ExperimentId, enterprise_id: EnterpriseId, share: Decimal) -> Arm:
    """The same for a company as long as an experiment runs, and drawn anew for the next one."""
    digest = hashlib.sha256(experiment_id.bytes + enterprise_id.bytes).digest()
    return Arm.LEARNED if int.from_bytes(digest[:8]) < share * HASH_SPACE else Arm.RULES


def order_by(worth: npt.NDArray[np.float64]) -> tuple[int, ...]:
    """Places, best first; equal ones as the rules have them."""
    return tuple(np.argsort(-worth, kind="stable").tolist())


def ndcg(worth: Sequence[int], order: Sequence[int], top: int = TOP) -> float:
    """Of the first few: 1 where nothing better could stand there."""
    best = _gain(sorted(worth, reverse=True)[:top])
    return _gain([worth[place] for place in order[:top]]) / best if best else 0.0


def _gain(worth: Sequence[int]) -> float:
    return sum((2**each - 1) / log2(place + 2) for place, each in enumerate(worth))


def hits_top(worth: Sequence[int], order: Sequence[int], top: int = TOP) -> bool:
    """Whether what went furthest is among the first few."""
    return max(worth[place] for place in order[:top]) == max(worth)


def gini(counts: Sequence[int]) -> float:
    """0: all alike; near 1: one has everything."""
    whole = sum(counts)
    if whole == 0:
        return 0.0
    ranked = sorted(counts)
    weighed = sum(place * each for place, each in enumerate(ranked, start=1))
    return 2 * weighed / (len(ranked) * whole) - (len(ranked) + 1) / len(ranked)


def check_can_serve(figures: Figures, share: Decimal, most: Decimal) -> None:
    if not 0 < share <= most:
        raise ShareOutsidePolicy(most=f"{most:f}")
    if figures.gain_low <= 0:
        raise NotBetter(low=f"{figures.gain_low:.4f}")


def broken_guard(ruled: ArmFigures, learned: ArmFigures, guards: Guards) -> StopCode | None:
    """Why the learned order has to end; None as long as nothing speaks against it."""
    if min(ruled.decided, learned.decided) >= guards.least_decided and _is_above(
        (learned.refused, learned.decided), (ruled.refused, ruled.decided), guards.refusal_margin
    ):
        return StopCode.REFUSALS
    if min(ruled.lists, learned.lists) < guards.least_lists:
        return None
    if _is_above(
        (ruled.applied, ruled.lists), (learned.applied, learned.lists), guards.application_margin
    ):
        return StopCode.APPLICATIONS
    if learned.gini - ruled.gini > guards.exposure_margin:
        return StopCode.EXPOSURE
    return None


def _is_above(one: tuple[int, int], other: tuple[int, int], margin: float) -> bool:
    """Whether a share lies above another by more than the margin, and not by luck alone."""
    difference = one[0] / one[1] - other[0] / other[1]
    both = (one[0] + other[0]) / (one[1] + other[1])
    spread = sqrt(both * (1 - both) * (1 / one[1] + 1 / other[1]))
    return difference > margin and difference > SURE * spread
