"""The scorecard: points for each feature, as a versioned artefact; pure."""

from rongqu.modules.risk.scorecard.apply import (
    Contribution,
    Improvement,
    apply_scorecard,
    find_improvements,
)
from rongqu.modules.risk.scorecard.artefact import (
    CURRENT,
    Bin,
    Characteristic,
    Scorecard,
    read_scorecard,
)

__all__ = [
    "CURRENT",
    "Bin",
    "Characteristic",
    "Contribution",
    "Improvement",
    "Scorecard",
    "apply_scorecard",
    "find_improvements",
    "read_scorecard",
]
