"""The texts that come along (`texts/*.toml`): the first version of each template."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rongqu.modules.contracts.library.types import (
    Annex,
    Article,
    PartyRole,
    Template,
    TemplateKind,
    TemplateText,
    TermRow,
    Words,
)

SHARED = "shared.toml"
"""Articles that many contracts have in common, by name: `shared = "disputes"`."""


@dataclass(frozen=True, slots=True)
class ShippedTemplate:
    template: Template
    text: TemplateText


@cache
def shipped_templates() -> tuple[ShippedTemplate, ...]:
    folder = resources.files("rongqu.modules.contracts.library").joinpath("texts")
    read = {each.name: tomllib.loads(each.read_text("utf-8")) for each in folder.iterdir()}
    shared = read.pop(SHARED)
    return tuple(
        _shipped(name.removesuffix(".toml"), data, shared) for name, data in sorted(read.items())
    )


def _shipped(key: str, data: Mapping[str, Any], shared: Mapping[str, Any]) -> ShippedTemplate:
    template = Template(
        key=key,
        kind=TemplateKind(data["kind"]),
        jurisdiction=data["jurisdiction"],
        owner_id=None,
    )
    text = TemplateText(
        title=_words(data["title"]),
        preamble=_words(data["preamble"]),
        parties=tuple(PartyRole(variable, Words(zh, en)) for variable, zh, en in data["parties"]),
        articles=tuple(_article(each, shared) for each in data["articles"]),
        annexes=tuple(
            Annex(_words(each["heading"]), _words(each["note"]), each["table"])
            for each in data.get("annexes", ())
        ),
    )
    return ShippedTemplate(template, text)


def _article(data: Mapping[str, Any], shared: Mapping[str, Any]) -> Article:
    found = shared[data["shared"]] if "shared" in data else data
    return Article(
        heading=_words(found["heading"]),
        rows=tuple(
            TermRow(Words(zh, en), Words(value_zh, value_en))
            for zh, en, value_zh, value_en in found.get("rows", ())
        ),
        clauses=tuple(_words(each) for each in found.get("clauses", ())),
        table=found.get("table"),
    )


def _words(pair: list[str]) -> Words:
    zh, en = pair
    return Words(zh, en)
