"""Every refusal of servicing."""

from rongqu.kernel.errors import DomainError, NotFound


class LoanNotFound(NotFound):
    code = "servicing.loan_not_found"


class LoanIsClosed(DomainError):
    """Paid back to the last cent: nothing is owed."""

    code = "servicing.loan_closed"


class NotBorrower(DomainError):
    """Who may see the loan need not be the one who pays it."""

    code = "servicing.not_borrower"
    status = 403


class NothingDue(DomainError):
    code = "servicing.nothing_due"


class Overpayment(DomainError):
    """More than is owed; `owed` says how much that is."""

    code = "servicing.overpayment"


class AmountChanged(DomainError):
    """Not the amount that is owed today; `owed` says how much that is."""

    code = "servicing.amount_changed"


class RepaymentPending(DomainError):
    """The bank has not answered on the one before."""

    code = "servicing.repayment_pending"


class NeverAmortises(DomainError):
    """An instalment would not even pay its interest."""

    code = "servicing.never_amortises"
    status = 422


class DayClosed(DomainError):
    """Its end is over; what comes later for it is booked on a later day."""

    code = "servicing.day_closed"


class DayNotOver(DomainError):
    """A day is closed when it is over: not today, and not a day to come."""

    code = "servicing.day_not_over"


class DayOutOfOrder(DomainError):
    """Days are closed one after another; `next_day` is the one whose turn it is."""

    code = "servicing.day_out_of_order"
