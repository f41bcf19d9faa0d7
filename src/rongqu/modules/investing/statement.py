"""An investor's statement 投资对账单 with the year's tax summary, as a PDF and as a workbook.

Both are made of the same texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib import resources
from pathlib import Path

import typst

from rongqu.infra.workbooks import Sheet, write_workbook
from rongqu.kernel.ids import OfferingId
from rongqu.modules.investing.taxes import TaxYear, sum_taxes
from rongqu.modules.investing.types import HoldingLine, InvestmentKind, LineKind, Offering

KINDS = {
    InvestmentKind.TREASURY_PLEDGE: "国债质押融资",
    InvestmentKind.BANK_FACTORING: "银行保理",
    InvestmentKind.CORPORATE_BOND: "企业债",
    InvestmentKind.SUPPLY_CHAIN_ABS: "供应链ABS",
    InvestmentKind.EQUITY_CROWDFUNDING: "股权众筹",
    InvestmentKind.MEZZANINE: "夹层融资",
    InvestmentKind.REITS: "REITs",
}
LINES = {
    LineKind.SUBSCRIBED: "认购",
    LineKind.REPAID: "回款",
    LineKind.BOUGHT: "受让",
    LineKind.SOLD: "转让",
    LineKind.EXITED: "退出",
}
LINE_HEAD = ("日期", "事项", "项目", "份额变动", "资金变动", "其中收益", "管理费")
TAX_HEAD = ("年份", "类别", "金额")


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestorStatement:
    holder: str
    as_of: str
    period: str
    lines: list[list[str]]
    taxes: list[list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Both days belong to it; None: from the beginning, until today."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


def make_statement(
    holder: str,
    lines: Sequence[HoldingLine],
    offerings: Mapping[OfferingId, Offering],
    period: Period,
    today: date,
) -> InvestorStatement:
    """`lines` from the first on: what was paid before the period is the cost of what was sold in
    it. Of the taxes, the years that the period touches."""
    kinds = {key: offering.kind for key, offering in offerings.items()}
    shown = [line for line in lines if period.holds(line.day)]
    years = {line.day.year for line in shown}
    taxes = [each for each in sum_taxes(lines, kinds) if each.year in years]
    first, last = period.first or (lines[0].day if lines else today), period.last or today
    return InvestorStatement(
        holder=holder,
        as_of=today.isoformat(),
        period=f"{first.isoformat()} 至 {last.isoformat()}",
        lines=[_line(line, offerings[line.offering_id].title) for line in shown],
        taxes=[row for each in taxes for row in _tax_rows(each)],
    )


def render_pdf(statement: InvestorStatement) -> bytes:
    """PDF/A-2b. About a tenth of a second: call it off the event loop."""
    return typst.compile(
        _template(),
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=["a-2b"],
        timestamp=datetime.combine(date.fromisoformat(statement.as_of), time(), UTC),
        sys_inputs={"content": json.dumps(asdict(statement), ensure_ascii=False)},
    )


def render_workbook(statement: InvestorStatement) -> bytes:
    return write_workbook(
        [
            Sheet(name="持有变动", head=LINE_HEAD, rows=statement.lines),
            Sheet(name="税务汇总", head=TAX_HEAD, rows=statement.taxes),
        ]
    )


def _line(line: HoldingLine, title: str) -> list[str]:
    amounts = (line.units, line.cash, line.income, line.fee)
    return [
        line.day.isoformat(),
        LINES[line.kind],
        title,
        *(each.amount for each in amounts),
    ]


def _tax_rows(year: TaxYear) -> Iterable[list[str]]:
    number = str(year.year)
    for kind, interest in year.interest.items():
        yield [number, f"利息收入（{KINDS[kind]}，已扣管理费）", interest.amount]
    yield [number, "转让与兑付损益（移动加权平均成本）", year.gain.amount]
    yield [number, "收入合计", year.income.amount]
    yield [number, "已付管理费", year.fee.amount]


@cache
def _template() -> bytes:
    place = resources.files("rongqu.modules.investing")
    return place.joinpath("templates", "statement.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[Path(str(resources.files("noto_cjk_sans_otc")))],
    )
