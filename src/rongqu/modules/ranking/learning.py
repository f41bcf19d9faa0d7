"""An order learned from lists that were shown, and judged by later ones. Needs LightGBM.

LambdaMART (Burges 2010) over what became of each offer, with the place where it was shown as a
nuisance of its own: who stands first is chosen more often, whatever it is (Hu and others 2019).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rongqu.modules.models.public import Forest, Tree, find_lightgbm, to_tree
from rongqu.modules.ranking.errors import TooFewLists
from rongqu.modules.ranking.features import Floats, matrix_of, stack
from rongqu.modules.ranking.rules import hits_top, ndcg, order_by
from rongqu.modules.ranking.types import Figures, ShownList

TAUGHT = 0.7
"""The earlier part of the lists teaches; the rest, all later, judges."""
PEEK = 0.8
"""Of the lists that teach, the earlier part grows trees while the rest says how many help."""
MOST_ROUNDS, PATIENCE = 300, 30
BOOTSTRAPS, SEED = 1_000, 20261129
SETTINGS = {
    "objective": "lambdarank",
    "learning_rate": 0.05,
    "num_leaves": 8,
    "min_data_in_leaf": 20,
    "lambda_l2": 1.0,
    "label_gain": [0, 1, 3, 7, 15],
    "lambdarank_truncation_level": 5,
    "eval_at": [3],
    "metric": "ndcg",
    "deterministic": True,
    "force_row_wise": True,
    "seed": SEED,
    "num_threads": 2,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    trees: tuple[Tree, ...]
    figures: Figures


def learn(lists: Sequence[ShownList], least: int) -> Learned:
    """Of lists by time, the earliest first. Those without a rival or a choice say nothing."""
    telling = [each for each in lists if len(each.candidates) > 1 and max(each.worth) > 0]
    if len(telling) < least:
        raise TooFewLists(known=len(telling), least=least)
    cut = int(len(telling) * TAUGHT)
    taught, judged = telling[:cut], telling[cut:]
    trees = _grow(taught)
    return Learned(trees=trees, figures=judge(judged, Forest(trees), len(taught)))


def _grow(taught: Sequence[ShownList]) -> tuple[Tree, ...]:
    lightgbm = find_lightgbm()
    cut = int(len(taught) * PEEK)
    early, late = _dataset(taught[:cut]), _dataset(taught[cut:])
    peeked = lightgbm.train(
        SETTINGS,
        early,
        MOST_ROUNDS,
        valid_sets=[late],
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )
    rounds = max(1, int(peeked.best_iteration))
    grown = lightgbm.train(SETTINGS, _dataset(taught), rounds)
    return tuple(to_tree(each["tree_structure"]) for each in grown.dump_model()["tree_info"])


def _dataset(lists: Sequence[ShownList]) -> object:
    return find_lightgbm().Dataset(
        stack([matrix_of(each.candidates, each.priority) for each in lists]),
        np.concatenate([each.worth for each in lists]),
        group=[len(each.candidates) for each in lists],
        position=np.concatenate([each.places for each in lists]),
        params=SETTINGS,
        free_raw_data=False,
    )


def judge(judged: Sequence[ShownList], forest: Forest, taught: int) -> Figures:
    by_rules = [tuple(range(len(each.candidates))) for each in judged]
    by_trees = [
        order_by(forest.log_odds(matrix_of(each.candidates, each.priority))) for each in judged
    ]
    worths = [each.worth for each in judged]
    ruled = np.array([ndcg(each, order) for each, order in zip(worths, by_rules, strict=True)])
    learned = np.array([ndcg(each, order) for each, order in zip(worths, by_trees, strict=True)])
    low, high = _interval(learned - ruled)
    return Figures(
        taught=taught,
        judged=len(judged),
        rules_ndcg=float(ruled.mean()),
        learned_ndcg=float(learned.mean()),
        gain_low=low,
        gain_high=high,
        rules_top3=float(np.mean([hits_top(*each) for each in zip(worths, by_rules, strict=True)])),
        learned_top3=float(
            np.mean([hits_top(*each) for each in zip(worths, by_trees, strict=True)])
        ),
    )


def _interval(gains: Floats) -> tuple[float, float]:
    source = np.random.default_rng(SEED)
    drawn = source.integers(0, len(gains), (BOOTSTRAPS, len(gains)))
    low, high = np.quantile(gains[drawn].mean(axis=1), (0.025, 0.975))
    return float(low), float(high)
