"""What the invoices of an enterprise say about it: pure, exact, as of a stated day."""

from rongqu.modules.risk.features.compute import compute_features
from rongqu.modules.risk.features.declared import FEATURES, Feature, FeatureUnit
from rongqu.modules.risk.features.types import (
    Features,
    InvoiceHistory,
    MonthFigures,
    PartnerSpread,
    Side,
)

__all__ = [
    "FEATURES",
    "Feature",
    "FeatureUnit",
    "Features",
    "InvoiceHistory",
    "MonthFigures",
    "PartnerSpread",
    "Side",
    "compute_features",
]
