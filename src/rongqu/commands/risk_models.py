"""`rongqu risk …`: models from any labelled table, and what they are worth."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from rongqu.commands.risk_tables import Plan, check_same_columns, known_columns, read_labels
from rongqu.infra.clock import utc_now
from rongqu.infra.settings import Settings
from rongqu.modules.models.errors import ColumnsMissing, ModelUnreadable, NothingToLearnFrom
from rongqu.modules.models.making.card import CardPlan, Outcome
from rongqu.modules.models.making.categories import number_texts
from rongqu.modules.models.making.effects import mean_effects
from rongqu.modules.models.making.fairness import compare_groups
from rongqu.modules.models.making.measures import Measures, measure
from rongqu.modules.models.making.reference import SCORE, drift_of
from rongqu.modules.models.making.report import Judged, verdict, write_report
from rongqu.modules.models.making.screening import Finding, Warned, screen
from rongqu.modules.models.making.table import (
    CATEGORY,
    DAY,
    LazyColumns,
    Source,
    check_days,
    open_table,
    read_label,
)
from rongqu.modules.models.making.train import Kind, Trained, Wish, train
from rongqu.modules.models.serving.arrays import Columns, Flags, Floats
from rongqu.modules.models.serving.artefact import NotAModel, read_model, write_model
from rongqu.modules.models.serving.model import Model
from rongqu.modules.models.serving.signing import JSON, open_sealed, own_key, seal, trusted_keys
from rongqu.modules.models.serving.words import Language, reason_code, to_words

KEYS = "keys"
SUFFIX = ".rongqu.json"

ToldIn = tuple[Language, Path | None]
"""The language, and the file with the words of the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainRequest:
    """What was asked for on the command line."""

    table: Path
    label: str
    out: Path
    kinds: tuple[Kind, ...]
    plan: Plan


def train_models(settings: Settings, request: TrainRequest) -> None:
    console = Console(highlight=False, soft_wrap=True)
    with TemporaryDirectory(prefix="rongqu-risk-") as scratch:
        source = open_table(request.table, Path(scratch))
        is_bad = read_label(source, request.label)
        check_days(source, utc_now().date())
        features, warned = _features(source, request, is_bad)
        _tell_warned(console, warned)
        wish = Wish(
            name=request.table.stem,
            label=request.label,
            kinds=request.kinds,
            folds=request.plan.folds,
            seed=request.plan.seed,
            card=CardPlan(scale=request.plan.scale),
        )
        columns: Columns = LazyColumns(source, features)
        outcome = Outcome(is_bad=is_bad, weights=_weights(source, request.plan.weight))
        trained = train(columns, features, outcome, wish)
    _tell_trained(console, trained)
    lineage = _lineage(request, warned)
    for one in trained:
        one.model.facts.update(lineage)
        path = save(settings, one.model, request.out)
        console.print(f"  {path}")


def evaluate_model(settings: Settings, path: Path, table: Path, by: tuple[str, ...]) -> None:
    model = load(settings, path)
    judged = _judge(model, table, effects=False)
    console = Console(highlight=False, soft_wrap=True)
    _tell_groups(console, judged, table, by)
    grid = Table("model", *_FIGURES, title=f"{model.name}: {table.name}")
    grid.add_row(model.kind, *_cells(judged.measures))
    console.print(grid)
    for warning in judged.warnings:
        console.print(f"[yellow]![/] {warning}")
    moved = Table("feature", "PSI", "verdict", title="Drift since training")
    for name, index in sorted(judged.drift.items(), key=lambda pair: (pair[0] != SCORE, -pair[1])):
        moved.add_row(name, f"{index:.3f}", verdict(index))
    console.print(moved)


def explain_row(settings: Settings, path: Path, table: Path, row: int, told_in: ToldIn) -> None:
    model = load(settings, path)
    with TemporaryDirectory(prefix="rongqu-risk-") as scratch:
        source = open_table(table, Path(scratch))
        check_same_columns(model, source)
        check_days(source, utc_now().date())
        case = known_columns(source, row)
    found = model.judge(case, shown=8)
    console = Console(highlight=False, soft_wrap=True)
    console.print(
        f"{found.score}  PD {found.chance:.2%} ({found.chance_low:.2%} – {found.chance_high:.2%})"
    )
    language, labels = told_in[0], read_labels(told_in[1])
    for effect in found.effects:
        told = to_words(effect, model.card, language, labels)
        console.print(f"  {effect.points:+4d}  {told}  [dim]{reason_code(effect)}[/]")
    if found.unknown:
        names = ", ".join(found.unknown)
        console.print(f"[yellow]![/] unknown categories in {names}: a person has to look.")


def report_model(settings: Settings, path: Path, table: Path, out: Path, told_in: ToldIn) -> None:
    model = load(settings, path)
    judged = _judge(model, table, effects=True)
    language, labels = told_in[0], read_labels(told_in[1])
    out.write_text(write_report(model, judged, language, labels), "utf-8")
    Console(highlight=False, soft_wrap=True).print(f"written {out}")


