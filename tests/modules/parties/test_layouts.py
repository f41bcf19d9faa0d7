from __future__ import annotations

from collections.abc import Sequence

import pytest

from rongqu.modules.parties.errors import ColumnsMissing, FileIsNoTable, FileListsGoods
from rongqu.modules.parties.invoices.layouts import Field, direction_in_name, find_layout
from rongqu.modules.parties.types import Direction
from tests.builders.exports import BUREAU, OURS

CONTEST = (
    "企业代号",
    "发票号码",
    "开票日期",
    "销方单位代号",
    "金额",
    "税额",
    "价税合计",
    "发票状态",
)


@pytest.mark.parametrize("header", [OURS, BUREAU, CONTEST])
def test_known_exports_are_recognised(header: Sequence[str]) -> None:
    layout = find_layout([header])
    assert layout.header == header
    assert {Field.DATE, Field.NET, Field.TAX, Field.STATUS} <= set(layout.columns)


def test_headings_may_be_written_in_many_ways() -> None:
    header = [" 发票号码 ", "开票日期：", "金额（元）", "税额(元)", "发票状态", "购买方 名称"]
    layout = find_layout([header])
    assert [layout.columns[field] for field in (Field.NUMBER, Field.DATE, Field.NET)] == [0, 1, 2]
    assert layout.columns[Field.BUYER_NAME] == 5


def test_headings_need_not_be_the_first_row() -> None:
    rows = [["发票明细导出"], [""], ["纳税人：某公司", "期间：2025"], list(OURS), ["x"] * 8]
    assert find_layout(rows).header_row == 3


def test_a_side_that_is_not_named_is_the_company_itself() -> None:
    assert find_layout([CONTEST]).direction is Direction.INPUT
    sales = [heading.replace("销方", "购方") for heading in CONTEST]
    assert find_layout([sales]).direction is Direction.OUTPUT
    assert find_layout([BUREAU]).direction is None
    assert find_layout([OURS]).direction is None


@pytest.mark.parametrize("rows", [[], [["姓名", "年龄"]], [["x"]] * 30 + [list(OURS)]])
def test_without_headings_it_is_no_table(rows: list[list[str]]) -> None:
    with pytest.raises(FileIsNoTable):
        find_layout(rows)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ColumnsMissing) as refused:
        find_layout([["发票号码", "开票日期", "金额", "购方名称"]])
    assert refused.value.params == {"columns": "税额、发票状态"}


def test_a_list_of_goods_is_not_taken_for_invoices() -> None:
    with pytest.raises(FileListsGoods):
        find_layout([[*BUREAU, "货物或应税劳务名称", "规格型号", "数量", "单价"]])


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        ("invoices_input.parquet", Direction.INPUT),
        ("2025年销项发票.xlsx", Direction.OUTPUT),
        ("全量取得发票查询导出.xlsx", Direction.INPUT),
        ("进项和销项.xlsx", None),
        ("invoices.csv", None),
    ],
)
def test_a_name_may_say_input_or_output(name: str, direction: Direction | None) -> None:
    assert direction_in_name(name) is direction
