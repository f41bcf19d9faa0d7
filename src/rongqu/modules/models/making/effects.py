"""What a model's features did to the scores of a table."""

from __future__ import annotations

from rongqu.modules.models.serving.arrays import Columns, row_count
from rongqu.modules.models.serving.model import Model

MOST_ROWS = 5_000


def mean_effects(model: Model, columns: Columns) -> dict[str, float]:
    """Mean absolute points of each feature, over some evenly chosen cases."""
    step = max(1, row_count(columns) // MOST_ROWS)
    names = [name for name, _ in model.features]
    thin = {name: columns[name][::step] for name in names}
    sums: dict[str, float] = {}
    for place in range(row_count(thin)):
        case = {name: thin[name][place] for name in names}
        for effect in model.judge(case, shown=len(names)).effects:
            sums[effect.feature] = sums.get(effect.feature, 0.0) + abs(effect.points)
    return {name: total / row_count(thin) for name, total in sums.items()}
