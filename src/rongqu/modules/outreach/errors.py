"""Every refusal of outreach."""

from rongqu.kernel.errors import DomainError, NotFound


class EndpointNotFound(NotFound):
    code = "outreach.endpoint_not_found"


class DeliveryNotFound(NotFound):
    code = "outreach.delivery_not_found"


class UrlRefused(DomainError):
    """`reason`: malformed, scheme (https is needed), user (no password in it) or private."""

    code = "outreach.url_refused"
    status = 422


class EventsUnknown(DomainError):
    """`names`: those that are not offered."""

    code = "outreach.events_unknown"
    status = 422


class TooManyEndpoints(DomainError):
    code = "outreach.too_many_endpoints"


class OverlapTooLong(DomainError):
    """`hours` is the longest."""

    code = "outreach.overlap_too_long"
    status = 422


class NotSending(DomainError):
    """The endpoint is paused or disabled: activate it first."""

    code = "outreach.not_sending"
