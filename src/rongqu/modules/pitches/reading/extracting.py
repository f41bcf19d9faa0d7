"""Text of PDF, .docx and .pptx by their libraries. Runs only in the process of `apart`."""

# pypdfium2 has no types; those of python-docx and python-pptx leave gaps.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO

import pypdfium2
from docx import Document
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from pptx import Presentation
from pptx.shapes.base import BaseShape

from rongqu.modules.pitches.types import Passage, PlanType

MOST_PLACES = 500
MOST_LETTERS = 400_000
"""More is not read: no plan is that long, and what is digested must end soon."""

MOST_HEADINGS, LONGEST_HEADING = 50, 200


def extract(content: bytes, file_type: PlanType) -> list[Passage]:
    """As much as may be read, with the place of each part."""
    read = list[Passage]()
    left = MOST_LETTERS
    for passage in _READERS[file_type](content):
        read.append(_cut(passage, left))
        left -= len(passage.text)
        if left <= 0 or len(read) == MOST_PLACES:
            break
    return read


def _cut(passage: Passage, most: int) -> Passage:
    headings = tuple(each[:LONGEST_HEADING] for each in passage.headings[:MOST_HEADINGS])
    return Passage(place=passage.place, headings=headings, text=passage.text[: max(most, 0)])


def _read_pdf(content: bytes) -> Iterator[Passage]:
    document = pypdfium2.PdfDocument(content)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage().get_text_bounded()
        yield Passage(place=number + 1, headings=(), text=text.replace("\r\n", "\n"))


def _read_docx(content: bytes) -> Iterator[Passage]:
    """Each heading of the first two levels begins a chapter."""
    place, headings, lines = 1, list[str](), list[str]()
    for block in Document(BytesIO(content)).iter_inner_content():
        if isinstance(block, WordTable):
            lines += _word_rows(block)
        elif _is_heading(block) and block.text.strip():
            if lines:
                yield Passage(place=place, headings=tuple(headings), text="\n".join(lines))
                place, headings, lines = place + 1, [], []
            headings.append(block.text.strip())
            lines.append(block.text.strip())
        elif block.text.strip():
            lines.append(block.text.strip())
    if lines:
        yield Passage(place=place, headings=tuple(headings), text="\n".join(lines))


def _is_heading(paragraph: Paragraph) -> bool:
    name = paragraph.style.name if paragraph.style is not None else None
    return name in {"Title", "Heading 1", "Heading 2", "heading 1", "heading 2", "标题 1", "标题 2"}


def _word_rows(table: WordTable) -> Iterator[str]:
    for row in table.rows:
        yield " ".join(cell.text.strip() for cell in row.cells)


def _read_pptx(content: bytes) -> Iterator[Passage]:
    for number, slide in enumerate(Presentation(BytesIO(content)).slides, start=1):
        title = slide.shapes.title
        heading = title.text_frame.text.strip() if title is not None else ""
        lines = [line for shape in slide.shapes for line in _shape_lines(shape)]
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            lines.append(slide.notes_slide.notes_text_frame.text)
        yield Passage(
            place=number,
            headings=(heading,) if heading else (),
            text="\n".join(filter(None, lines)),
        )


def _shape_lines(shape: BaseShape, depth: int = 0) -> Iterator[str]:
    parts: Iterable[BaseShape] = getattr(shape, "shapes", ())
    if depth < 8:
        for part in parts:
            yield from _shape_lines(part, depth + 1)
    if shape.has_text_frame:
        yield getattr(shape, "text_frame").text.strip()  # noqa: B009  not in the base's types
    if getattr(shape, "has_table", False):
        for row in getattr(shape, "table").rows:  # noqa: B009  as above
            yield " ".join(cell.text.strip() for cell in row.cells)


_READERS: dict[PlanType, Callable[[bytes], Iterator[Passage]]] = {
    PlanType.PDF: _read_pdf,
    PlanType.DOCX: _read_docx,
    PlanType.PPTX: _read_pptx,
}
