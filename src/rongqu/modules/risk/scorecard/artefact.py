"""A scorecard as it is kept: bins and points, never data. Versions stay, so that a decision can be
played again with the one it was made with.

A score s stands for odds good : bad of `base_odds` · 2 ** ((s − base_score) / pdo) among companies
like those of the sample; what the odds are in another population has to be measured there.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

CURRENT = "2026-11"
LOWEST, HIGHEST = 300, 850


@dataclass(frozen=True, slots=True)
class Bin:
    """Values below `below`, and not below the bin before; None: all the rest."""

    below: Decimal | None
    points: int


@dataclass(frozen=True, slots=True)
class Characteristic:
    """Points are above or below those of an average company of the sample. They rise with the
    value, or fall with it, and never turn."""

    feature: str
    rises: bool
    bins: tuple[Bin, ...]
    missing_points: int

    def bin_of(self, value: Decimal) -> int:
        for position, bin_ in enumerate(self.bins):
            if bin_.below is None or value < bin_.below:
                return position
        raise ValueError(f"the last bin of {self.feature} is not open")


@dataclass(frozen=True, slots=True)
class Scorecard:
    version: str
    pdo: int
    base_score: int
    base_odds: Decimal
    characteristics: tuple[Characteristic, ...]


@cache
def read_scorecard(version: str = CURRENT) -> Scorecard:
    folder = resources.files("rongqu.modules.risk.scorecard")
    card: dict[str, Any] = json.loads(folder.joinpath(f"{version}.json").read_text("utf-8"))
    return Scorecard(
        version=card["version"],
        pdo=card["pdo"],
        base_score=card["base_score"],
        base_odds=Decimal(card["base_odds"]),
        characteristics=tuple(_read_characteristic(it) for it in card["characteristics"]),
    )


def _read_characteristic(it: dict[str, Any]) -> Characteristic:
    return Characteristic(
        feature=it["feature"],
        rises=it["rises"],
        bins=tuple(
            Bin(None if bin_["below"] is None else Decimal(bin_["below"]), bin_["points"])
            for bin_ in it["bins"]
        ),
        missing_points=it["missing_points"],
    )


def write_scorecard(scorecard: Scorecard) -> str:
    return json.dumps(asdict(scorecard), indent=2, default=str) + "\n"
