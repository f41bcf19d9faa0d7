"""What a loan contract's record gives to the template in force: the values of its variables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rongqu.kernel.money import Money
from rongqu.kernel.rates import DayCount
from rongqu.kernel.schedule import (
    DuePart,
    Floating,
    Instalment,
    RepaymentMethod,
    Repricing,
    compute_schedule,
    yearly_cost,
)
from rongqu.modules.contracts.public import (
    Contract,
    OnRecord,
    Party,
    PartyValue,
    TableValue,
    Values,
    Words,
    write_percent,
)

METHODS = {
    RepaymentMethod.EQUAL_INSTALMENT: Words(
        "等额本息：每月偿还相同金额（含本金和利息），末期金额因分位取整可能略有差异",
        "equal instalments: the same amount of principal and interest each month; the last may "
        "differ by rounding",
    ),
    RepaymentMethod.EQUAL_PRINCIPAL: Words(
        "等额本金：每月偿还相同本金，利息按剩余本金计算，末期本金包含不能整除的分位",
        "equal principal: the same principal each month with interest on what is outstanding; the "
        "last includes what could not be divided",
    ),
    RepaymentMethod.FLAT: Words(
        "等本等息：每月偿还相等的本息，利息在整个期限内按初始本金计算",
        "flat: equal payments each month, interest on the initial principal for the whole term",
    ),
    RepaymentMethod.INTEREST_ONLY: Words(
        "先息后本：每月偿还当期利息，末期一次偿还全部本金",
        "interest first: interest each month, all principal at the end",
    ),
    RepaymentMethod.BULLET: Words(
        "一次性还本付息：到期日一次偿还全部本金和利息",
        "bullet: all principal and interest at maturity",
    ),
}
PARTS = {
    DuePart.PENALTY: Words("罚息", "penalty interest"),
    DuePart.INTEREST: Words("利息", "interest"),
    DuePart.PRINCIPAL: Words("本金", "principal"),
}
DAY_COUNTS = {
    DayCount.ACT_360: Words("按实际天数计息，一年按360天计算", "by actual days over a year of 360"),
    DayCount.ACT_365F: Words(
        "按实际天数计息，一年按365天计算", "by actual days over a year of 365"
    ),
    DayCount.ACT_ACT_ISDA: Words(
        "按实际天数计息，平年按365天、闰年按366天计算",
        "by actual days over a year of 365, or 366 in leap years",
    ),
    DayCount.THIRTY_E_360: Words(
        "每月按30天、一年按360天计算", "by months of 30 days and years of 360"
    ),
    DayCount.THIRTY_360_US: Words(
        "每月按30天、一年按360天计算", "by months of 30 days and years of 360"
    ),
}
FREE_PREPAYMENT = Words(
    "乙方不收取提前还款违约金或其他费用", "Party B charges neither penalty nor fee"
)
FIXED = Words("合同期内固定不变", "fixed for the term")
REPRICING_DAYS = {
    Repricing.NEW_YEAR: Words("放款后每年1月1日", "every 1 January after the payout"),
    Repricing.ANNIVERSARY: Words("放款后每满一年的对应日", "every anniversary of the payout"),
    Repricing.MONTHLY: Words("放款后每月的对应日", "the same day of every month after the payout"),
}
BASIS_POINT = Decimal("0.0001")


def loan_values(contract: Contract) -> Values:
    plan = plan_from(contract, contract.prepared_on)
    rate = contract.yearly_rate
    interest = _sum_of([line.interest for line in plan])
    total = contract.principal + interest
    return {
        "borrower": _party(contract.borrower),
        "lender": _party(contract.lender),
        "product": Words(contract.product_name, contract.product_name),
        "prepared_on": contract.prepared_on,
        "sign_by": contract.sign_by,
        "principal": contract.principal,
        "term_months": contract.term_months,
        "yearly_rate": rate.yearly,
        "rate_rule": _rate_rule(contract.structure.floating),
        "all_in_cost": yearly_cost(contract.principal - contract.fee, contract.prepared_on, plan),
        "day_count": DAY_COUNTS[rate.day_count],
        "method": METHODS[contract.method],
        "fee": contract.fee,
        "penalty_rate": rate.yearly * contract.penalty_multiplier,
        "penalty_share": contract.penalty_multiplier - 1,
        "prepayment": _prepayment(contract.prepayment_fee_rate),
        "allocation": Words(
            "、".join(PARTS[part].zh for part in contract.allocation),
            ", ".join(PARTS[part].en for part in contract.allocation),
        ),
        "schedule": TableValue(
            tuple(_instalment(line) for line in plan),
            ("合计", "", _figure(contract.principal), _figure(interest), _figure(total), ""),
        ),
        "total_interest": interest,
        "total_amount": total,
    }


def on_record(contract: Contract) -> OnRecord:
    """What the review compares the text with."""
    return OnRecord(
        principal=contract.principal,
        yearly_rate=contract.yearly_rate.yearly,
        term_months=contract.term_months,
        fee=contract.fee,
    )


def plan_from(contract: Contract, starts_on: date) -> tuple[Instalment, ...]:
    """The plan as if the money were paid out on that day; the loan's own starts on the real one."""
    return compute_schedule(contract.schedule_terms(starts_on))


def _rate_rule(floating: Floating | None) -> Words:
    if floating is None:
        return FIXED
    base, most = write_percent(floating.base_rate), write_percent(floating.highest)
    points = f"{(abs(floating.margin) / BASIS_POINT).normalize():f}"
    zh, en = ("加", "plus") if floating.margin >= 0 else ("减", "less")
    days = REPRICING_DAYS[floating.repricing]
    return Words(
        f"浮动：由一年期贷款市场报价利率（LPR）{base}{zh}{points}个基点（每个基点0.01%）形成；"
        f"{days.zh}为重定价日，自该日起按当日有效的一年期LPR{zh}相同点差执行，"
        f"且不高于{most}；此前已产生的利息以及罚息标准不因重定价改变，"
        "附件中的还款计划按签订时的水平编制",
        f"floating: the one-year loan prime rate (LPR) of {base} {en} {points} basis points; "
        f"on {days.en} it takes the LPR in force with the same difference, never above {most}; "
        "interest earned before and the penalty rate stay; the schedule in the annex assumes the "
        "rate at signing",
    )


def _prepayment(fee_rate: Decimal) -> Words:
    if fee_rate == 0:
        return FREE_PREPAYMENT
    share = write_percent(fee_rate)
    return Words(
        f"甲方按提前偿还本金的{share}向乙方支付提前还款费用",
        f"Party A pays Party B a fee of {share} of the principal paid early",
    )


def _instalment(line: Instalment) -> tuple[str, ...]:
    return (
        str(line.number),
        line.due_on.isoformat(),
        _figure(line.principal),
        _figure(line.interest),
        _figure(line.amount),
        _figure(line.balance),
    )


def _party(party: Party) -> PartyValue:
    return PartyValue(name=party.name, code=party.uscc)


def _sum_of(amounts: list[Money]) -> Money:
    return sum(amounts[1:], start=amounts[0])


def _figure(money: Money) -> str:
    return f"{Decimal(money.amount):,}"
