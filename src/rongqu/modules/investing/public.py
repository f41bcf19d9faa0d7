"""The front door of investing."""

from rongqu.modules.investing.actions.ask_qualification import QUALIFY, ask_qualification
from rongqu.modules.investing.actions.assess_investor import assess_investor
from rongqu.modules.investing.actions.buy_back import BuyBack, buy_back
from rongqu.modules.investing.actions.change_plan import change_plan
from rongqu.modules.investing.actions.close_holdings import Closing, close_holdings
from rongqu.modules.investing.actions.distribute import NewDistribution, distribute
from rongqu.modules.investing.actions.fill_ask import fill_ask
from rongqu.modules.investing.actions.place_ask import place_ask
from rongqu.modules.investing.actions.propose_offering import OPEN_OFFERING, propose_offering
from rongqu.modules.investing.actions.serve_plan_from_queue import serve_plan_from_queue
from rongqu.modules.investing.actions.subscribe import subscribe
from rongqu.modules.investing.actions.take_ask import take_ask
from rongqu.modules.investing.errors import (
    AskNotOpen,
    DistributionUnderWay,
    HoldingNotFound,
    NotActive,
    NotAnInvestor,
    NotEnoughMoney,
    NotSuitable,
    OfferingNotFound,
    TooFewUnits,
    TradesUnderWay,
    TradingHalted,
)
from rongqu.modules.investing.market.queries import (
    has_unpaid_parts,
    list_holders,
    list_open_asks,
    list_own_redemptions,
    list_traded_offerings,
)
from rongqu.modules.investing.market.types import Ask, Fill, NewAsk, NewTrade, Trade
from rongqu.modules.investing.plans.queries import list_plans_for_queue
from rongqu.modules.investing.plans.types import NewPlan
from rongqu.modules.investing.queries import (
    get_offering,
    get_offerings,
    get_visible_offering,
    lock_own_offering,
)
from rongqu.modules.investing.suitability.buying import check_may_buy, check_may_buy_class
from rongqu.modules.investing.suitability.types import QualifiedProof
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
    "OPEN_OFFERING",
    "QUALIFY",
    "Allotment",
    "Ask",
    "AskNotOpen",
    "BuyBack",
    "Closing",
    "DistributionUnderWay",
    "Fill",
    "HoldingNotFound",
    "InvestmentKind",
    "NewAsk",
    "NewDistribution",
    "NewPlan",
    "NewSubscription",
    "NewTrade",
    "NotActive",
    "NotAnInvestor",
    "NotEnoughMoney",
    "NotSuitable",
    "Offering",
    "OfferingNotFound",
    "OfferingStatus",
    "OfferingTerms",
    "QualifiedProof",
    "Subscription",
    "SubscriptionStatus",
    "TooFewUnits",
    "Trade",
    "TradesUnderWay",
    "TradingHalted",
    "ask_qualification",
    "assess_investor",
    "buy_back",
    "change_plan",
    "check_may_buy",
    "check_may_buy_class",
    "close_holdings",
    "distribute",
    "fill_ask",
    "get_offering",
    "get_offerings",
    "get_visible_offering",
    "has_unpaid_parts",
    "list_holders",
    "list_open_asks",
    "list_own_redemptions",
    "list_plans_for_queue",
    "list_traded_offerings",
    "lock_own_offering",
    "place_ask",
    "propose_offering",
    "serve_plan_from_queue",
    "subscribe",
    "take_ask",
]
