"""A finance lease: rentals, deposit and price to keep, and the things that are leased."""

from __future__ import annotations

from decimal import Decimal

from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import Instalment, Lease
from rongqu.modules.contracts.public import TableValue, Values, Words, write_percent
from rongqu.modules.papers.drawing.loan import loan_values, plan_from
from rongqu.modules.papers.drawing.types import Agreed, Secured, Sheet, figure, sheet_of

IN_ADVANCE = Words(
    "先付：每月初支付等额租金，首期租金于租赁物价款支付之日支付，末期因分位取整可能略有差异",
    "in advance: equal rentals at the beginning of each month, the first on the day the price is "
    "paid; the last may differ by rounding",
)
IN_ARREARS = Words(
    "后付：每月末支付等额租金，首期租金于租赁物价款支付之日起满一个月时支付，末期因分位取整可能略有差异",
    "in arrears: equal rentals at the end of each month, the first a month after the price is "
    "paid; the last may differ by rounding",
)
FREE_END = Words(
    "甲方不收取提前付清的违约金或其他费用", "the lessor charges neither penalty nor fee"
)
UNNAMED = Words("由乙方选定", "chosen by the lessee")


def draw_lease(agreed: Agreed, lease: Lease) -> Sheet:
    """The last line of the plan is the price to keep; those before it are rentals."""
    contract = agreed.contract
    plan = plan_from(contract, contract.prepared_on)
    rentals = plan[: contract.term_months]
    machines = [each for each in agreed.security if each.kind is CollateralKind.EQUIPMENT]
    values: Values = {
        **loan_values(contract),
        "supplier": _makers(machines),
        "rentals": IN_ADVANCE if lease.in_advance else IN_ARREARS,
        "rent_total": sum((line.amount for line in rentals), Money.zero(lease.deposit.currency)),
        "deposit": lease.deposit,
        "deposit_days": agreed.deposit_days,
        "final_price": lease.residual,
        "early_end": _early_end(contract.prepayment_fee_rate),
        "equipment": TableValue(tuple(_machine(each) for each in machines)),
        "rents": TableValue(tuple(_rental(line) for line in rentals)),
    }
    return sheet_of("lease", {"lessor": contract.lender, "lessee": contract.borrower}, values)


def _makers(machines: list[Secured]) -> Words:
    names = dict.fromkeys(each.record.text("maker") for each in machines)
    return Words("、".join(names), ", ".join(names)) if names else UNNAMED


def _early_end(fee_rate: Decimal) -> Words:
    if fee_rate == 0:
        return FREE_END
    share = write_percent(fee_rate)
    return Words(
        f"乙方按提前付清本金的{share}向甲方支付费用",
        f"the lessee pays a fee of {share} of the principal paid early",
    )


def _machine(machine: Secured) -> tuple[str, ...]:
    return (
        machine.record.text("maker"),
        machine.record.text("model"),
        machine.record.text("serial"),
        figure(machine.record.money("price")),
    )


def _rental(line: Instalment) -> tuple[str, ...]:
    return (str(line.number), line.due_on.isoformat(), figure(line.amount))
