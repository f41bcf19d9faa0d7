"""What is done to signed PDFs, after the published attacks on them: by another revision (shadow,
incremental saving), by wrapping the signature, by taking parts of it away (universal forgery)."""

# pyHanko's writer has no types for what it holds.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownLambdaType=false
from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

Change = Callable[[IncrementalPdfFileWriter], None]
BYTE_RANGE = re.compile(rb"/ByteRange ?\[[^\]]*\]")
CONTENTS = re.compile(rb"/Contents <([0-9a-fA-F]+?)((?:00)+)>")


def revised(content: bytes, change: Change) -> bytes:
    """With another revision behind it, as any editor saves."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    change(writer)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def _page(writer: IncrementalPdfFileWriter) -> Any:
    return writer.root["/Pages"]["/Kids"][0]


def _names(**values: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})


def _square(side: int) -> ArrayObject:
    return ArrayObject([NumberObject(each) for each in (0, 0, side, side)])


def redraw_page(writer: IncrementalPdfFileWriter) -> None:
    page = _page(writer)
    page[NameObject("/Contents")] = writer.add_object(StreamObject(stream_data=b"0 0 9 9 re f"))
    writer.update_container(page)


def resize_page(writer: IncrementalPdfFileWriter) -> None:
    page = _page(writer)
    page[NameObject("/MediaBox")] = _square(10)
    writer.update_container(page)


def add_page(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    parent = writer.root.raw_get("/Pages")
    made = _names(Type=NameObject("/Page"), Parent=parent, MediaBox=_square(10))
    pages["/Kids"].append(writer.add_object(made))
    pages[NameObject("/Count")] = NumberObject(2)
    writer.update_container(pages)


def annotate(writer: IncrementalPdfFileWriter) -> None:
    """A box that lies over what was signed."""
    page = _page(writer)
    note = _names(
        Type=NameObject("/Annot"),
        Subtype=NameObject("/FreeText"),
        Rect=_square(100),
        Contents=pdf_string("paid"),
    )
    if "/Annots" not in page:
        page[NameObject("/Annots")] = ArrayObject()
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page)
    writer.update_container(page["/Annots"])


def redraw_signature(writer: IncrementalPdfFileWriter) -> None:
    """The signature's own box grows over the page."""
    widget = _page(writer)["/Annots"][0]
    widget[NameObject("/Rect")] = _square(200)
    writer.update_container(widget)


def swap_signatures(writer: IncrementalPdfFileWriter) -> None:
    fields = writer.root["/AcroForm"]["/Fields"]
    first, second = fields[0], fields[1]
    first[NameObject("/V")] = second.raw_get("/V")
    writer.update_container(first)


def drop_first_signature(writer: IncrementalPdfFileWriter) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    del field["/V"]
    writer.update_container(field)


def add_form(writer: IncrementalPdfFileWriter) -> None:
    """With one field that says 100."""
    field = writer.add_object(
        _names(FT=NameObject("/Tx"), T=pdf_string("amount"), V=pdf_string("100"))
    )
    writer.root[NameObject("/AcroForm")] = _names(Fields=ArrayObject([field]))
    writer.update_root()


def fill_form(writer: IncrementalPdfFileWriter) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    field[NameObject("/V")] = pdf_string("999")
    writer.update_container(field)


def retitle(writer: IncrementalPdfFileWriter) -> None:
    writer.set_info(writer.add_object(_names(Title=pdf_string("x"))))


def with_range(content: bytes, byte_range: bytes) -> bytes:
    """The signature claims to cover something else; not a byte moves."""
    return BYTE_RANGE.sub(lambda found: byte_range.ljust(len(found[0])), content)


def wrapped(content: bytes) -> bytes:
    """Something is hidden in the gap that the signature leaves for itself."""
    return CONTENTS.sub(
        lambda found: b"/Contents <" + found[1] + b"> /Other 1".ljust(len(found[2]) + 1), content
    )


def without_value(content: bytes) -> bytes:
    return CONTENTS.sub(lambda found: found[0][:11] + b"0" * len(found[0][11:-1]) + b">", content)
