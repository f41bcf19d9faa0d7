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


class ArrearsFirst(DomainError):
    """A part of the principal is paid early once nothing is in arrears."""

    code = "servicing.arrears_first"


class RentalsAreFixed(DomainError):
    """A lease is paid rental by rental, or all at once: no part of it is paid early."""

    code = "servicing.rentals_are_fixed"


class CannotShorten(DomainError):
    """With this method no instalment repays principal along the way: the term cannot shrink."""

    code = "servicing.cannot_shorten"
    status = 422


class FactNotFound(NotFound):
    code = "servicing.fact_not_found"


class FactCancelled(DomainError):
    code = "servicing.fact_cancelled"


class FactNotPossible(DomainError):
    """Not in the state that the loan was in on that day, or without what its kind needs."""

    code = "servicing.fact_not_possible"


class BeforeOpening(DomainError):
    """A day before the loan was paid out."""

    code = "servicing.before_opening"
    status = 422


class DayIsOver(DomainError):
    """What a day cost that is over is not asked any more."""

    code = "servicing.day_is_over"
    status = 422


class AfterToday(DomainError):
    """A day that has not come."""

    code = "servicing.after_today"
    status = 422


class OtherCurrency(DomainError):
    """Not the currency of the loan."""

    code = "servicing.other_currency"
    status = 422


class WaiverTooLarge(DomainError):
    """More than is owed of it; `owed` says how much that is."""

    code = "servicing.waiver_too_large"


class ExtensionTooLong(DomainError):
    """More months than the rules for extensions leave; `months` says how many those are."""

    code = "servicing.extension_too_long"
    status = 422


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


class OverrideTooGood(DomainError):
    """An override may make a category worse, never better than `least`, which days past due and
    triggers say."""

    code = "servicing.override_too_good"
    status = 422


class ReasonMissing(DomainError):
    code = "servicing.reason_missing"
    status = 422


class TriggerOn(DomainError):
    """The loan has that trigger already."""

    code = "servicing.trigger_on"


class TriggerNotFound(NotFound):
    code = "servicing.trigger_not_found"