def save(settings: Settings, model: Model, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{model.name}{SUFFIX}"
    sealed = seal(write_model(model).encode("utf-8"), JSON, own_key(settings.home / KEYS))
    path.write_text(sealed, "utf-8")
    return path


def load(settings: Settings, path: Path) -> Model:
    """Raises ModelUnreadable or ModelNotTrusted."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:  # a pickle, an archive: not even text
        raise ModelUnreadable(reason="format") from None
    content = open_sealed(text, JSON, trusted_keys(settings.home / KEYS))
    try:
        return read_model(content.decode("utf-8"))
    except (NotAModel, UnicodeDecodeError):
        raise ModelUnreadable(reason="format") from None


_FIGURES = ("cases", "base rate", "AUC (95 %)", "KS", "Brier", "calibration")


def _cells(found: Measures) -> tuple[str, ...]:
    return (
        f"{found.rows:,}",
        f"{found.base_rate:.2%}",
        f"{found.auc:.4f} ({found.auc_low:.4f} – {found.auc_high:.4f})",
        f"{found.ks:.4f}",
        f"{found.brier:.5f}",
        f"{found.calibration_error:.4f}",
    )


def _tell_groups(console: Console, judged: Judged, table: Path, by: tuple[str, ...]) -> None:
    """Refused stands for the riskiest fifth. A group whose stated rate is off is marked."""
    with TemporaryDirectory(prefix="rongqu-risk-") as scratch:
        source = open_table(table, Path(scratch))
        unknown = [name for name in by if source.kinds.get(name, DAY) == DAY]
        if unknown:
            raise ColumnsMissing(columns=", ".join(unknown))
        for name in by:
            grid = Table(name, "cases", "found bad", "stated", "refused", "", title="Groups")
            for group in compare_groups(source.column(name), judged.chances, judged.is_bad):
                found = f"{group.found:.2%} ({group.low:.2%} – {group.high:.2%})"
                shown = (f"{group.rows:,}", found, f"{group.stated:.2%}", f"{group.refused:.1%}")
                grid.add_row(group.name, *shown, "off" if group.is_off else "")
            console.print(grid)


def _features(
    source: Source, request: TrainRequest, is_bad: Flags
) -> tuple[list[str], list[Warned]]:
    unknown = [
        name for name in (*request.plan.drop, *request.plan.keep) if name not in source.kinds
    ]
    if unknown:
        raise ColumnsMissing(columns=", ".join(unknown))
    aside = {request.label, request.plan.weight, *request.plan.drop, *request.plan.keep}
    kinds = {name: kind for name, kind in source.kinds.items() if name not in aside}
    features, warned = screen(kinds, source.column, is_bad)
    kept = [name for name in request.plan.keep if source.kinds[name] != DAY]
    if not features and not kept:
        raise NothingToLearnFrom(left_out=", ".join(one.column for one in warned))
    order = {name: place for place, name in enumerate(source.kinds)}
    return sorted([*features, *kept], key=lambda name: order[name]), warned


def _weights(source: Source, column: str | None) -> Floats:
    if column is None:
        return np.ones(source.rows)
    if column not in source.kinds:
        raise ColumnsMissing(columns=column)
    return np.nan_to_num(source.column(column), nan=0.0)


def _tell_warned(console: Console, warned: Sequence[Warned]) -> None:
    leaks = {Finding.DECLARED_LEAK, Finding.SUSPECTED_LEAK}
    for one in sorted(warned, key=lambda one: one.finding not in leaks):
        detail = f" ({one.detail})" if one.detail else ""
        console.print(f"[yellow]![/] {one.column}: left out, {one.finding}{detail}")


def _tell_trained(console: Console, trained: Sequence[Trained]) -> None:
    grid = Table("model", *_FIGURES, title="Out of sample, the best first")
    for one in trained:
        grid.add_row(one.model.kind, *_cells(one.measures))
    console.print(grid)


def _lineage(request: TrainRequest, warned: Sequence[Warned]) -> dict[str, Any]:
    with request.table.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "trained_at": utc_now().isoformat(timespec="seconds"),
        "table": request.table.name,
        "table_sha256": digest,
        "left_out": [[one.column, one.finding, one.detail] for one in warned],
    }


def _judge(model: Model, table: Path, *, effects: bool) -> Judged:
    """In batches: the table may be larger than memory."""
    names = [name for name, _ in model.features]
    with TemporaryDirectory(prefix="rongqu-risk-") as scratch:
        source = open_table(table, Path(scratch))
        is_bad = read_label(source, model.label)
        check_same_columns(model, source)
        check_days(source, utc_now().date())
        found = [model.predict(batch) for batch in source.batches(names)]
        scores = np.concatenate([one.scores for one in found])
        chances = np.concatenate([one.chances for one in found])
        columns = LazyColumns(source, names)
        return Judged(
            scores=scores,
            chances=chances,
            is_bad=is_bad,
            measures=measure(chances, chances, is_bad),
            drift=drift_of(model, columns, scores),
            effects=mean_effects(model, columns) if effects else {},
            warnings=[*_leaks(model, source, is_bad), *_unknown(model, source)],
            source=table.name,
        )


def _leaks(model: Model, source: Source, is_bad: Flags) -> list[str]:
    """What the model rests on and this table gives away: its figures here mean little."""
    _, warned = screen(dict(model.features), source.column, is_bad)
    return [
        f"{one.column}: nearly gives the outcome away in this table ({one.detail})"
        for one in warned
        if one.finding is Finding.SUSPECTED_LEAK
    ]


def _unknown(model: Model, source: Source) -> list[str]:
    """Categories that were not there in training: told by column, with how many rows."""
    told: list[str] = []
    for name, kind in model.features:
        if kind != CATEGORY:
            continue
        values, places = number_texts(source.column(name))
        counts = np.bincount(places, minlength=len(values)).tolist()
        rows = sum(
            count
            for value, count in zip(values, counts, strict=True)
            if value and name in model.judge({name: value}, shown=0).unknown
        )
        if rows:
            told.append(f"{name}: {rows:,} rows with categories rare or absent in training")
    return told
