"""The front door of investing."""

from rongqu.modules.investing.actions.propose_offering import propose_offering
from rongqu.modules.investing.actions.subscribe import subscribe
from rongqu.modules.investing.types import (
    Allotment,
    InvestmentKind,
    NewSubscription,
    Offering,
    OfferingStatus,
    OfferingTerms,
    Subscription,
    SubscriptionStatus,
)

__all__ = [
    "Allotment",
    "InvestmentKind",
    "NewSubscription",
    "Offering",
    "OfferingStatus",
    "OfferingTerms",
    "Subscription",
    "SubscriptionStatus",
    "propose_offering",
    "subscribe",
]
