"""The front door of bidding."""

from rongqu.modules.bidding.actions.accept_offer import accept_offer
from rongqu.modules.bidding.actions.ask_for_offers import NewRequest, ask_for_offers
from rongqu.modules.bidding.actions.make_offer import make_offer
from rongqu.modules.bidding.bounds import read_bounds
from rongqu.modules.bidding.fitting import find_fitting
from rongqu.modules.bidding.queries import list_open_invitations
from rongqu.modules.bidding.types import (
    Asked,
    Bid,
    Invitation,
    InvitationId,
    NewOffer,
    OfferId,
    RequestId,
    Shown,
)

__all__ = [
    "Asked",
    "Bid",
    "Invitation",
    "InvitationId",
    "NewOffer",
    "NewRequest",
    "OfferId",
    "RequestId",
    "Shown",
    "accept_offer",
    "ask_for_offers",
    "find_fitting",
    "list_open_invitations",
    "make_offer",
    "read_bounds",
]
