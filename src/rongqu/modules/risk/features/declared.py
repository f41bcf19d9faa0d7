"""The features, declared. Windows end with the month of the last invoice, not with today: how
long ago a company issued its last invoice may be what a default looks like, not its cause.

The words are in locales/*/risk.json under `feature.<name>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FeatureUnit(StrEnum):
    YUAN = "yuan"
    MONTHS = "months"
    SHARE = "share"
    """A fraction that people read as a percentage; growth may be below nothing."""
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Feature:
    """`window_months` None: everything since the first invoice."""

    name: str
    unit: FeatureUnit
    window_months: int | None
    meaning: str


_U = FeatureUnit
_DECLARED = (
    Feature("turnover_12m", _U.YUAN, 12, "net sales"),
    Feature("months_with_sales", _U.MONTHS, 12, "months with positive net sales"),
    Feature("sales_variation", _U.SHARE, 12, "standard deviation of monthly sales over mean"),
    Feature("half_year_growth", _U.SHARE, 12, "growth of the last 6 months over the 6 before"),
    Feature("yearly_growth", _U.SHARE, 24, "growth of the last 12 months over the 12 before"),
    Feature("void_rate", _U.SHARE, 12, "void sales invoices over all sales invoices"),
    Feature("red_rate", _U.SHARE, 12, "red-letter sales invoices over all sales invoices"),
    Feature("margin", _U.SHARE, 12, "1 - net purchases over net sales"),
    Feature("history_months", _U.MONTHS, None, "months from the first invoice to the last"),
    Feature("customer_count", _U.COUNT, None, "customers with positive sales"),
    Feature("customer_top_share", _U.SHARE, None, "share of the largest customer"),
    Feature("customer_concentration", _U.SHARE, None, "Herfindahl index of customers"),
    Feature("supplier_count", _U.COUNT, None, "suppliers with positive purchases"),
    Feature("supplier_top_share", _U.SHARE, None, "share of the largest supplier"),
    Feature("supplier_concentration", _U.SHARE, None, "Herfindahl index of suppliers"),
)

FEATURES: dict[str, Feature] = {feature.name: feature for feature in _DECLARED}
