"""Files as they come: real ones made here, and the tricks that are played with them."""

from __future__ import annotations

import contextlib
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from rongqu.infra.inspection import inspect_file
from rongqu.kernel.errors import (
    FileActive,
    FileDamaged,
    FileEncrypted,
    FileTypeRefused,
)
from rongqu.kernel.files import FileType
from tests.builders.files import jpeg_file, pdf_file, png_file, xlsx_file

REFUSALS = (FileActive, FileDamaged, FileEncrypted, FileTypeRefused)


@pytest.mark.parametrize(
    ("content", "file_type"),
    [
        (pdf_file(), FileType.PDF),
        (b"\xef\xbb\xbf" + pdf_file(), FileType.PDF),
        (png_file(), FileType.PNG),
        (jpeg_file(), FileType.JPEG),
        (xlsx_file(), FileType.XLSX),
    ],
)
def test_a_whole_file_is_known_by_its_content(content: bytes, file_type: FileType) -> None:
    assert inspect_file(content) is file_type


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a" + bytes(100),
        b"<html><script>alert(1)</script></html>",
        b"MZ" + bytes(200),
        b"just text",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),  # an old .xls
    ],
)
def test_other_kinds_are_refused_whatever_they_are_called(content: bytes) -> None:
    with pytest.raises(FileTypeRefused):
        inspect_file(content)


def test_a_pdf_with_a_password_is_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")

    with pytest.raises(FileEncrypted):
        inspect_file(_written(writer))


def test_a_pdf_with_an_attachment_is_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("tool.exe", b"MZ")

    with pytest.raises(FileActive):
        inspect_file(_written(writer))


@pytest.mark.parametrize(("action", "key"), [("/Launch", "/F"), ("/JavaScript", "/JS")])
def test_a_pdf_that_starts_a_program_or_a_script_is_refused(action: str, key: str) -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject(action), NameObject(key): TextStringObject("cmd.exe")}
    )

    with pytest.raises(FileActive):
        inspect_file(_written(writer))


def test_a_name_in_disguise_is_recognised() -> None:
    content = pdf_file().replace(b"%%EOF", b"9 0 obj <</S /J#61vaScript>> endobj\n%%EOF")

    with pytest.raises(FileActive):
        inspect_file(content)


def _with_packed(dictionary: bytes, packed: bytes) -> bytes:
    stream = b"9 0 obj\n<<" + dictionary + b">>\nstream\n" + packed + b"\nendstream\nendobj\n"
    return pdf_file().replace(b"%%EOF", stream + b"%%EOF")


OBJECT_STREAM = b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode"


def test_a_script_in_a_packed_object_stream_is_found() -> None:
    packed = zlib.compress(b"10 0 <</S /JavaScript /JS (app.alert(1))>>")

    with pytest.raises(FileActive):
        inspect_file(_with_packed(OBJECT_STREAM, packed))


def test_harmless_packed_objects_are_let_in() -> None:
    packed = zlib.compress(b"10 0 <</Type /Font>>")

    assert inspect_file(_with_packed(OBJECT_STREAM, packed)) is FileType.PDF


@pytest.mark.parametrize(
    ("dictionary", "packed"),
    [
        (OBJECT_STREAM, b"not packed at all"),
        (OBJECT_STREAM, zlib.compress(b"10 0 <<>>")[:-3]),
        (b"/Type /ObjStm /First 4 /Filter /LZWDecode", b"\x80\x0b\x60"),
        (OBJECT_STREAM, zlib.compress(bytes(65 * 1024 * 1024))),
    ],
    ids=["not packed", "cut off", "packed otherwise", "a bomb"],
)
def test_packed_objects_that_cannot_be_read_are_refused(dictionary: bytes, packed: bytes) -> None:
    with pytest.raises(FileDamaged):
        inspect_file(_with_packed(dictionary, packed))


def test_pictures_in_a_pdf_may_contain_any_bytes() -> None:
    picture = b"/JS /AA <<>> " * 50
    content = _with_packed(b"/Subtype /Image /Filter /DCTDecode", picture)

    assert inspect_file(content) is FileType.PDF


@pytest.mark.parametrize(
    "content",
    [
        b"",
        pdf_file()[:-40],
        png_file()[:-20],
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        jpeg_file()[:-2],
        b"\xff\xd8\xff\xd9",
        xlsx_file()[:-60],
    ],
    ids=["empty", "pdf", "png", "png of zeros", "jpeg", "jpeg without frame", "xlsx"],
)
def test_a_file_cut_off_on_its_way_is_refused(content: bytes) -> None:
    with pytest.raises(FileDamaged):
        inspect_file(content)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(FileDamaged):
        inspect_file(png_file(width=100_000, height=100_000))


def test_a_workbook_with_macros_is_refused() -> None:
    with pytest.raises(FileActive):
        inspect_file(_archive({"[Content_Types].xml": xlsx_types() + b"macroEnabled"}))
    with pytest.raises(FileActive):
        inspect_file(_archive({"[Content_Types].xml": xlsx_types(), "xl/vbaProject.bin": b"x"}))


def test_another_archive_is_no_workbook() -> None:
    with pytest.raises(FileTypeRefused):
        inspect_file(_archive({"readme.txt": b"hello"}))
    with pytest.raises(FileTypeRefused):
        inspect_file(_archive({"[Content_Types].xml": b"wordprocessingml.document.main+xml"}))


def test_an_encrypted_workbook_is_refused() -> None:
    package = "EncryptedPackage".encode("utf-16-le")

    with pytest.raises(FileEncrypted):
        inspect_file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + package)


@given(st.binary(max_size=400), st.sampled_from([pdf_file(), png_file(), jpeg_file(), xlsx_file()]))
def test_no_file_breaks_the_inspection(noise: bytes, whole: bytes) -> None:
    for content in (noise, whole[:30] + noise, whole[: len(whole) // 2] + noise + whole[-80:]):
        with contextlib.suppress(*REFUSALS):
            assert inspect_file(content) in FileType


def _written(writer: PdfWriter) -> bytes:
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _archive(entries: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx_types() -> bytes:
    with ZipFile(BytesIO(xlsx_file())) as archive:
        return archive.read("[Content_Types].xml")
