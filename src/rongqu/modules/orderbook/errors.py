"""Every refusal of the order book."""

from rongqu.kernel.errors import DomainError, NotFound


class BidNotFound(NotFound):
    """Also one of somebody else."""

    code = "orderbook.bid_not_found"


class BidIdTaken(DomainError):
    """The id belongs to a bid with another content."""

    code = "orderbook.bid_id_taken"


class BidNotOpen(DomainError):
    """Filled, withdrawn, or its time is over."""

    code = "orderbook.bid_not_open"


class BidTooSmall(DomainError):
    code = "orderbook.bid_too_small"
    status = 422


class BidPriceOutsidePolicy(DomainError):
    code = "orderbook.bid_price_outside_policy"
    status = 422


class BidTooLong(DomainError):
    """A bid ends after today, and not later than the policy allows."""

    code = "orderbook.bid_too_long"
    status = 422


class TooManyBids(DomainError):
    code = "orderbook.too_many_bids"
