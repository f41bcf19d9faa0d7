"""Who funds which pitch: an investor's own past, and what the pitches that were funded spoke of.

For `bench/matching.py`. Each season is judged by what was known before it, so that nothing of the
future teaches: the share of pitches that the investor has funded (fields), moved by how pitches
with like words fared with the same investor (text).
"""

from __future__ import annotations

import math
import os
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Numbers = NDArray[np.floating[Any]]

SPLITS = ((5, 7), (7, 9), (9, 12), (12, 15))
"""Seasons up to the first teach, those up to the second are judged; the last is the headline."""
PRIOR, OWN = 10, 5
"""Pitches that the mean of all counts for, and that the investor's own mean counts for."""
SHARPNESS = 4.0
WORD = re.compile(r"[a-z]{3,}")


def pitches() -> dict[str, float]:
    """Empty without the shared data."""
    folder = Path(os.environ.get("RONGQU_DATA", "../shared/data")) / "matching"
    if not (folder / "shark_tank_us_pairs.parquet").exists():
        print(f"the pitch data is not in {folder}: its figures are left out")
        return {}
    told = pl.read_parquet(folder / "shark_tank_us_pitches.parquet")
    pairs = pl.read_parquet(folder / "shark_tank_us_pairs.parquet")
    told = told.select("pitch_id", "business_description").with_row_index("row")
    rows = pairs.join(told, on="pitch_id", how="left").sort("season", "pitch_id", "investor")
    likeness = _likeness([text or "" for text in told["business_description"]])
    areas = [_judge(rows, likeness, split) for split in SPLITS]
    fields, both = areas[-1]
    return {
        "pitch_fields_auc": fields,
        "pitch_both_auc": both,
        "pitch_text_gain": both - fields,
        "pitch_text_gain_mean": float(np.mean([both - fields for fields, both in areas])),
    }


def _likeness(texts: list[str]) -> Numbers:
    """Cosine of tf-idf between all pitches; words come without the future's labels."""
    counts = [Counter(WORD.findall(text.lower())) for text in texts]
    spread = Counter(word for each in counts for word in each)
    place = {word: at for at, word in enumerate(w for w, many in spread.items() if many > 1)}
    table = np.zeros((len(texts), len(place)), dtype=np.float32)
    for line, each in enumerate(counts):
        for word in each.keys() & place.keys():
            rarity = math.log(len(texts) / spread[word])
            table[line, place[word]] = (1 + math.log(each[word])) * rarity
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    return table @ table.T


def _judge(rows: pl.DataFrame, likeness: Numbers, split: tuple[int, int]) -> tuple[float, float]:
    taught = rows.filter(pl.col("season") <= split[0])
    judged = rows.filter((pl.col("season") > split[0]) & (pl.col("season") <= split[1]))
    past = defaultdict[str, list[tuple[int, float]]](list)
    for investor, row, invested in taught.select("investor", "row", "invested").iter_rows():
        past[investor].append((row, float(invested)))
    mean = float(taught["invested"].cast(pl.Float64).to_numpy().mean())
    guesses = [
        _guess(past[investor], likeness[row], mean)
        for investor, row in judged.select("investor", "row").iter_rows()
    ]
    truth = judged["invested"].cast(pl.Float64).to_numpy()
    by_fields, by_both = np.array(guesses).T
    return area(truth, by_fields), area(truth, by_both)


def _guess(past: list[tuple[int, float]], near: Numbers, mean: float) -> tuple[float, float]:
    funded = np.array([invested for _, invested in past])
    rate = (funded.sum() + mean * PRIOR) / (len(past) + PRIOR)
    weights = np.exp(SHARPNESS * near[[row for row, _ in past]]) if past else np.zeros(0)
    local = (weights @ funded + rate * OWN) / (weights.sum() + OWN)
    return float(rate), float(local)


def area(truth: NDArray[Any], guess: NDArray[Any]) -> float:
    """Under the curve; ties count half."""
    _, place, counts = np.unique(guess, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    good = truth.sum()
    bad = len(truth) - good
    return float((ranks[truth == 1].sum() - good * (good + 1) / 2) / (good * bad))
