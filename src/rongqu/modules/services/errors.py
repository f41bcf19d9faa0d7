"""Every refusal of services."""

from rongqu.kernel.errors import DomainError, NotFound


class ServiceOfferNotFound(NotFound):
    code = "services.offer_not_found"


class BookingNotFound(NotFound):
    code = "services.booking_not_found"


class ServicePaperNotFound(NotFound):
    code = "services.paper_not_found"


class OfferNotValid(DomainError):
    """It was withdrawn, or it is not its day."""

    code = "services.offer_not_valid"


class KindNotOffered(DomainError):
    """This institution does not do work of this kind."""

    code = "services.kind_not_offered"
    status = 422


class PriceAbovePolicy(DomainError):
    code = "services.price_above_policy"
    status = 422


class BookingMoved(DomainError):
    """Not possible as it stands: `status`."""

    code = "services.booking_moved"


class NotLateYet(DomainError):
    """The partner has until `until`."""

    code = "services.not_late_yet"


class PaperNeeded(DomainError):
    """Nothing is delivered without a paper."""

    code = "services.paper_needed"
    status = 422


class TooManyPapers(DomainError):
    code = "services.too_many_papers"


class ShareAbovePrice(DomainError):
    code = "services.share_above_price"
    status = 422


class RatedAlready(DomainError):
    code = "services.rated_already"
