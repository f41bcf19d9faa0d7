"""Business plans as their authors' programs would write them."""

# python-docx and python-pptx leave gaps in their types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
from docx import Document
from pptx import Presentation

CHAPTERS: Sequence[tuple[str, str]] = (
    (
        "一、公司简介",
        "苏州精工机械有限公司成立于2018年，专注于精密零部件制造，员工共65人。公司拥有三条生产线。",
    ),
    (
        "二、财务数据",
        "2025年营业收入1,850万元，净利润120万元。预计2026年营业收入达到3,000万元。",
    ),
    ("三、融资计划", "本次拟融资500万元，用于购置设备和扩大生产线，出让10%股权。"),
    ("四、核心团队", "创始人有二十年机床行业经验，团队稳定。"),
)


def pdf_plan(chapters: Iterable[tuple[str, str]] = CHAPTERS) -> bytes:
    pages = "#pagebreak()\n".join(f"= {title}\n{text}\n" for title, text in chapters)
    fonts = Path(str(resources.files("noto_cjk_sans_otc")))
    source = f'#set text(font: "Noto Sans CJK SC")\n{pages}'
    return typst.compile(source.encode(), font_paths=typst.Fonts(font_paths=[fonts]), format="pdf")


def docx_plan(chapters: Iterable[tuple[str, str]] = CHAPTERS) -> bytes:
    document: Any = Document()
    for title, text in chapters:
        document.add_heading(title, level=1)
        document.add_paragraph(text)
    return _saved(document)


def pptx_plan(chapters: Iterable[tuple[str, str]] = CHAPTERS) -> bytes:
    deck: Any = Presentation()
    for title, text in chapters:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = text
    return _saved(deck)


def _saved(document: Any) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
