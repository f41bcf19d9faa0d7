"""Weights of evidence, smoothed and made monotone in the planned direction."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class _Block:
    good: float
    bad: float
    bins: int

    @property
    def bad_rate(self) -> float:
        return self.bad / (self.good + self.bad)


def weights_of_evidence(
    bins: Sequence[int | None], is_bad: Sequence[bool], count: int, plan: tuple[bool, float]
) -> list[float]:
    """ln(good : bad of the bin) − ln(good : bad of all), for each of `count` bins.

    `plan` is (more is better, pseudo companies). Neighbours that break the direction are pooled
    (pool adjacent violators: Ayer and others 1955). Missing values count for none of the bins.
    """
    rises, pseudo = plan
    base = sum(is_bad) / len(is_bad)
    blocks = [_Block(pseudo * (1 - base), pseudo * base, 1) for _ in range(count)]
    for bin_, bad in zip(bins, is_bad, strict=True):
        if bin_ is not None:
            blocks[bin_].bad += bad
            blocks[bin_].good += not bad
    pooled = _pool(blocks if rises else blocks[::-1])
    base_log_odds = math.log((1 - base) / base)
    weights = [
        math.log(block.good / block.bad) - base_log_odds
        for block in pooled
        for _ in range(block.bins)
    ]
    return weights if rises else weights[::-1]


def _pool(blocks: Sequence[_Block]) -> list[_Block]:
    """Bad rates that never rise from one block to the next."""
    pooled: list[_Block] = []
    for block in blocks:
        pooled.append(_Block(block.good, block.bad, block.bins))
        while len(pooled) > 1 and pooled[-1].bad_rate >= pooled[-2].bad_rate:
            last, before = pooled.pop(), pooled.pop()
            pooled.append(
                _Block(last.good + before.good, last.bad + before.bad, last.bins + before.bins)
            )
    return pooled
