"""The front door of the order book."""

from rongqu.modules.orderbook.actions.place_bid import place_bid
from rongqu.modules.orderbook.actions.request_redemption import NewRedemption, request_redemption
from rongqu.modules.orderbook.types import BidId, Likes, NewBid

__all__ = ["BidId", "Likes", "NewBid", "NewRedemption", "place_bid", "request_redemption"]
