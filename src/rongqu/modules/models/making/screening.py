"""Which columns a model may learn from, and why the others are left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from rongqu.modules.models.making.categories import are_known, number_texts
from rongqu.modules.models.making.measures import area_under_curve
from rongqu.modules.models.making.table import CATEGORY, DAY, NUMBER
from rongqu.modules.models.serving.arrays import Flags

LEAK_MARK = "_LEAK"
LEAK_AUC = 0.95
"""No honest feature alone ranks so well; one that does was most likely written afterwards."""
LEAK_GAP = 0.9
LEAST_BAD = 10
_PROTECTED = re.compile(
    r"(^|[^a-z])(sex|gender|marital|marriage|race|ethnic\w*|religion|nationality)([^a-z]|$)|性别|婚姻|民族|宗教"
)
MOST_CATEGORIES = 0.5
SAMPLE = 100_000


class Finding(StrEnum):
    DECLARED_LEAK = "declared_leak"
    """Its name ends in _LEAK: known only after the outcome. Left out."""
    SUSPECTED_LEAK = "suspected_leak"
    """Alone it nearly gives the outcome away. Left out, unless kept by name."""
    EMPTY = "empty"
    CONSTANT = "constant"
    IDENTIFIER = "identifier"
    """Almost every row has a value of its own."""
    DAY = "day"
    """A date is not a feature; a distance between two of them may be."""
    PROTECTED = "protected"
    """Sex, belief, origin and the like may not decide about money."""
    COPY = "copy"
    """The same values as another column."""


@dataclass(frozen=True, slots=True)
class Warned:
    column: str
    finding: Finding
    detail: str


def screen(
    kinds: dict[str, str], read: Callable[[str], npt.NDArray[Any]], is_bad: Flags
) -> tuple[list[str], list[Warned]]:
    """The features, and what was left out."""
    features, warned, seen = list[str](), list[Warned](), dict[bytes, str]()
    for name, kind in kinds.items():
        finding, detail = _look(name, kind, read, is_bad)
        if finding is None and kind == NUMBER:
            digest = read(name).tobytes()
            twin = seen.setdefault(_short(digest), name)
            if twin != name:
                finding, detail = Finding.COPY, twin
        if finding is None:
            features.append(name)
        else:
            warned.append(Warned(name, finding, detail))
    return features, warned


def _look(
    name: str, kind: str, read: Callable[[str], npt.NDArray[Any]], is_bad: Flags
) -> tuple[Finding | None, str]:
    by_name = _by_name(name, kind)
    if by_name is not None:
        return by_name, ""
    column = read(name)
    known = ~np.isnan(column) if kind == NUMBER else are_known(column)
    if not known.any():
        return Finding.EMPTY, ""
    distinct = len(set(column[known][:SAMPLE].tolist()))
    if distinct == 1 and known.all() and len(set(column.tolist())) == 1:
        return Finding.CONSTANT, ""
    rows = min(int(known.sum()), SAMPLE)
    if kind == CATEGORY and rows > 20 and distinct > rows * MOST_CATEGORIES:
        return Finding.IDENTIFIER, str(distinct)
    return _leak(column, known, kind, is_bad)


def _by_name(name: str, kind: str) -> Finding | None:
    if name.upper().endswith(LEAK_MARK):
        return Finding.DECLARED_LEAK
    if _PROTECTED.search(name.lower()):
        return Finding.PROTECTED
    return Finding.DAY if kind == DAY else None


def _leak(
    column: npt.NDArray[Any], known: Flags, kind: str, is_bad: Flags
) -> tuple[Finding | None, str]:
    bad = int(is_bad.sum())
    if min(bad, len(is_bad) - bad) < LEAST_BAD:
        return None, ""
    gap = abs(float(known[is_bad].mean() - known[~is_bad].mean()))
    if gap > LEAK_GAP:
        return Finding.SUSPECTED_LEAK, f"known for one outcome only ({gap:.0%})"
    risks = (
        np.where(known, column, 0.0).astype(np.float64)
        if kind == NUMBER
        else _rates(column, is_bad)
    )
    both = known & True
    if kind == NUMBER and both.sum() > 2 * LEAST_BAD and 0 < is_bad[both].sum() < both.sum():
        auc = area_under_curve(risks[both], is_bad[both])
    else:
        auc = area_under_curve(risks, is_bad)
    if kind == NUMBER:  # rates of categories rise with risk: below a half they are but noise
        auc = max(auc, 1 - auc)
    return (Finding.SUSPECTED_LEAK, f"AUC {auc:.3f}") if auc > LEAK_AUC else (None, "")


def _rates(column: npt.NDArray[Any], is_bad: Flags) -> npt.NDArray[np.float64]:
    """Bad rate of each row's category, without the row itself: an identifier tells nothing."""
    _, codes = number_texts(column)
    counts, bad = np.bincount(codes), np.bincount(codes, weights=is_bad)
    base = is_bad.mean()
    return (bad[codes] - is_bad + 5 * base) / (counts[codes] - 1 + 5)


def _short(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()
