"""A first version of the memo, written from what is on record: pure, for a person to go on with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rongqu.kernel.dates import SHANGHAI
from rongqu.kernel.money import Money
from rongqu.modules.diligence.types import (
    Answer,
    Case,
    ItemResult,
    MemoSection,
    Spoken,
    Visit,
    VisitKind,
)
from rongqu.modules.parties.public import (
    Direction,
    Enterprise,
    InvoiceProfile,
    industry_name,
    region_name,
)
from rongqu.modules.risk.public import Score

NOT_KNOWN = "暂无数据，请补充。"
KINDS = {VisitKind.SITE: "现场走访", VisitKind.INTERVIEW: "访谈", VisitKind.CALL: "电话核实"}
WHOM = {
    Spoken.REPRESENTATIVE: "法定代表人",
    Spoken.FINANCE: "财务负责人",
    Spoken.STAFF: "员工",
    Spoken.CUSTOMER: "客户",
    Spoken.SUPPLIER: "供应商",
    Spoken.OTHER: "其他人员",
}
YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """All that a memo is written from. `words`: of the checklist's items."""

    case: Case
    company: Enterprise
    invoices: InvoiceProfile
    score: Score | None
    visits: tuple[Visit, ...]
    answers: Mapping[str, Answer]
    items: tuple[str, ...]


def write_memo(known: OnRecord) -> dict[MemoSection, str]:
    """Every figure is one that is on record; what only people can judge is left to them."""
    return {
        MemoSection.WISH: _wish(known),
        MemoSection.COMPANY: _company(known.company),
        MemoSection.FINANCE: _finance(known.company),
        MemoSection.BUSINESS: _business(known.invoices),
        MemoSection.CREDIT: _credit(known.score),
        MemoSection.VISITS: _visits(known.visits),
        MemoSection.CHECKLIST: _checklist(known),
        MemoSection.RISKS: "",
        MemoSection.ADVICE: "",
    }


def _wish(known: OnRecord) -> str:
    asked = known.case.asked
    return NOT_KNOWN if asked is None else f"申请金额 {_money(asked)}。"


def _company(company: Enterprise) -> str:
    founded = company.founded_on.isoformat()
    return (
        f"{company.name}，统一社会信用代码 {company.uscc}，成立于 {founded}，"
        f"注册资本 {_money(company.registered_capital)}，位于{region_name(company.region_code)}，"
        f"所属行业：{industry_name(company.industry_code)}，员工 {company.employees} 人。"
    )


def _finance(company: Enterprise) -> str:
    figures = company.figures
    if figures is None:
        return NOT_KNOWN
    lines = (
        f"{figures.year} 年（企业自报）：营业收入 {_money(figures.revenue)}",
        f"净利润 {_money(figures.net_profit)}",
        f"净资产 {_money(figures.net_assets)}",
        f"负债合计 {_money(figures.total_liabilities)}",
    )
    assets = figures.net_assets + figures.total_liabilities
    share = "" if assets.minor <= 0 else f"，资产负债率 {_share(figures.total_liabilities, assets)}"
    return f"{'，'.join(lines)}{share}。"


def _business(invoices: InvoiceProfile) -> str:
    sales = [each for each in invoices.months if each.direction is Direction.OUTPUT]
    if not sales:
        return NOT_KNOWN
    latest = sorted(sales, key=lambda each: each.month)[-YEAR:]
    net = sum((each.net for each in latest), start=Money.zero("CNY"))
    text = f"近 {len(latest)} 个有开票的月份销项不含税合计 {_money(net)}。"
    output = invoices.output
    if output.partner_count and output.total.minor > 0:
        text += (
            f"客户 {output.partner_count} 家，最大客户占比 {_share(output.largest, output.total)}。"
        )
    return text


def _credit(score: Score | None) -> str:
    if score is None:
        return NOT_KNOWN
    return (
        f"平台评分 {score.score}，等级 {score.grade}，模型版本 {score.model_version}，"
        f"数据截至 {score.data_through.isoformat()}。"
    )


def _visits(visits: tuple[Visit, ...]) -> str:
    if not visits:
        return "尚未走访。"
    return "\n".join(_visit(number, visit) for number, visit in enumerate(visits, start=1))


def _visit(number: int, visit: Visit) -> str:
    at = visit.held_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    whom = "" if visit.spoken_with is None else f"，对象：{WHOM[visit.spoken_with]}"
    photos = "" if not visit.photos else f"（照片 {len(visit.photos)} 张）"
    return f"{number}. {at} {KINDS[visit.kind]}，{visit.place}{whom}：{visit.findings}{photos}"


def _checklist(known: OnRecord) -> str:
    counts = dict.fromkeys(ItemResult, 0)
    for answer in known.answers.values():
        counts[answer.result] += 1
    left = len(known.items) - len(known.answers)
    text = (
        f"共 {len(known.items)} 项：通过 {counts[ItemResult.PASSED]} 项，"
        f"未通过 {counts[ItemResult.FAILED]} 项，不适用 {counts[ItemResult.NOT_APPLICABLE]} 项，"
        f"未核查 {left} 项。"
    )
    failed = [it for it in known.answers.values() if it.result is ItemResult.FAILED and it.note]
    return "\n".join((text, *(f"未通过：{each.note}" for each in failed)))


def _money(money: Money) -> str:
    return f"{Decimal(money.amount):,} 元"


def _share(part: Money, whole: Money) -> str:
    return f"{Decimal(part.minor) / whole.minor:.1%}"
