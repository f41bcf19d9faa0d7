"""A plan as a table that spreadsheets open."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from rongqu.modules.servicing.public import LoanInstalment

HEAD = ("期数", "起息日", "还款日", "本金", "利息", "合计", "剩余本金", "罚息", "已还", "还清日")
BYTE_ORDER_MARK = "\ufeff"


def to_csv(lines: Sequence[LoanInstalment]) -> str:
    text = io.StringIO()
    text.write(BYTE_ORDER_MARK)
    table = csv.writer(text)
    table.writerow(HEAD)
    table.writerows(_row(line) for line in lines)
    return text.getvalue()


def _row(line: LoanInstalment) -> tuple[str, ...]:
    interest = line.interest - line.interest_cancelled
    paid = line.principal_paid + line.interest_paid + line.penalty_paid
    return (
        str(line.number),
        line.starts_on.isoformat(),
        line.due_on.isoformat(),
        line.principal.amount,
        interest.amount,
        (line.principal + interest).amount,
        line.balance.amount,
        (line.penalty_paid + line.penalty_left).amount,
        paid.amount,
        "" if line.paid_on is None else line.paid_on.isoformat(),
    )
