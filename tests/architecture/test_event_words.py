"""An auditor reads what happened in words."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from rongqu import events
from tests.architecture.test_habits import events_of_the_house

LOCALES = Path(__file__).parents[2] / "web/src/locales"

for module in iter_modules(events.__path__):
    import_module(f"rongqu.events.{module.name}")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_event_has_words(language: str) -> None:
    words = json.loads((LOCALES / language / "events.json").read_text("utf-8"))
    assert {event.name for event in events_of_the_house()} == words.keys()
