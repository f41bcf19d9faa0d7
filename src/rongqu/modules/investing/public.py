"""The front door of investing."""

from rongqu.modules.investing.actions.propose_offering import propose_offering
from rongqu.modules.investing.actions.subscribe import subscribe
from rongqu.modules.investing.errors import OfferingNotFound
from rongqu.modules.investing.market.queries import list_holders
from rongqu.modules.investing.queries import (
    get_offering,
    get_visible_offering,
    lock_own_offering,
)
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
    "OfferingNotFound",
    "OfferingStatus",
    "OfferingTerms",
    "Subscription",
    "SubscriptionStatus",
    "get_offering",
    "get_visible_offering",
    "list_holders",
    "lock_own_offering",
    "propose_offering",
    "subscribe",
]
