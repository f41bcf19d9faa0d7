"""The statement of a loan 对账单: its terms, plan and history, as a PDF and as a workbook.

Both are made of the same texts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib import resources
from pathlib import Path

import typst

from rongqu.infra.workbooks import Sheet, write_workbook
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.servicing.public import (
    BookedFact,
    Due,
    FactKind,
    Loan,
    LoanInstalment,
    LoanStatus,
    RepaymentKind,
    Standing,
    dues_of,
)

METHODS = {
    RepaymentMethod.EQUAL_INSTALMENT: "等额本息",
    RepaymentMethod.EQUAL_PRINCIPAL: "等额本金",
    RepaymentMethod.INTEREST_ONLY: "先息后本",
    RepaymentMethod.BULLET: "一次性还本付息",
    RepaymentMethod.FLAT: "等本等息",
}
STATES = {LoanStatus.ACTIVE: "正常", LoanStatus.CLOSED: "已结清", LoanStatus.WRITTEN_OFF: "已核销"}
KINDS = {
    FactKind.REPAYMENT: "还款",
    FactKind.GUARANTEE: "担保代偿",
    FactKind.COLLATERAL: "抵押物处置回款",
    FactKind.WAIVER: "减免",
    FactKind.EXTENSION: "展期",
    FactKind.RESTRUCTURING: "重组",
    FactKind.WRITE_OFF: "核销",
    FactKind.RECOVERY: "核销后回收",
    FactKind.RATE_RESET: "利率重定价",
    FactKind.BROUGHT: "存量转入",
}
PLAN_HEAD = ("期数", "还款日", "本金", "利息", "罚息", "已还", "未还", "还清日")
EVENT_HEAD = ("生效日", "事项", "本金", "利息", "罚息", "费用", "合计")


@dataclass(frozen=True, slots=True)
class Labelled:
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    number: str
    as_of: str
    facts: list[Labelled]
    lines: list[list[str]]
    events: list[list[str]]


def make_statement(standing: Standing, history: Sequence[BookedFact]) -> Statement:
    loan = standing.loan
    dues = {due.number: due for due in dues_of(RepaymentKind.ARREARS, standing)}
    return Statement(
        number=loan.number,
        as_of=standing.as_of.isoformat(),
        facts=_terms(loan),
        lines=[_line(line, dues.get(line.number)) for line in standing.instalments],
        events=[_event(each) for each in history if each.fact.cancelled_at is None],
    )


def render_pdf(statement: Statement) -> bytes:
    """PDF/A-2b. About a tenth of a second: call it off the event loop."""
    return typst.compile(
        _template(),
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=["a-2b"],
        timestamp=datetime.combine(date.fromisoformat(statement.as_of), time(), UTC),
        sys_inputs={"content": json.dumps(asdict(statement), ensure_ascii=False)},
    )


def render_workbook(statement: Statement) -> bytes:
    """Three sheets: terms, plan, history."""
    terms = [(each.label, each.value) for each in statement.facts]
    return write_workbook(
        [
            Sheet(name="贷款信息", head=("项目", "内容"), rows=terms),
            Sheet(name="还款计划", head=PLAN_HEAD, rows=statement.lines),
            Sheet(name="账务往来", head=EVENT_HEAD, rows=statement.events),
        ]
    )


def _terms(loan: Loan) -> list[Labelled]:
    return [
        Labelled("借款人", loan.borrower_name),
        Labelled("贷款人", loan.lender_name),
        Labelled("产品", loan.product_name),
        Labelled("状态", STATES[loan.status]),
        Labelled("借款金额", f"{loan.principal.amount} 元"),
        Labelled("剩余本金", f"{loan.outstanding.amount} 元"),
        Labelled("年利率", _rate(loan)),
        Labelled("还款方式", _method(loan)),
        Labelled("放款日", loan.opened_on.isoformat()),
        Labelled("到期日", loan.last_due_on.isoformat()),
    ]


def _rate(loan: Loan) -> str:
    rate = f"{loan.yearly_rate.yearly:.4%}"
    return rate if loan.structure.floating is None else f"{rate}（LPR 浮动）"


def _method(loan: Loan) -> str:
    lease = loan.structure.lease
    if lease is None:
        return METHODS[loan.method]
    return "按月先付租金" if lease.in_advance else "按月后付租金"


def _line(line: LoanInstalment, due: Due | None) -> list[str]:
    left = line.principal_left + line.interest_left if due is None else due.amount
    penalty = line.penalty_paid if due is None else line.penalty_paid + due.penalty
    paid = line.principal_paid + line.interest_paid + line.penalty_paid
    return [
        str(line.number),
        line.due_on.isoformat(),
        line.principal.amount,
        (line.interest - line.interest_cancelled).amount,
        penalty.amount,
        paid.amount,
        left.amount,
        "" if line.paid_on is None else line.paid_on.isoformat(),
    ]


def _event(booked: BookedFact) -> list[str]:
    effect = booked.effect
    return [
        booked.fact.counts_on.isoformat(),
        KINDS[booked.fact.kind],
        effect.principal.amount,
        effect.interest.amount,
        effect.penalty.amount,
        effect.fee.amount,
        effect.amount.amount,
    ]


@cache
def _template() -> bytes:
    place = resources.files("rongqu.modules.bookings")
    return place.joinpath("templates", "statement.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[Path(str(resources.files("noto_cjk_sans_otc")))],
    )
