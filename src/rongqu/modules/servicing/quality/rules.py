"""Which category people may give a loan."""

from __future__ import annotations

from rongqu.modules.servicing.days.types import Category
from rongqu.modules.servicing.errors import OverrideTooGood, ReasonMissing


def check_override(category: Category, least: Category, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
    if category.rank < least.rank:
        raise OverrideTooGood(least=least)
