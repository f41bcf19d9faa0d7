"""Where features come from, and what may be done with them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Use(StrEnum):
    DECISION = "decision"
    """May move a score, a limit or a price."""
    MONITORING = "monitoring"
    """May raise a warning; never refuses by itself."""


class Unit(StrEnum):
    YUAN = "yuan"
    COUNT = "count"
    SHARE = "share"
    DAYS = "days"
    KWH = "kwh"
    TONNES = "tonnes"


@dataclass(frozen=True, slots=True)
class Source:
    """`fresh_days`: older than that, its features are missing, and a missing source refers."""

    name: str
    zh: str
    en: str
    fresh_days: int
    use: Use


@dataclass(frozen=True, slots=True)
class Series:
    """One number a month. `columns` of the source's lines that it is computed from (lineage)."""

    name: str
    source: str
    unit: Unit
    zh: str
    en: str
    columns: str
    is_stock: bool = False
    """A level, such as a share or a balance: it is not summed over months."""


_D, _M = Use.DECISION, Use.MONITORING
SOURCES = (
    Source("vat_invoices", "增值税发票", "VAT invoices", 62, _D),
    Source("tax", "纳税申报", "tax returns", 100, _D),
    Source("bank_flow", "银行流水", "bank flow", 35, _D),
    Source("registry", "工商登记", "company registry", 400, _D),
    Source("judicial", "司法信息", "court records", 35, _D),
    Source("credit_bureau", "征信", "credit bureau", 35, _D),
    Source("orders", "订单", "orders", 35, _D),
    Source("utilities", "水电气", "utilities", 62, _D),
    Source("logistics", "物流", "logistics", 35, _M),
    Source("carbon", "碳排放", "carbon accounts", 400, _M),
    Source("opinion", "舆情", "opinion texts", 10, _M),
    Source("platform", "平台行为", "behaviour on the platform", 35, _M),
)

_SIDES = (("sales", "销项", "sales"), ("purchases", "进项", "purchases"))
_INVOICE = (
    ("net", Unit.YUAN, "净额", "net amount", "net_amount, status", False),
    ("tax", Unit.YUAN, "税额", "tax", "tax_amount, status", False),
    ("count", Unit.COUNT, "张数", "invoices", "invoice_no", False),
    ("void", Unit.COUNT, "作废张数", "void invoices", "status", False),
    ("red", Unit.COUNT, "红字张数", "red-letter invoices", "net_amount", False),
    ("red_net", Unit.YUAN, "红字净额", "red-letter amount", "net_amount", False),
    ("largest", Unit.YUAN, "最大单张净额", "largest invoice", "net_amount", True),
    ("partners", Unit.COUNT, "交易对手数", "partners", "counterparty_id", True),
    ("top", Unit.SHARE, "最大对手占比", "share of the largest partner", "counterparty_id", True),
    ("days", Unit.DAYS, "开票天数", "days with invoices", "invoice_date", True),
)
_OTHER = (
    ("tax", "declared_sales", Unit.YUAN, "申报销售额", "declared sales", False),
    ("tax", "tax_paid", Unit.YUAN, "实缴税额", "tax paid", False),
    ("tax", "tax_late", Unit.DAYS, "逾期缴税天数", "days of late tax", False),
    ("bank_flow", "inflow", Unit.YUAN, "流入", "money in", False),
    ("bank_flow", "outflow", Unit.YUAN, "流出", "money out", False),
    ("bank_flow", "balance_low", Unit.YUAN, "最低余额", "lowest balance", True),
    ("registry", "changes", Unit.COUNT, "登记变更", "registered changes", False),
    ("judicial", "cases", Unit.COUNT, "被诉案件", "cases as defendant", False),
    ("judicial", "claims", Unit.YUAN, "被诉金额", "amount claimed", False),
    ("credit_bureau", "inquiries", Unit.COUNT, "征信查询", "inquiries", False),
    ("credit_bureau", "overdue", Unit.YUAN, "逾期金额", "overdue amount", True),
    ("orders", "orders", Unit.COUNT, "订单数", "orders", False),
    ("orders", "cancelled", Unit.COUNT, "取消订单", "cancelled orders", False),
    ("utilities", "power", Unit.KWH, "用电量", "power used", False),
    ("utilities", "arrears", Unit.YUAN, "欠费", "arrears", True),
    ("logistics", "shipped", Unit.TONNES, "发货量", "shipped", False),
    ("carbon", "emissions", Unit.TONNES, "排放量", "emissions", False),
    ("opinion", "negative", Unit.COUNT, "负面报道", "negative reports", False),
    ("platform", "logins", Unit.COUNT, "登录次数", "log-ins", False),
)

INVOICE_SERIES = tuple(
    Series(
        f"{side}_{name}", "vat_invoices", unit, f"{side_zh}{zh}", f"{side_en}: {en}", columns, level
    )
    for side, side_zh, side_en in _SIDES
    for name, unit, zh, en, columns, level in _INVOICE
)
OTHER_SERIES = tuple(
    Series(name, source, unit, zh, en, "day, amount", level)
    for source, name, unit, zh, en, level in _OTHER
)
SERIES = INVOICE_SERIES + OTHER_SERIES
