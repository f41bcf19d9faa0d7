"""The PDF of a document of the library; made again it is the same file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time

from rongqu.modules.contracts.document.typesetting import typeset
from rongqu.modules.contracts.library.composing import DocumentContent, to_typeset


def render(content: DocumentContent, made_on: date) -> bytes:
    """Takes about 30 ms: call it off the event loop."""
    made_at = datetime.combine(made_on, time(), UTC)
    return typeset("document.typ", json.dumps(to_typeset(content), ensure_ascii=False), made_at)
