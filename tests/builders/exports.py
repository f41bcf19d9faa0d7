"""Makes files of invoices as tax systems export them, and sends them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import polars as pl
import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]  it has none
from httpx2 import AsyncClient, Response

from rongqu.infra.jobs import Work
from rongqu.infra.relay import Relay
from rongqu.kernel.actor import Portal
from rongqu.modules.parties.jobs import read_uploaded_file
from rongqu.modules.parties.public import Import, ImportOptions, import_invoice_files
from tests.builders.actors import new_key
from tests.builders.privacy import agreed

OURS = ("company_id", "invoice_no", "invoice_date", "counterparty_id", "net_amount", "tax_amount",
        "total_amount", "status")  # fmt: skip
BUREAU = ("序号", "发票代码", "发票号码", "数电发票号码", "销方识别号", "销方名称", "购方识别号",
          "购买方名称", "开票日期", "金额", "税额", "价税合计", "发票来源", "发票票种", "发票状态",
          "是否正数发票")  # fmt: skip

Row = Sequence[Any]


def line(number: int = 10000001, **changes: Any) -> list[Any]:
    """An ordinary invoice in our own columns: say only what matters."""
    values = {
        "company_id": "",
        "invoice_no": str(number),
        "invoice_date": "2025-03-14",
        "counterparty_id": "P1",
        "net_amount": "100.00",
        "tax_amount": "13.00",
        "total_amount": "113.00",
        "status": "有效发票",
    }
    return list((values | changes).values())


def bureau_line(number: str, seller: str, buyer: str, **changes: Any) -> list[Any]:
    """An ordinary digital invoice in the columns of the tax bureau."""
    values = dict.fromkeys(BUREAU, "") | {
        "数电发票号码": number,
        "销方识别号": seller,
        "销方名称": f"{seller}公司",
        "购方识别号": buyer,
        "购买方名称": f"{buyer}公司",
        "开票日期": "2025-03-14 10:20:30",
        "金额": "100.00",
        "税额": "13.00",
        "价税合计": "113.00",
        "发票状态": "正常",
    }
    return list((values | changes).values())


def as_csv(rows: Iterable[Row], header: Row = OURS, encoding: str = "utf-8") -> bytes:
    text = StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Row], header: Row = OURS, above: Sequence[Row] = ()) -> bytes:
    return as_workbook({"Sheet1": [*above, header, *rows]})


def as_workbook(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """Cells as they are given: text as text, numbers as numbers, dates as dates."""
    content = BytesIO()
    book: Any = xlsxwriter.Workbook(content, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(place, column, cell, day)
                elif isinstance(cell, int | float):
                    page.write_number(place, column, cell)
                elif cell != "":
                    page.write_string(place, column, cell)
    book.close()
    return content.getvalue()


def as_parquet(rows: Iterable[Row], header: Row = OURS) -> bytes:
    content = BytesIO()
    columns = list(map(str, header))
    frame = pl.DataFrame(list(rows), schema=dict.fromkeys(columns, pl.String), orient="row")
    frame.write_parquet(content)
    return content.getvalue()


async def taken_in(
    work: Work,
    folder: Path,
    content: bytes,
    name: str = "invoices.csv",
    options: ImportOptions | None = None,
) -> Import:
    """A file taken in as the command line does it."""
    path = folder / name
    path.write_bytes(content)
    [ended] = await import_invoice_files(work, [path], options or ImportOptions())
    return ended


async def announced(
    client: AsyncClient, headers: Mapping[str, str], size: int, **body: Any
) -> Response:
    """A company has agreed to what its invoices are used for before it hands them in."""
    if headers["x-portal"] == Portal.ENTERPRISE:
        await agreed(client, headers)
    order = {"file_name": "invoices.csv", "size_bytes": size} | body
    return await client.post("/parties/imports", json=order, headers={**headers, **new_key()})


async def sent(
    client: AsyncClient, headers: Mapping[str, str], import_id: str, content: bytes, at: int = 0
) -> Response:
    last = at + len(content) - 1
    return await client.put(
        f"/parties/imports/{import_id}/bytes",
        content=content,
        headers={**headers, "content-range": f"bytes {at}-{last}/{last + 1}"},
    )


async def uploaded(
    client: AsyncClient, headers: Mapping[str, str], content: bytes, **body: Any
) -> str:
    """Announced and sent whole; returns the import's id."""
    begun = await announced(client, headers, len(content), **body)
    assert begun.status_code == 201, begun.text
    import_id: str = begun.json()["id"]
    arrived = await sent(client, headers, import_id, content)
    assert arrived.json()["received_bytes"] == len(content), arrived.text
    return import_id


async def read_by_worker(work: Work, relay: Relay, import_id: str | UUID) -> None:
    """What the worker does once all has arrived."""
    await relay.drain()
    await read_uploaded_file.run(work, import_id=str(import_id))
