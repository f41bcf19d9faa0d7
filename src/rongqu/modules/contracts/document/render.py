"""Typst makes the PDF: PDF/A-2b, with the fonts inside, the same bytes for the same contract.

Neither the machine's fonts nor its clock have a say, so that a document can be made again and
compared by its hash. The Chinese font comes as the package `noto-cjk-sans-otc`
(`docs/adr/0005-a-font-that-ships-with-us.md`).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from importlib import resources
from pathlib import Path

import typst

from rongqu.modules.contracts.document.content import compose_loan
from rongqu.modules.contracts.types import Contract

TEMPLATE = "loan/1"
"""Goes on record with each document. Another text is another version, never a changed one."""

_SOURCE = "loan.typ"


def render_loan(contract: Contract) -> bytes:
    """About a tenth of a second a document: call it off the event loop."""
    made_at = datetime.combine(contract.prepared_on, time(), UTC)
    content = json.dumps(asdict(compose_loan(contract)), ensure_ascii=False)
    return typst.compile(
        _source(),
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=["a-2b"],
        timestamp=made_at,
        sys_inputs={"content": content},
    )


@cache
def _source() -> bytes:
    return resources.files("rongqu.modules.contracts").joinpath("templates", _SOURCE).read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[Path(str(resources.files("noto_cjk_sans_otc")))],
    )
