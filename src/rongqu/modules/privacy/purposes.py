"""The purposes and the first texts, as data that ships with the room."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from rongqu.infra.tx import Tx
from rongqu.kernel.actor import NOBODY
from rongqu.modules.privacy import tables
from rongqu.modules.privacy.errors import PurposeUnknown
from rongqu.modules.privacy.types import Basis, PurposeFacts, Scope, UseOfData


def read_data(name: str) -> dict[str, Any]:
    folder = resources.files("rongqu.modules.privacy")
    return tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def all_purposes() -> dict[UseOfData, PurposeFacts]:
    entries = read_data("purposes")
    return {
        purpose: PurposeFacts(
            purpose=purpose,
            basis=Basis(entries[purpose]["basis"]),
            scope=Scope(entries[purpose]["scope"]),
            article=entries[purpose]["article"],
        )
        for purpose in UseOfData
    }


def find_consent_purpose(purpose: UseOfData) -> PurposeFacts:
    """Raises PurposeUnknown for what one does not agree to: a contract or the law is its basis."""
    facts = all_purposes()[purpose]
    if facts.basis is not Basis.CONSENT:
        raise PurposeUnknown(purpose=purpose)
    return facts


def first_texts() -> Iterator[dict[str, Any]]:
    for entry in read_data("texts")["text"]:
        words = {
            f"{part}_{language}": entry[language][part]
            for part in ("title", "body")
            for language in ("zh", "en")
        }
        facts = {name: entry[name] for name in ("purpose", "version", "valid_from", "asks_again")}
        yield facts | words | {"author_id": NOBODY}


async def load_texts(tx: Tx) -> int:
    """Put the texts in that are not there yet. Returns how many were new."""
    rows = [text | {"recorded_at": tx.now} for text in first_texts()]
    loaded = await tx.connection.execute(insert(tables.text).values(rows).on_conflict_do_nothing())
    return loaded.rowcount
