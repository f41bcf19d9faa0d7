"""The PDF of a loan contract; made again it is the same file."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, time

from rongqu.modules.contracts.document.content import compose_loan
from rongqu.modules.contracts.document.typesetting import typeset
from rongqu.modules.contracts.types import Contract

TEMPLATE = "loan/2"
"""Goes on record with each document. Another text is another version, never a changed one."""


def render_loan(contract: Contract) -> bytes:
    made_at = datetime.combine(contract.prepared_on, time(), UTC)
    content = json.dumps(asdict(compose_loan(contract)), ensure_ascii=False)
    return typeset("loan.typ", content, made_at)
