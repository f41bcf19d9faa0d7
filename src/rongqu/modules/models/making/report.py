"""What a model is worth on a table, as one HTML file without anything from elsewhere in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from rongqu.modules.models.making import charts
from rongqu.modules.models.making.measures import Measures, curve, parts_by_chance
from rongqu.modules.models.making.reference import ACT, SCORE, WATCH
from rongqu.modules.models.making.report_words import STYLE, WORDS
from rongqu.modules.models.serving.arrays import Flags, Floats, Points
from rongqu.modules.models.serving.card import CategoryBins, NumberBins
from rongqu.modules.models.serving.model import Model
from rongqu.modules.models.serving.words import Labels, Language, number

SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A model's answers on labelled cases. `drift` is empty for the table it was trained on."""

    scores: Points
    chances: Floats
    is_bad: Flags
    measures: Measures
    drift: dict[str, float]
    effects: dict[str, float]
    """Mean absolute points that each feature moved the score by."""
    warnings: Sequence[str]
    source: str


def write_report(model: Model, judged: Judged, language: Language, labels: Labels) -> str:
    words = WORDS[language]

    def label(name: str) -> str:
        return labels.get(name, {}).get(language, words["score"] if name == SCORE else name)

    parts = [
        f"<h1>{escape(words['title'])} · {escape(model.name)}</h1>",
        f"<p>{escape(words['about'].format(kind=words[model.kind], source=judged.source))}</p>",
        _headline(judged.measures, words),
        _warnings(judged.warnings, words),
        '<div class="charts">',
        _pictures(judged, words),
        "</div>",
        _parts(judged, words),
        _effects(judged.effects, words, label),
        _drift(judged.drift, words, label),
        _bins(model, words, label),
        f"<h2>{words['limits']}</h2><p>{escape(words['limits_text'])}</p>",
    ]
    body = "\n".join(part for part in parts if part)
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(model.name)}</title>'
        f"<style>{STYLE}</style><body>{body}</body></html>\n"
    )


def _headline(found: Measures, words: dict[str, str]) -> str:
    rows = [
        (words["rows"], f"{found.rows:,}"),
        (words["base_rate"], f"{found.base_rate:.2%} ({found.bad:,})"),
        ("AUC", f"{found.auc:.4f} ({found.auc_low:.4f} – {found.auc_high:.4f})"),
        ("KS", f"{found.ks:.4f}"),
        (words["brier"], f"{found.brier:.5f}"),
        (words["calibration_error"], f"{found.calibration_error:.4f}"),
    ]
    return _table((words["figure"], words["value"]), rows)


def _warnings(warnings: Sequence[str], words: dict[str, str]) -> str:
    if not warnings:
        return ""
    items = "".join(f"<li>{escape(one)}</li>" for one in warnings)
    return f'<h2>{words["warnings"]}</h2><ul class="warn">{items}</ul>'


def _pictures(judged: Judged, words: dict[str, str]) -> str:
    parts = parts_by_chance(judged.chances, judged.is_bad)
    riskiest_first = parts[::-1]
    bad = sum(part.bad for part in parts)
    caught = np.cumsum([part.bad for part in riskiest_first]) / bad
    rows = np.cumsum([part.rows for part in riskiest_first]) / sum(part.rows for part in parts)
    return "".join(
        [
            charts.lines(
                words["roc"],
                [curve(judged.chances, judged.is_bad), [(0, 0), (1, 1)]],
                (words["roc_x"], words["roc_y"]),
            ),
            charts.points_with_bars(
                words["calibration"],
                [(part.stated, part.found, part.low, part.high) for part in parts],
                (words["stated"], words["found"]),
            ),
            charts.lines(
                words["lift"],
                [[(0.0, 0.0), *zip(rows.tolist(), caught.tolist(), strict=True)], [(0, 0), (1, 1)]],
                (words["lift_x"], words["lift_y"]),
            ),
            charts.two_histograms(
                words["distribution"],
                judged.scores[~judged.is_bad].tolist(),
                judged.scores[judged.is_bad].tolist(),
                (words["good"], words["bad"]),
            ),
        ]
    )


