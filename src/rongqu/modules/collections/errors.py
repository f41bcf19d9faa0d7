"""Every refusal of collections."""

from rongqu.kernel.errors import DomainError, NotFound


class CaseNotFound(NotFound):
    code = "collections.case_not_found"


class CaseIsClosed(DomainError):
    code = "collections.case_closed"


class ContactOutsideHours(DomainError):
    """Borrowers are left in peace at night; `from_hour` to `until_hour` in Shanghai."""

    code = "collections.contact_outside_hours"


class ContactedTooOften(DomainError):
    """As many contacts as are allowed in so many days."""

    code = "collections.contacted_too_often"


class PromiseTooFar(DomainError):
    """Promised for a day that is over, or later than `latest`."""

    code = "collections.promise_too_far"
    status = 422


class PromiseTooMuch(DomainError):
    """Nothing, or more than is overdue."""

    code = "collections.promise_too_much"
    status = 422


class PromiseOpen(DomainError):
    """One promise at a time."""

    code = "collections.promise_open"


class PromisesUsedUp(DomainError):
    """Too many were broken: another is not taken, the case goes on to a disposal."""

    code = "collections.promises_used_up"


class DisposalNotFound(NotFound):
    code = "collections.disposal_not_found"


class DisposalOpen(DomainError):
    """The loan is under way in this kind of disposal already."""

    code = "collections.disposal_open"


class DisposalIsOver(DomainError):
    code = "collections.disposal_over"


class StepOutOfOrder(DomainError):
    """`next_step` is the one whose turn it is."""

    code = "collections.step_out_of_order"


class NothingToDispose(DomainError):
    """Nothing of the loan is late."""

    code = "collections.nothing_to_dispose"
