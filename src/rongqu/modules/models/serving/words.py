"""Reasons in words, Chinese and English, for any feature: "sales below 300,000: 26 points less"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from enum import StrEnum

from rongqu.modules.models.serving.card import Card, Effect, NumberBins


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


Labels = Mapping[str, Mapping[str, str]]
"""Words of a feature by language; its own name where there are none."""

_GAIN = {Language.ZH: "加 {points} 分", Language.EN: "{points} points more"}
_LOSS = {Language.ZH: "减 {points} 分", Language.EN: "{points} points less"}
_MISSING = {Language.ZH: "缺失", Language.EN: "is missing"}
_IS = {Language.ZH: "为 {value}", Language.EN: "is {value}"}
_BELOW = {Language.ZH: "低于 {high}", Language.EN: "is below {high}"}
_FROM = {Language.ZH: "不低于 {low}", Language.EN: "is at least {low}"}
_BETWEEN = {Language.ZH: "在 {low} 至 {high} 之间", Language.EN: "is from {low} to below {high}"}
_JOIN = {Language.ZH: "{label}{what}，{effect}", Language.EN: "{label} {what}: {effect}"}


def reason_code(effect: Effect) -> str:
    return f"{effect.feature}.{'up' if effect.points > 0 else 'down'}"


def to_words(effect: Effect, card: Card | None, language: Language, labels: Labels) -> str:
    """`card` tells the bin that the value lies in; without one the value itself is told."""
    label = labels.get(effect.feature, {}).get(language, effect.feature)
    pattern = (_GAIN if effect.points > 0 else _LOSS)[language]
    return _JOIN[language].format(
        label=label,
        what=_what(effect, card, language),
        effect=pattern.format(points=abs(effect.points)),
    )


def _what(effect: Effect, card: Card | None, language: Language) -> str:
    value = effect.value
    if value is None or value != value:  # NaN differs from itself
        return _MISSING[language]
    bins = None if card is None else {one.feature: one for one in card.bins}.get(effect.feature)
    if isinstance(value, str) or not isinstance(bins, NumberBins) or not bins.edges:
        shown = value if isinstance(value, str) else number(value)
        return _IS[language].format(value=shown)
    place = bisect_right(bins.edges, value)
    if place == 0:
        return _BELOW[language].format(high=number(bins.edges[0]))
    if place == len(bins.edges):
        return _FROM[language].format(low=number(bins.edges[-1]))
    low, high = (number(edge) for edge in bins.edges[place - 1 : place + 1])
    return _BETWEEN[language].format(low=low, high=high)


def number(value: float) -> str:
    """Four digits that count, thousands apart."""
    if value != 0 and not 1e-4 <= abs(value) < 1e15:
        return f"{value:.4g}"
    digits = f"{value:,.4f}" if abs(value) < 1000 else f"{value:,.0f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
