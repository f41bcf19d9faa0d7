"""Makes labelled tables whose truth is known."""

from __future__ import annotations

import numpy as np

from rongqu.modules.models.making.card import Outcome
from rongqu.modules.models.serving.arrays import Columns, Flags


def given_table(rows: int, seed: int = 3) -> tuple[Columns, Flags]:
    """Debt is bad, one trade is bad, noise is nothing; a tenth of debts is not known."""
    chance = np.random.default_rng(seed)
    debt = chance.normal(size=rows)
    trade = chance.choice(np.array(["bakery", "mine", "school"], dtype=object), rows)
    noise = chance.normal(size=rows)
    logits = -1.5 + 1.2 * debt + 1.0 * (trade == "mine")
    is_bad: Flags = chance.random(rows) < 1 / (1 + np.exp(-logits))
    debt[chance.random(rows) < 0.1] = np.nan
    return {"debt": debt, "trade": trade, "noise": noise}, is_bad


def outcome_of(is_bad: Flags) -> Outcome:
    return Outcome(is_bad=is_bad, weights=np.ones(len(is_bad)))
