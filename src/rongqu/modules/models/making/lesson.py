"""A lesson: from cases with their outcomes to a challenger, beside the champion on the same cases.

The challenger is a card: whoever is scored by it can be told what moves the score. Trees may be
adopted by whoever has trained them on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from rongqu.modules.models.errors import NothingToLearnFrom
from rongqu.modules.models.making.card import Outcome
from rongqu.modules.models.making.effects import mean_effects
from rongqu.modules.models.making.measures import Measures, measure
from rongqu.modules.models.making.report import Judged, write_report
from rongqu.modules.models.making.screening import screen
from rongqu.modules.models.making.table import NUMBER, check_days, open_table, read_label
from rongqu.modules.models.making.train import Kind, Trained, Wish, train
from rongqu.modules.models.serving.arrays import Columns
from rongqu.modules.models.serving.model import Model
from rongqu.modules.models.serving.words import Language
from rongqu.modules.models.types import Seen

LABEL = "defaulted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """`champion`: on the same cases. Where it has learned from some of them, it looks better than
    it is."""

    model: Model
    measures: Measures
    champion: Measures
    reports: Mapping[str, str]
    """HTML by language."""


def learn(name: str, cases: Sequence[Seen], known: frozenset[str], champion: Model) -> Lesson:
    """Raises NothingToLearnFrom where no feature says anything."""
    wanted = sorted(known & {feature for case in cases for feature in case.values})
    columns = _columns(cases, wanted)
    is_bad = np.array([case.is_bad for case in cases], dtype=np.bool_)
    features, warned = screen(dict.fromkeys(wanted, NUMBER), columns.__getitem__, is_bad)
    if not features:
        raise NothingToLearnFrom(left_out=", ".join(one.column for one in warned))
    wish = Wish(name=name, label=LABEL, kinds=(Kind.SCORECARD,))
    outcome = Outcome(is_bad=is_bad, weights=np.ones(len(cases)))
    [trained] = train(columns, features, outcome, wish)
    trained.model.facts["left_out"] = [[one.column, one.finding, one.detail] for one in warned]
    before = champion.predict(_columns(cases, [feature for feature, _ in champion.features]))
    return Lesson(
        model=trained.model,
        measures=trained.measures,
        champion=measure(before.chances, before.chances, is_bad),
        reports=_reports(trained, columns, outcome),
    )


def read_brought(path: Path, today: date) -> Iterator[Seen]:
    """A labelled table with features by the platform's names. Raises what reading tables does."""
    with TemporaryDirectory(prefix="rongqu-risk-") as scratch:
        source = open_table(path, Path(scratch))
        is_bad = read_label(source, LABEL)
        check_days(source, today)
        names = [name for name, kind in source.kinds.items() if kind == NUMBER and name != LABEL]
        columns = {name: source.column(name) for name in names}
    for place, bad in enumerate(is_bad.tolist()):
        row = {name: float(column[place]) for name, column in columns.items()}
        known = {name: value for name, value in row.items() if value == value}  # NaN differs
        yield Seen(values=known, is_bad=bad)


def _columns(cases: Sequence[Seen], names: Sequence[str]) -> Columns:
    return {
        name: np.array([case.values.get(name, np.nan) for case in cases], dtype=np.float64)
        for name in names
    }


def _reports(trained: Trained, columns: Columns, outcome: Outcome) -> dict[str, str]:
    """Figures and pictures are of cases that the model had not seen."""
    model = trained.model
    judged = Judged(
        scores=model.to_scores(trained.chances),
        chances=trained.chances,
        is_bad=outcome.is_bad[trained.judged],
        measures=trained.measures,
        drift={},
        effects=mean_effects(model, columns),
        warnings=(),
        source=model.name,
    )
    return {str(language): write_report(model, judged, language, {}) for language in Language}
