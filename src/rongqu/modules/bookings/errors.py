"""Every refusal of bookings: of a file as a whole, and of a line of it."""

from rongqu.kernel.errors import DomainError, NotFound, TooLarge


class FileNotFound(NotFound):
    code = "bookings.file_not_found"


class FileKnown(DomainError):
    """The same content was handed in for this lender before, or the id names another file."""

    code = "bookings.file_known"


class FileTooLarge(TooLarge):
    code = "bookings.file_too_large"


class FileIsNoTable(DomainError):
    """Neither .csv, .xlsx nor .parquet, protected, or damaged."""

    code = "bookings.file_is_no_table"
    status = 422


class ColumnsMissing(DomainError):
    code = "bookings.columns_missing"
    status = 422


class NoLines(DomainError):
    code = "bookings.no_lines"
    status = 422


class TooManyLines(DomainError):
    code = "bookings.too_many_lines"
    status = 422


class FileWithdrawn(DomainError):
    """The file that this line came with was not agreed to."""

    code = "bookings.file_withdrawn"


class LineIncomplete(DomainError):
    code = "bookings.line_incomplete"


class AmountUnreadable(DomainError):
    """No number, nothing or less, or more decimals than the loan's currency has."""

    code = "bookings.amount_unreadable"


class DayUnreadable(DomainError):
    code = "bookings.day_unreadable"


class LoanUnknown(DomainError):
    """The lender has no loan of this number."""

    code = "bookings.loan_unknown"


class LoanAmbiguous(DomainError):
    """The lender has several loans of this number."""

    code = "bookings.loan_ambiguous"


class KeyTwice(DomainError):
    """The same payment stands in the file twice."""

    code = "bookings.key_twice"


class KeyKnown(DomainError):
    """The payment came in another file already."""

    code = "bookings.key_known"


class BorrowerUnknown(DomainError):
    """No company on the platform has this credit code."""

    code = "bookings.borrower_unknown"


class ProductUnknown(DomainError):
    """Not a kind of loan that a running book may hold: no leases, no factoring."""

    code = "bookings.product_unknown"


class MethodUnknown(DomainError):
    code = "bookings.method_unknown"


class RateUnreadable(DomainError):
    """No number, nothing or less, or above 36 per cent a year."""

    code = "bookings.rate_unreadable"


class TermUnreadable(DomainError):
    code = "bookings.term_unreadable"


class FirstDueUnfit(DomainError):
    """No payout day lies a month before it, as with the 31st of a month after a shorter one, or it
    lies ahead."""

    code = "bookings.first_due_unfit"


class PlanImpossible(DomainError):
    """With this rate and term the loan would never be paid off."""

    code = "bookings.plan_impossible"


class NothingLeft(DomainError):
    """As much has been paid as the plan has, or more."""

    code = "bookings.nothing_left"


class LoanTwice(DomainError):
    """The same loan number stands in the file twice."""

    code = "bookings.loan_twice"
