"""Plans as their programs write them come back with what they say, and where."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from rongqu.kernel.errors import DomainError
from rongqu.modules.pitches.digesting import digest_passages, is_scanned
from rongqu.modules.pitches.errors import (
    PlanActive,
    PlanDamaged,
    PlanEncrypted,
    PlanTypeRefused,
)
from rongqu.modules.pitches.reading.apart import Limits, ReaderFailed, read_apart
from rongqu.modules.pitches.reading.inspecting import inspect_plan
from rongqu.modules.pitches.types import FigureKind, Need, Passage, PlanType, SectionKind
from tests.builders.files import pdf_file, xlsx_file
from tests.builders.plans import docx_plan, pdf_plan, pptx_plan

FOUND = [
    (FigureKind.EMPLOYEES, Decimal(65), None, False, 1),
    (FigureKind.REVENUE, Decimal(18_500_000), 2025, False, 2),
    (FigureKind.NET_PROFIT, Decimal(1_200_000), 2025, False, 2),
    (FigureKind.REVENUE, Decimal(30_000_000), 2026, True, 2),
    (FigureKind.AMOUNT_ASKED, Decimal(5_000_000), None, False, 3),
    (FigureKind.EQUITY_OFFERED, Decimal("0.1"), None, False, 3),
]


@pytest.mark.parametrize("written", [pdf_plan, docx_plan, pptx_plan])
async def test_each_kind_of_file_is_read_with_its_places(written: Callable[[], bytes]) -> None:
    content = written()
    passages = await read_apart(content, inspect_plan(content))
    digest = digest_passages(passages, ())

    assert [
        (each.kind, each.value, each.year, each.is_forecast, each.place) for each in digest.figures
    ] == FOUND
    assert [(each.kind, each.place) for each in digest.sections] == [
        (SectionKind.COMPANY, 1),
        (SectionKind.FINANCE, 2),
        (SectionKind.FUNDING, 3),
        (SectionKind.TEAM, 4),
    ]
    assert digest.missing == (SectionKind.PRODUCT, SectionKind.MARKET)
    assert (digest.language, digest.places) == ("zh", 4)
    assert digest.industry is not None
    assert digest.need is not None
    assert (digest.industry.code, digest.need.code) == ("C", Need.EQUIPMENT)
    text = {passage.place: "".join(passage.text.split()) for passage in passages}
    assert digest.summary
    assert all("".join(each.text.split()) in text[each.place] for each in digest.summary)


async def test_pictures_of_pages_are_known_to_be_pictures() -> None:
    content = pdf_file()
    assert is_scanned(await read_apart(content, inspect_plan(content)))


async def test_who_needs_more_than_it_may_use_is_stopped() -> None:
    long = docx_plan([("市场", "字" * 10_000_000)])
    with pytest.raises(ReaderFailed):
        await read_apart(long, PlanType.DOCX, Limits(memory=128 << 20))


def zipped(*names: str, size: int = 1) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"0" * size)
    return buffer.getvalue()


SEALED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", PlanTypeRefused),
        (b"plain words", PlanTypeRefused),
        (xlsx_file(), PlanTypeRefused),
        (SEALED, PlanEncrypted),
        (zipped("word/document.xml", "word/vbaProject.bin"), PlanActive),
        (b"PK\x03\x04 cut off", PlanDamaged),
        (zipped("word/document.xml", size=301 << 20), PlanDamaged),
    ],
    ids=["empty", "text", "workbook", "sealed", "macros", "cut off", "explodes"],
)
def test_what_is_no_plan_is_refused(content: bytes, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        inspect_plan(content)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("净亏损80万元", [(FigureKind.NET_PROFIT, Decimal(-800_000))]),
        ("2024年销售额1.2亿元", [(FigureKind.REVENUE, Decimal(120_000_000))]),
        ("营业收入成本800万元", []),
        ("市场规模达到120亿元", []),
        ("营业收入增长120", []),
        ("拟融资人民币3,000,000元", [(FigureKind.AMOUNT_ASKED, Decimal(3_000_000))]),
        ("We are seeking RMB 5 million.", [(FigureKind.AMOUNT_ASKED, Decimal(5_000_000))]),
        ("Net loss of CNY 800k in 2025.", [(FigureKind.NET_PROFIT, Decimal(-800_000))]),
        ("a team of 45", [(FigureKind.EMPLOYEES, Decimal(45))]),
        ("8% of the equity", [(FigureKind.EQUITY_OFFERED, Decimal("0.08"))]),
    ],
)
def test_figures_are_what_the_nearest_word_says(
    text: str, found: list[tuple[FigureKind, Decimal]]
) -> None:
    figures = digest_passages([Passage(place=1, headings=(), text=text)], ()).figures
    assert [(each.kind, each.value) for each in figures] == found
