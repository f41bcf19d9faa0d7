"""The features, declared. Windows end with the month of the last invoice, not with today: how
long ago a company issued its last invoice may be what a default looks like, not its cause.

The words are in locales/*/risk.json under `feature.<name>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    YUAN = "yuan"
    MONTHS = "months"
    SHARE = "share"
    RATIO = "ratio"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Feature:
    """`window_months` None: everything since the first invoice."""

    name: str
    unit: Unit
    window_months: int | None
    meaning: str


_DECLARED = (
    Feature("turnover_12m", Unit.YUAN, 12, "net sales"),
    Feature("months_with_sales", Unit.MONTHS, 12, "months with positive net sales"),
    Feature("sales_variation", Unit.RATIO, 12, "standard deviation of monthly sales over mean"),
    Feature("half_year_growth", Unit.RATIO, 12, "growth of the last 6 months over the 6 before"),
    Feature("yearly_growth", Unit.RATIO, 24, "growth of the last 12 months over the 12 before"),
    Feature("void_rate", Unit.SHARE, 12, "void sales invoices over all sales invoices"),
    Feature("red_rate", Unit.SHARE, 12, "red-letter sales invoices over all sales invoices"),
    Feature("margin", Unit.RATIO, 12, "1 - net purchases over net sales"),
    Feature("history_months", Unit.MONTHS, None, "months from the first invoice to the last"),
    Feature("customer_count", Unit.COUNT, None, "customers with positive sales"),
    Feature("customer_top_share", Unit.SHARE, None, "share of the largest customer"),
    Feature("customer_concentration", Unit.SHARE, None, "Herfindahl index of customers"),
    Feature("supplier_count", Unit.COUNT, None, "suppliers with positive purchases"),
    Feature("supplier_top_share", Unit.SHARE, None, "share of the largest supplier"),
    Feature("supplier_concentration", Unit.SHARE, None, "Herfindahl index of suppliers"),
)

FEATURES: dict[str, Feature] = {feature.name: feature for feature in _DECLARED}
