"""Unit and words of any feature: the declared ones are in the locales, those of the factory say
what they are themselves."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from rongqu.modules.risk.factory.declare import Declared, declared
from rongqu.modules.risk.factory.sources import Unit
from rongqu.modules.risk.features import FEATURES, FeatureUnit

_UNITS = {Unit.YUAN: FeatureUnit.YUAN, Unit.SHARE: FeatureUnit.SHARE}


class WordsBody(BaseModel):
    zh: str
    en: str


def unit_of(feature: str) -> FeatureUnit:
    if feature in FEATURES:
        return FEATURES[feature].unit
    return _UNITS.get(_made()[feature].unit, FeatureUnit.COUNT)


def words_of(feature: str) -> WordsBody | None:
    """None: the locales have them under `feature.<name>`."""
    if feature in FEATURES:
        return None
    made = _made()[feature]
    return WordsBody(zh=made.meaning_zh, en=made.meaning_en)


@cache
def _made() -> dict[str, Declared]:
    return {one.name: one for one in declared()}