def _parts(judged: Judged, words: dict[str, str]) -> str:
    rows = [
        (
            str(place),
            f"{part.rows:,}",
            f"{part.stated:.2%}",
            f"{part.found:.2%} ({part.low:.2%} – {part.high:.2%})",
            f"{part.found / judged.measures.base_rate:.2f}",
        )
        for place, part in enumerate(parts_by_chance(judged.chances, judged.is_bad), 1)
    ]
    head = (words["tenth"], words["rows"], words["stated"], words["found"], words["lift_factor"])
    return f"<h2>{words['calibration']}</h2>{_table(head, rows)}"


def _effects(effects: dict[str, float], words: dict[str, str], label: Any) -> str:
    strongest = sorted(effects, key=lambda name: -effects[name])[:SHOWN]
    rows = [(label(name), f"{effects[name]:.1f}") for name in strongest]
    return f"<h2>{words['reasons']}</h2>{_table((words['feature'], words['points']), rows)}"


def _drift(drift: dict[str, float], words: dict[str, str], label: Any) -> str:
    if not drift:
        return f"<h2>{words['stability']}</h2><p>{escape(words['stability_none'])}</p>"
    rest = sorted((name for name in drift if name != SCORE), key=lambda name: -drift[name])
    rows = [
        (label(name), f"{drift[name]:.3f}", words[verdict(drift[name])])
        for name in [SCORE, *rest[:SHOWN]]
    ]
    head = (words["feature"], "PSI", words["verdict"])
    return f"<h2>{words['stability']}</h2>{_table(head, rows)}"


def verdict(index: float) -> str:
    return "steady" if index < WATCH else "watch" if index < ACT else "moved"


def _bins(model: Model, words: dict[str, str], label: Any) -> str:
    if model.card is None:
        return ""
    parts = [f"<h2>{words['bins']}</h2><p>{escape(_scale(model, words))}</p>"]
    for bins in model.card.bins:
        rows = list(_number_rows(bins, words) if isinstance(bins, NumberBins) else _groups(bins))
        rows.append((words["missing"], f"{bins.missing:+d}"))
        if isinstance(bins, CategoryBins):
            rows.append((words["other"], f"{bins.other:+d}"))
        parts.append(f"<h3>{escape(label(bins.feature))}</h3>")
        parts.append(_table((words["value"], words["points"]), rows))
    return "".join(parts)


def _scale(model: Model, words: dict[str, str]) -> str:
    assert model.card is not None
    scale = model.scale
    return words["scale"].format(
        base=model.card.base_points, score=scale.base_score, odds=scale.base_odds, pdo=scale.pdo
    )


def _number_rows(bins: NumberBins, words: dict[str, str]) -> Iterable[tuple[str, str]]:
    edges = [None, *bins.edges, None]
    for low, high, points in zip(edges, edges[1:], bins.points, strict=False):
        if low is None and high is None:
            yield words["any"], f"{points:+d}"
        elif low is None:
            yield f"< {number(high or 0.0)}", f"{points:+d}"
        else:
            ends = f"≥ {number(low)}" if high is None else f"{number(low)} – {number(high)}"
            yield ends, f"{points:+d}"


def _groups(bins: CategoryBins) -> Iterable[tuple[str, str]]:
    by_points: dict[int, list[str]] = {}
    for name, points in bins.points.items():
        by_points.setdefault(points, []).append(name)
    for points in sorted(by_points):
        names = sorted(by_points[points])
        more = f" … ({len(names)})" if len(names) > 12 else ""
        yield ", ".join(names[:12]) + more, f"{points:+d}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<div class="scroll"><table><tr>{top}</tr>{lines}</table></div>'
