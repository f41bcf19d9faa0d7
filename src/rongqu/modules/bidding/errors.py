"""Every refusal of bidding."""

from rongqu.kernel.errors import DomainError, NotFound


class RequestNotFound(NotFound):
    code = "bidding.request_not_found"


class InvitationNotFound(NotFound):
    code = "bidding.invitation_not_found"


class OfferNotFound(NotFound):
    code = "bidding.offer_not_found"


class NobodyFits(DomainError):
    """No product of the lenders that may be asked would be granted."""

    code = "bidding.nobody_fits"
    status = 422


class TooManyOpen(DomainError):
    """`most` requests of one's own are open at a time."""

    code = "bidding.too_many_open"


class DeadlineOutside(DomainError):
    """The bidding has to be open from `least` hours to `most` days."""

    code = "bidding.deadline_outside"
    status = 422


class RequestSettled(DomainError):
    """It was accepted, cancelled, or has lapsed: `status`."""

    code = "bidding.request_settled"


class DecisionTooLate(DomainError):
    """There was time until `until`."""

    code = "bidding.decision_too_late"


class InvitationOver(DomainError):
    """Declined, withdrawn, or the request is settled: `status`."""

    code = "bidding.invitation_over"


class BidTooLate(DomainError):
    """What counts is when it came in; offers were taken until `until`."""

    code = "bidding.bid_too_late"


class OfferGone(DomainError):
    """Replaced or taken back by its lender, or settled: `status`."""

    code = "bidding.offer_gone"


class OfferExpired(DomainError):
    """It was good until `until`."""

    code = "bidding.offer_expired"


class NotAmongFitting(DomainError):
    """The product is not one of those that the lender was invited with."""

    code = "bidding.not_among_fitting"
    status = 422


class BidOutside(DomainError):
    """`field` has to be from `least` to `most`."""

    code = "bidding.bid_outside"
    status = 422
