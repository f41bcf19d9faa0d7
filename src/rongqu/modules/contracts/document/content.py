"""Every word and figure of the document that depends on the contract, as text for the template.

The template (`templates/loan.typ`) holds the clauses and the layout, and computes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rongqu.kernel.chinese_amount import chinese_amount
from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount
from rongqu.kernel.schedule import DuePart, Instalment, RepaymentMethod, Terms, compute_schedule
from rongqu.modules.contracts.document.signature_page import HEIGHT, WIDTH, frame_of
from rongqu.modules.contracts.types import Contract, Party

PERCENT = Decimal("0.01")

METHODS = {
    RepaymentMethod.EQUAL_INSTALMENT: (
        "等额本息",
        "每月偿还相同金额（含本金和利息），末期金额因分位取整可能略有差异",
    ),
    RepaymentMethod.EQUAL_PRINCIPAL: (
        "等额本金",
        "每月偿还相同本金，利息按剩余本金计算，末期本金包含不能整除的分位",
    ),
    RepaymentMethod.FLAT: ("等本等息", "每月偿还相等的本息，利息在整个期限内按初始本金计算"),
    RepaymentMethod.INTEREST_ONLY: ("先息后本", "每月偿还当期利息，末期一次偿还全部本金"),
    RepaymentMethod.BULLET: ("一次性还本付息", "到期日一次偿还全部本金和利息"),
}
PARTS = {DuePart.PENALTY: "罚息", DuePart.INTEREST: "利息", DuePart.PRINCIPAL: "本金"}
DAY_COUNTS = {
    DayCount.ACT_360: "按实际天数计息，一年按360天计算",
    DayCount.ACT_365F: "按实际天数计息，一年按365天计算",
    DayCount.ACT_ACT_ISDA: "按实际天数计息，平年按365天、闰年按366天计算",
    DayCount.THIRTY_E_360: "每月按30天、一年按360天计算",
    DayCount.THIRTY_360_US: "每月按30天、一年按360天计算",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyWords:
    name: str
    uscc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentWords:
    number: str
    due_on: str
    principal: str
    interest: str
    amount: str
    balance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameWords:
    """Where a signer's seal goes, in points from the upper left corner."""

    role: str
    name: str
    left: int
    from_top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanContent:
    number: str
    prepared_on: str
    sign_by: str
    product_name: str
    borrower: PartyWords
    lender: PartyWords
    principal: str
    principal_capitals: str
    term_months: str
    yearly_rate: str
    day_count: str
    method: str
    method_explained: str
    fee: str
    fee_capitals: str
    penalty_rate: str
    penalty_share: str
    prepayment: str
    allocation: str
    schedule: tuple[InstalmentWords, ...]
    total_interest: str
    total_amount: str
    total_amount_capitals: str
    frames: tuple[FrameWords, ...]


def compose_loan(contract: Contract) -> LoanContent:
    plan = plan_from(contract, contract.prepared_on)
    method, method_explained = METHODS[contract.method]
    rate = contract.yearly_rate
    interest = _sum_of([line.interest for line in plan])
    total = contract.principal + interest
    return LoanContent(
        number=contract.number,
        prepared_on=_day(contract.prepared_on),
        sign_by=_day(contract.sign_by),
        product_name=contract.product_name,
        borrower=_party(contract.borrower),
        lender=_party(contract.lender),
        principal=_figure(contract.principal),
        principal_capitals=chinese_amount(contract.principal),
        term_months=str(contract.term_months),
        yearly_rate=_percent(rate.yearly),
        day_count=DAY_COUNTS[rate.day_count],
        method=method,
        method_explained=method_explained,
        fee=_figure(contract.fee),
        fee_capitals=chinese_amount(contract.fee),
        penalty_rate=_percent(rate.yearly * contract.penalty_multiplier),
        penalty_share=_percent(contract.penalty_multiplier - 1),
        prepayment=_prepayment(contract),
        allocation="、".join(PARTS[part] for part in contract.allocation),
        schedule=tuple(_instalment(line) for line in plan),
        total_interest=_figure(interest),
        total_amount=_figure(total),
        total_amount_capitals=chinese_amount(total),
        frames=(
            frame_words(1, "甲方（借款人）", contract.borrower.name),
            frame_words(2, "乙方（贷款人）", contract.lender.name),
        ),
    )


def frame_words(number: int, role: str, name: str) -> FrameWords:
    frame = frame_of(number)
    return FrameWords(
        role=role,
        name=name,
        left=frame.left,
        from_top=frame.from_top,
        width=WIDTH,
        height=HEIGHT,
    )


def plan_from(contract: Contract, starts_on: date) -> tuple[Instalment, ...]:
    """The plan as if the money were paid out on that day; the loan's own starts on the real one."""
    return compute_schedule(
        Terms(
            principal=contract.principal,
            rate=contract.yearly_rate,
            method=contract.method,
            months=contract.term_months,
            starts_on=starts_on,
        )
    )


def _prepayment(contract: Contract) -> str:
    if contract.prepayment_fee_rate == 0:
        return "乙方不收取提前还款违约金或其他费用"
    share = _percent(contract.prepayment_fee_rate)
    return f"甲方按提前偿还本金的{share}向乙方支付提前还款费用"


def _instalment(line: Instalment) -> InstalmentWords:
    return InstalmentWords(
        number=str(line.number),
        due_on=line.due_on.isoformat(),
        principal=_figure(line.principal),
        interest=_figure(line.interest),
        amount=_figure(line.amount),
        balance=_figure(line.balance),
    )


def _party(party: Party) -> PartyWords:
    return PartyWords(name=party.name, uscc=party.uscc)


def _sum_of(amounts: list[Money]) -> Money:
    return sum(amounts[1:], start=amounts[0])


def _figure(money: Money) -> str:
    return f"{Decimal(money.amount):,}"


def _percent(share: Decimal) -> str:
    """4.85%: as many decimals as it has, at most four."""
    return f"{(share / PERCENT).quantize(Decimal('0.0001')).normalize():f}%"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
