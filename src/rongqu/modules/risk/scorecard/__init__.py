"""The scorecard: points for each feature, as a versioned artefact; pure."""

from rongqu.modules.risk.scorecard.apply import (
    Contribution,
    apply_scorecard,
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
    "Scorecard",
    "apply_scorecard",
    "read_scorecard",
]
