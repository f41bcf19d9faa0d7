"""Documents that applicants hand in: one page each that says what it stands for."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from uuid import UUID

import typst

from rongqu.infra.storage import Storage, StoredFile
from rongqu.modules.catalog.public import DocumentKind

FOLDER = "documents"

WORDS = {
    DocumentKind.BUSINESS_LICENCE: "营业执照",
    DocumentKind.ARTICLES: "公司章程",
    DocumentKind.REPRESENTATIVE_ID: "法定代表人身份证明",
    DocumentKind.FINANCIAL_STATEMENTS: "财务报表",
    DocumentKind.TAX_RETURNS: "纳税申报表",
    DocumentKind.BANK_STATEMENTS: "银行流水",
    DocumentKind.ORDER_CONTRACT: "订单合同",
    DocumentKind.RECEIVABLE_STATEMENT: "应收账款明细",
    DocumentKind.DEBTOR_CONFIRMATION: "债务人确认函",
    DocumentKind.PATENT_CERTIFICATE: "专利证书",
    DocumentKind.VALUATION_REPORT: "评估报告",
    DocumentKind.EQUIPMENT_QUOTE: "设备报价单",
    DocumentKind.INSURANCE_POLICY: "保险单",
    DocumentKind.QUARANTINE_CERTIFICATE: "检疫合格证明",
}


THINGS = frozenset(
    {
        DocumentKind.ORDER_CONTRACT,
        DocumentKind.RECEIVABLE_STATEMENT,
        DocumentKind.PATENT_CERTIFICATE,
        DocumentKind.EQUIPMENT_QUOTE,
        DocumentKind.QUARANTINE_CERTIFICATE,
    }
)
"""Their papers stand for one thing each: every application has its own."""


@dataclass(frozen=True, slots=True)
class Papers:
    """A page of each kind; what stands for no single thing is one file for all."""

    storage: Storage
    pages: dict[str, bytes]

    async def hand_out(self, kind: str, application_id: UUID) -> StoredFile:
        page = self.pages[kind]
        if kind in THINGS:
            page += f"% {application_id}\n".encode()
        return await self.storage.put(FOLDER, page)


async def print_paper(storage: Storage, folder: str, title: str, *words: str) -> StoredFile:
    """One page with these paragraphs."""
    return await storage.put(folder, await asyncio.to_thread(_page, title, *words))


async def make_papers(storage: Storage) -> Papers:
    pages = {kind.value: await asyncio.to_thread(_page, words) for kind, words in WORDS.items()}
    return Papers(storage, pages)


def name_of(kind: str) -> str:
    return f"{WORDS[DocumentKind(kind)]}.pdf"


def _page(title: str, *words: str) -> bytes:
    body = "\n\n".join(words)
    source = f"""
#set page(paper: "a5", margin: 2cm)
#set text(font: "Noto Sans CJK SC", size: 12pt)
= {title}
{body}

演示数据：此页代替真实文件。
"""
    return typst.compile(source.encode(), font_paths=_fonts(), format="pdf")


@cache
def _fonts() -> typst.Fonts:
    """Looked for once: to look through a machine's fonts takes longer than to print a page."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[Path(str(resources.files("noto_cjk_sans_otc")))],
    )
