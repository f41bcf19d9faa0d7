from __future__ import annotations

import re

import pytest

from rongqu.modules.engagement import rules
from rongqu.modules.engagement.types import Channel, Topic

PLACE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("kind", sorted(rules.read_templates()))
def test_every_kind_has_words_in_both_languages_with_the_same_figures(kind: str) -> None:
    chinese, english = (rules.read_templates()[kind][locale] for locale in ("zh-CN", "en"))

    assert chinese.keys() == english.keys() == {"title", "body"}
    assert set(PLACE.findall(english["body"])) == set(PLACE.findall(chinese["body"]))


def test_every_reader_of_a_move_has_words() -> None:
    kinds = {reader.kind for readers in rules.APPLICATION_NEWS.values() for reader in readers}
    kinds |= {reader.kind for reader in (*rules.FAST_LANE, *rules.CALLED_OFF)}

    assert kinds <= rules.read_templates().keys()


def test_who_chose_nothing_gets_the_defaults() -> None:
    preferences = rules.compute_preferences({})

    assert rules.channels_of(Topic.CONTRACTS, preferences) == (
        Channel.IN_APP,
        Channel.SMS,
        Channel.EMAIL,
    )
    assert rules.channels_of(Topic.DATA, preferences) == (Channel.IN_APP,)


def test_a_choice_wins_over_the_default() -> None:
    preferences = rules.compute_preferences({(Topic.CONTRACTS, Channel.SMS): False})

    assert Channel.SMS not in rules.channels_of(Topic.CONTRACTS, preferences)
