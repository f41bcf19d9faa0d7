"""Words about what is held, in both languages: for the file that a person takes away, and for the
record of processing."""

from __future__ import annotations

from functools import cache
from typing import Any

from rongqu.modules.privacy.purposes import read_data
from rongqu.modules.privacy.types import Words


@cache
def _entries() -> dict[str, Any]:
    return read_data("words")


def holding_words(name: str, locale: str) -> Words:
    entry = _entries()["holding"][name]
    return Words(title=entry["title"][locale], body=entry["body"][locale])


def recipients_of(name: str, locale: str) -> str:
    return _entries()["holding"][name]["recipients"][locale]


def page_words(locale: str) -> dict[str, str]:
    return {name: text[locale] for name, text in _entries()["page"].items()}


def columns_words(locale: str) -> dict[str, str]:
    return {name: text[locale] for name, text in _entries()["column"].items()}


def purpose_words(purpose: str, locale: str) -> str:
    return _entries()["purpose"][purpose][locale]


def policy_words(policy: str, locale: str) -> str:
    """Which law asks to keep it, for how long."""
    return _entries()["keep"][policy.partition(".")[2]][locale]
