"""Typst makes the PDF: PDF/A-2b, with the fonts inside, the same bytes for the same content.

Neither the machine's fonts nor its clock have a say, so that a document can be made again and
compared by its hash. The Chinese font comes as the package `noto-cjk-sans-otc`
(`docs/adr/0005-a-font-that-ships-with-us.md`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path

import typst

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def typeset(template: str, content: str, made_at: datetime = UNDATED) -> bytes:
    """A file of `templates/`, with `content` as JSON. Takes a tenth of a second: call it off the
    event loop."""
    return typst.compile(
        _source(template),
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=["a-2b"],
        timestamp=made_at,
        sys_inputs={"content": content},
    )


@cache
def _source(name: str) -> bytes:
    return resources.files("rongqu.modules.contracts").joinpath("templates", name).read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[Path(str(resources.files("noto_cjk_sans_otc")))],
    )
