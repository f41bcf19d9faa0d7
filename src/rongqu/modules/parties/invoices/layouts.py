"""Which column is what: headings of the tax bureau's exports, of accounting programs, and ours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rongqu.modules.parties.errors import ColumnsMissing, FileIsNoTable, FileListsGoods
from rongqu.modules.parties.types import Direction

HEADER_WITHIN = 30
"""Exports begin with a title, a period, a blank row; further down no headings are expected."""


class Field(StrEnum):
    NUMBER = "number"
    DIGITAL_NUMBER = "digital_number"
    CODE = "code"
    DATE = "date"
    SELLER_CODE = "seller_code"
    SELLER_NAME = "seller_name"
    BUYER_CODE = "buyer_code"
    BUYER_NAME = "buyer_name"
    COMPANY = "company"
    PARTNER_CODE = "partner_code"
    PARTNER_NAME = "partner_name"
    DIRECTION = "direction"
    NET = "net"
    TAX = "tax"
    TOTAL = "total"
    STATUS = "status"


HEADINGS: Mapping[Field, tuple[str, ...]] = {
    Field.NUMBER: ("发票号码", "发票号", "纸质发票号码", "invoice_no", "invoice_number"),
    Field.DIGITAL_NUMBER: (
        "数电发票号码",
        "数电票号码",
        "全电发票号码",
        "全电票号码",
        "电子发票号码",
    ),
    Field.CODE: ("发票代码", "纸质发票代码", "invoice_code"),
    Field.DATE: ("开票日期", "开票时间", "开具日期", "invoice_date"),
    Field.SELLER_CODE: (
        "销方识别号",
        "销售方识别号",
        "销方税号",
        "销售方税号",
        "销方纳税人识别号",
        "销售方纳税人识别号",
        "销方统一社会信用代码/纳税人识别号",
        "销售方统一社会信用代码/纳税人识别号",
        "销方单位代号",
        "seller_id",
    ),
    Field.SELLER_NAME: ("销方名称", "销售方名称", "销方企业名称", "销方单位名称", "seller_name"),
    Field.BUYER_CODE: (
        "购方识别号",
        "购买方识别号",
        "购方税号",
        "购买方税号",
        "购方纳税人识别号",
        "购买方纳税人识别号",
        "购方统一社会信用代码/纳税人识别号",
        "购买方统一社会信用代码/纳税人识别号",
        "购方单位代号",
        "buyer_id",
    ),
    Field.BUYER_NAME: ("购方名称", "购买方名称", "购方企业名称", "购方单位名称", "buyer_name"),
    Field.COMPANY: ("company_id", "企业代号", "企业代码", "本方识别号", "本方税号"),
    Field.PARTNER_CODE: ("counterparty_id", "counterparty_code", "对方识别号", "对方税号"),
    Field.PARTNER_NAME: ("counterparty_name", "对方名称"),
    Field.DIRECTION: ("direction", "进销项", "进项销项", "进销标志"),
    Field.NET: ("金额", "合计金额", "不含税金额", "金额合计", "net_amount"),
    Field.TAX: ("税额", "合计税额", "税额合计", "tax_amount"),
    Field.TOTAL: ("价税合计", "总金额", "含税金额", "价税合计金额", "total_amount"),
    Field.STATUS: ("发票状态", "状态", "invoice_status", "status"),
}

GOODS = frozenset({"货物或应税劳务名称", "货物或应税劳务、服务名称", "项目名称", "商品名称"})
QUANTITIES = frozenset({"数量", "单价", "单位", "规格型号"})

# In this order a person reads what is missing.
_SHOWN = {
    Field.NUMBER: "发票号码",
    Field.DATE: "开票日期",
    Field.NET: "金额",
    Field.TAX: "税额",
    Field.STATUS: "发票状态",
    Field.PARTNER_CODE: "购方/销方识别号",
}
_IGNORED = re.compile(r"[\s*:：]|[(（](元|人民币|人民币元|rmb|cny)[)）]")


def _plain(heading: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", heading)).lower()


_BY_HEADING = {
    _plain(heading): field for field, headings in HEADINGS.items() for heading in headings
}
_GOODS = frozenset(map(_plain, GOODS))
_QUANTITIES = frozenset(map(_plain, QUANTITIES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the headings are and which column holds which field; columns count from 0."""

    header_row: int
    header: tuple[str, ...]
    columns: Mapping[Field, int]

    def has(self, *wanted: Field) -> bool:
        return any(field in self.columns for field in wanted)

    @property
    def has_seller(self) -> bool:
        return self.has(Field.SELLER_CODE, Field.SELLER_NAME)

    @property
    def has_buyer(self) -> bool:
        return self.has(Field.BUYER_CODE, Field.BUYER_NAME)

    @property
    def direction(self) -> Direction | None:
        """Only the other side is named where the company itself is taken for granted."""
        if self.has(Field.PARTNER_CODE, Field.PARTNER_NAME) or self.has_seller == self.has_buyer:
            return None
        return Direction.INPUT if self.has_seller else Direction.OUTPUT


def find_layout(rows: Iterable[Sequence[str]]) -> Layout:
    """The first row with at least three known headings.

    Raises FileIsNoTable, FileListsGoods, or ColumnsMissing with what is missing.
    """
    for index, row in enumerate(rows):
        if index >= HEADER_WITHIN:
            break
        layout = _layout_of(index, row)
        if len(layout.columns) >= 3:
            _check(layout)
            return layout
    raise FileIsNoTable


def direction_in_name(file_name: str) -> Direction | None:
    """Exports are called 进项发票… or invoices_output…; a name with both words says nothing."""
    name = file_name.lower()
    is_input = "进项" in name or "input" in name or "取得发票" in name
    is_output = "销项" in name or "output" in name or "开具发票" in name
    if is_input == is_output:
        return None
    return Direction.INPUT if is_input else Direction.OUTPUT


def _layout_of(index: int, row: Sequence[str]) -> Layout:
    columns: dict[Field, int] = {}
    for place, heading in enumerate(row):
        field = _BY_HEADING.get(_plain(heading))
        if field is not None:
            columns.setdefault(field, place)
    return Layout(
        header_row=index, header=tuple(heading.strip() for heading in row), columns=columns
    )


def _check(layout: Layout) -> None:
    plain = frozenset(map(_plain, layout.header))
    if plain & _GOODS and plain & _QUANTITIES:
        raise FileListsGoods
    present = set(layout.columns)
    if Field.DIGITAL_NUMBER in present:
        present.add(Field.NUMBER)
    if layout.has(Field.PARTNER_NAME) or layout.has_buyer or layout.has_seller:
        present.add(Field.PARTNER_CODE)
    missing = [words for field, words in _SHOWN.items() if field not in present]
    if missing:
        raise ColumnsMissing(columns="、".join(missing))
