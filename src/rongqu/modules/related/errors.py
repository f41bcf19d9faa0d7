"""Every refusal of related."""

from rongqu.kernel.errors import DomainError, NotFound


class LinkNotFound(NotFound):
    code = "related.link_not_found"


class DebtNotFound(NotFound):
    code = "related.debt_not_found"


class LinkedToItself(DomainError):
    code = "related.linked_to_itself"
    status = 422


class ShareMissing(DomainError):
    """Ownership comes with its share, and nothing else does."""

    code = "related.share_missing"
    status = 422


class LinkOn(DomainError):
    """These two are linked in this way already."""

    code = "related.link_on"


class DebtTooSmall(DomainError):
    code = "related.debt_too_small"
    status = 422


class DebtNotYet(DomainError):
    """What is owed on a day to come is not known."""

    code = "related.debt_not_yet"
    status = 422
