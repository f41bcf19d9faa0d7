"""The trial balance 试算平衡表 and the platform's revenue as workbooks."""

from __future__ import annotations

from collections.abc import Sequence

from rongqu.infra.workbooks import Sheet, write_workbook
from rongqu.modules.ledger.types import AccountCode, RevenueLine, TrialLine

C = AccountCode
NAMES = {
    C.BANK_SETTLEMENT: "存管银行存款",
    C.CUSTODY: "存管资金",
    C.FROZEN: "冻结资金",
    C.IN_TRANSIT: "在途资金",
    C.LOAN_PRINCIPAL: "贷款本金",
    C.INTEREST_RECEIVABLE: "应收利息",
    C.PENALTY_RECEIVABLE: "应收罚息",
    C.ACCRUED_INTEREST: "应计利息",
    C.LENDER_FUNDING: "资金方出资",
    C.INTEREST_INCOME: "利息收入",
    C.PENALTY_INCOME: "罚息收入",
    C.LOSS_ALLOWANCE: "贷款损失准备",
    C.LOSS_EXPENSE: "信用减值损失",
    C.RECOVERED_INCOME: "已核销贷款收回",
    C.FEE_INCOME: "融资服务费收入",
    C.MANAGEMENT_FEE_INCOME: "管理费收入",
    C.COUPON_COST: "优惠券支出",
    C.RESERVE_CASH: "专户存款",
    C.RISK_RESERVE: "风险准备金",
    C.COMPENSATION_FUND: "风险补偿基金",
    C.SUSPENSE: "暂挂",
}


PRODUCTS = {
    "credit_loan": "信用贷",
    "order_financing": "订单融资",
    "receivables_factoring": "应收账款保理",
    "ip_pledge": "知识产权质押",
    "equipment_lease": "设备融资租赁",
    "livestock_collateral": "活体抵押",
    "green_loan": "绿色融资",
    "sci_tech_combination": "科创组合",
    "park_batch": "园区贷",
    "debt_restructuring": "债务重组",
    "cross_border": "跨境融资",
    "treasury_pledge": "国债质押",
    "bank_factoring": "银行保理",
    "corporate_bond": "企业债",
    "supply_chain_abs": "供应链 ABS",
    "equity_crowdfunding": "股权众筹",
    "mezzanine": "夹层",
    "reits": "REITs",
}
"""As the screens call them; a product that is not here goes by its code."""


def write_trial_balance(lines: Sequence[TrialLine]) -> bytes:
    head = ("科目", "科目代码", "账户数", "币种", "借方余额", "贷方余额")
    rows = [
        (
            NAMES.get(line.code, line.code),
            line.code,
            str(line.accounts),
            line.debit.currency,
            line.debit.amount,
            line.credit.amount,
        )
        for line in lines
    ]
    return write_workbook([Sheet(name="试算平衡表", head=head, rows=rows)])


def write_revenue(lines: Sequence[RevenueLine]) -> bytes:
    head = ("月份", "收入类别", "产品", "币种", "金额", "笔数")
    rows = [
        (
            f"{line.month:%Y-%m}",
            NAMES.get(line.code, line.code),
            "" if line.product is None else PRODUCTS.get(line.product, line.product),
            line.amount.currency,
            line.amount.amount,
            str(line.entries),
        )
        for line in lines
    ]
    return write_workbook([Sheet(name="平台收入", head=head, rows=rows)])
