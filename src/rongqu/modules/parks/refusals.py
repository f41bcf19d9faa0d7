"""The refused lines as a file that spreadsheets open: to be mended and handed in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from rongqu.modules.parks.types import Line, LineFault, LineStatus
from rongqu.modules.parties.public import harmless_cell

HEAD = ("行号", "企业名称", "统一社会信用代码", "原因", "Reason")
BYTE_ORDER_MARK = "\ufeff"
WORDS: dict[str, tuple[str, str]] = {
    LineFault.NAME_MISSING: ("缺少企业名称", "The company's name is missing"),
    LineFault.USCC_INVALID: ("统一社会信用代码不正确", "The credit code is wrong"),
    LineFault.MOBILE_INVALID: ("联系人手机不正确", "The mobile number is wrong"),
    LineFault.AMOUNT_UNREADABLE: ("申请金额无法识别", "The amount cannot be read"),
    LineFault.AMOUNT_OUTSIDE: ("申请金额超出产品范围", "The amount is outside of the product"),
    LineFault.TERM_UNREADABLE: ("期限无法识别", "The term cannot be read"),
    LineFault.TERM_OUTSIDE: ("期限超出产品范围", "The term is outside of the product"),
    LineFault.TWICE_IN_FILE: ("文件中重复的企业", "The company is in the file twice"),
    LineFault.NAME_DIFFERS: ("名称与登记名称不符", "The name is not the registered one"),
    LineFault.IN_OTHER_BATCH: ("已在另一批次中", "The company is in another batch already"),
}
NOT_CHECKED = ("核查未完成，请重试", "The check did not finish: try again")


def to_csv(lines: Sequence[Line]) -> str:
    text = io.StringIO()
    text.write(BYTE_ORDER_MARK)
    table = csv.writer(text)
    table.writerow(HEAD)
    table.writerows(_row(line) for line in lines)
    return text.getvalue()


def _row(line: Line) -> tuple[str, ...]:
    is_refused = line.status is LineStatus.REFUSED and line.fault is not None
    words = WORDS[line.fault or ""] if is_refused else NOT_CHECKED
    return (str(line.number), harmless_cell(line.name), harmless_cell(line.uscc), *words)
