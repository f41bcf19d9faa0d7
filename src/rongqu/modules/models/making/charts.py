"""Small pictures as SVG: a report is one file, and opens without a network."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT, MARGIN = 360, 280, 44
INK, SECOND, GRID = "#0F766E", "#B45309", "#CBD5E1"
TICKS = 5
BANDS = 28

Pair = tuple[float, float]


def lines(title: str, curves: Sequence[Sequence[Pair]], axes: tuple[str, str]) -> str:
    """Curves from (0, 0) to (1, 1); the second is for comparison."""
    drawn = "".join(
        f'<polyline fill="none" stroke="{INK if place == 0 else GRID}" stroke-width="2" '
        f'points="{" ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)}"/>'
        for place, points in enumerate(curves)
    )
    return _figure(title, _axes(axes, 1.0) + drawn)


def points_with_bars(
    title: str, found: Sequence[tuple[float, float, float, float]], axes: tuple[str, str]
) -> str:
    """(x, y, low, high) each; the diagonal is where they would lie."""
    top = max(0.01, *(max(x, high) for x, _, _, high in found))
    drawn = [
        f'<line x1="{_x(0):.1f}" y1="{_y(0):.1f}" x2="{_x(1):.1f}" y2="{_y(1):.1f}" '
        f'stroke="{GRID}" stroke-width="2"/>'
    ]
    for x, y, low, high in found:
        at = _x(x / top)
        drawn.append(
            f'<line x1="{at:.1f}" y1="{_y(low / top):.1f}" x2="{at:.1f}" y2="{_y(high / top):.1f}" '
            f'stroke="{INK}"/><circle cx="{at:.1f}" cy="{_y(y / top):.1f}" r="4" fill="{INK}"/>'
        )
    return _figure(title, _axes(axes, top) + "".join(drawn))


def two_histograms(
    title: str, first: Sequence[float], second: Sequence[float], names: tuple[str, str]
) -> str:
    """Shares of each by score, over one another."""
    low, high = 300.0, 850.0
    shares = [_shares(values, low, high) for values in (first, second)]
    top = max(0.01, *(max(one) for one in shares))
    wide = (WIDTH - 2 * MARGIN) / BANDS
    bars = "".join(
        f'<rect x="{MARGIN + band * wide:.1f}" y="{_y(share / top):.1f}" width="{wide:.1f}" '
        f'height="{_y(0) - _y(share / top):.1f}" fill="{colour}" fill-opacity="0.5"/>'
        for one, colour in zip(shares, (INK, SECOND), strict=True)
        for band, share in enumerate(one)
    )
    ticks = "".join(
        f'<text x="{MARGIN + (score - low) / (high - low) * (WIDTH - 2 * MARGIN):.0f}" '
        f'y="{HEIGHT - MARGIN + 16}" text-anchor="middle">{score}</text>'
        for score in (300, 400, 500, 600, 700, 850)
    )
    legend = (
        f'<text x="{MARGIN}" y="{HEIGHT - 6}" fill="{INK}">■ {escape(names[0])}</text>'
        f'<text x="{WIDTH // 2}" y="{HEIGHT - 6}" fill="{SECOND}">■ {escape(names[1])}</text>'
    )
    return _figure(title, bars + ticks + legend)


def _shares(values: Sequence[float], low: float, high: float) -> list[float]:
    counts = [0] * BANDS
    for value in values:
        counts[min(BANDS - 1, int((value - low) / (high - low) * BANDS))] += 1
    return [count / max(1, len(values)) for count in counts]


def _axes(names: tuple[str, str], top: float) -> str:
    marks: list[str] = []
    for tick in range(TICKS + 1):
        at = tick / TICKS
        marks.append(
            f'<line x1="{_x(0)}" x2="{_x(1)}" y1="{_y(at):.1f}" y2="{_y(at):.1f}" stroke="{GRID}" '
            f'stroke-width="0.5"/><text x="{MARGIN - 6}" y="{_y(at) + 4:.1f}" text-anchor="end">'
            f"{at * top:.0%}</text>"
            f'<text x="{_x(at):.1f}" y="{HEIGHT - MARGIN + 16}" text-anchor="middle">'
            f"{at * top:.0%}</text>"
        )
    return (
        "".join(marks)
        + f'<text x="{WIDTH // 2}" y="{HEIGHT - 6}" text-anchor="middle">{escape(names[0])}</text>'
        + f'<text x="8" y="{MARGIN - 14}">{escape(names[1])}</text>'
    )


def _figure(title: str, drawn: str) -> str:
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{escape(title)}">{drawn}</svg></figure>'
    )


def _x(share: float) -> float:
    return MARGIN + share * (WIDTH - 2 * MARGIN)


def _y(share: float) -> float:
    return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)
