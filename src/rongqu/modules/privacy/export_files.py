"""All that is kept of a person as one file: JSON for programs, a page for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from html import escape
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from rongqu.modules.identity.public import Locale
from rongqu.modules.privacy.holdings import Rows
from rongqu.modules.privacy.wording import columns_words, holding_words, page_words

PURPOSE = "privacy.export"
"""Under which the file is encrypted: no other secret opens as it."""


@dataclass(frozen=True, slots=True)
class Collected:
    holding: str
    rows: Rows = field(repr=False)


@dataclass(frozen=True, slots=True)
class ExportFile:
    content: bytes = field(repr=False)
    sha256: str


def key_of(export_id: UUID) -> str:
    return f"privacy/exports/{export_id}"


def file_of(collected: Sequence[Collected], locale: Locale, made_at: datetime) -> ExportFile:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        archive.writestr("index.html", _page(collected, locale, made_at))
        for each in collected:
            text = json.dumps(each.rows, ensure_ascii=False, indent=2)
            archive.writestr(f"data/{each.holding}.json", text)
    return ExportFile(content.getvalue(), sha256(content.getvalue()).hexdigest())


_STYLE = (
    "body{font:16px/1.6 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;max-width:60rem;"
    "margin:2rem auto;padding:0 1rem;color:#1f2933}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #d9e2ec;padding:.4rem .6rem;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}.muted{color:#627d98}"
)


def _page(collected: Sequence[Collected], locale: Locale, made_at: datetime) -> str:
    words = page_words(locale)
    sections = "".join(_section(each, locale) for each in collected)
    return (
        f'<!doctype html><html lang="{locale}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(words['title'])}</title><style>{_STYLE}</style>"
        f"<h1>{escape(words['title'])}</h1>"
        f'<p class="muted">{escape(words["lead"])} {made_at.isoformat(timespec="seconds")}</p>'
        f"{sections}</html>"
    )


def _section(each: Collected, locale: Locale) -> str:
    words = holding_words(each.holding, locale)
    head = f"<h2>{escape(words.title)}</h2><p>{escape(words.body)}</p>"
    if not each.rows:
        return f'{head}<p class="muted">{escape(page_words(locale)["nothing"])}</p>'
    names = columns_words(locale)
    columns = list(dict.fromkeys(column for row in each.rows for column in row))
    titles = "".join(f"<th>{escape(names.get(column, column))}</th>" for column in columns)
    rows = "".join(_row([row.get(column) for column in columns]) for row in each.rows)
    return f"{head}<table><tr>{titles}</tr>{rows}</table>"


def _row(cells: Sequence[Any]) -> str:
    shown = ("" if cell is None else escape(str(cell)) for cell in cells)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in shown)}</tr>"
