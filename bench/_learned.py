"""An order learned from what simulated companies chose, beside the rules, on later lists.

For `bench/matching.py`. Companies dislike papers and collateral, which the rules do not weigh, and
look down a list less and less; what they begin is funded or refused by chance. The earlier 70 % of
lists teach, the rest judges: `ranking.learning`, as `rongqu ranking train` does.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import asdict

from rongqu.modules.ranking.public import Candidate, ShownList, learn

LEAST, SHOWN = 200, 10
READS_ON = 0.8
"""How likely a company looks at the next offer below."""
FUNDED, REFUSED = 4, 1


def learned(
    a_list: Callable[[], tuple[Candidate, ...]], many: int, source: random.Random
) -> dict[str, float]:
    lists = [_choose(a_list()[:SHOWN], source) for _ in range(many)]
    figures = asdict(learn(lists, LEAST).figures)
    wanted = ("rules_ndcg", "learned_ndcg", "gain_low", "gain_high", "rules_top3", "learned_top3")
    return {f"order_{name}": float(figures[name]) for name in wanted}


def _choose(candidates: tuple[Candidate, ...], source: random.Random) -> ShownList:
    seen = 1
    while seen < len(candidates) and source.random() < READS_ON:
        seen += 1
    cheapest = min(each.yearly_cost for each in candidates)
    liked = [
        cheapest / max(each.yearly_cost, 1e-4)
        - 0.08 * each.papers
        - 0.2 * each.collateral
        + source.gauss(0, 0.1)
        for each in candidates[:seen]
    ]
    chosen = liked.index(max(liked))
    worth = FUNDED if source.random() < 0.7 else REFUSED
    return ShownList(
        priority=None,
        candidates=candidates,
        places=tuple(range(len(candidates))),
        worth=tuple(worth if place == chosen else 0 for place in range(len(candidates))),
    )
