"""A scorecard as it is kept: bins and points, never data. Versions stay, so that a decision can be
played again with the one it was made with.

A score s stands for odds good : bad of `base_odds` · 2 ** ((s − base_score) / pdo) among companies
like those of the sample; what the odds are in another population has to be measured there.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from pydantic import TypeAdapter

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


_ARTEFACT = TypeAdapter(Scorecard)


@cache
def read_scorecard(version: str = CURRENT) -> Scorecard:
    source = (
        resources.files("rongqu.modules.risk.scorecard")
        .joinpath(f"{version}.json")
        .read_text("utf-8")
    )
    return _ARTEFACT.validate_json(source)


def write_scorecard(scorecard: Scorecard) -> str:
    return _ARTEFACT.dump_json(scorecard, indent=2).decode() + "\n"
