"""Every refusal of parks."""

from rongqu.kernel.errors import DomainError, NotFound, TooLarge


class BatchNotFound(NotFound):
    code = "parks.batch_not_found"


class LineNotFound(NotFound):
    code = "parks.line_not_found"


class NotAPark(DomainError):
    """Only an institution that is registered as a park puts companies forward."""

    code = "parks.not_a_park"
    status = 403


class NotAParkLoan(DomainError):
    """The product is not on offer, or is not one for parks."""

    code = "parks.not_a_park_loan"
    status = 422


class BatchKnown(DomainError):
    """The id of a batch that was handed in already."""

    code = "parks.batch_known"


class FileTooLarge(TooLarge):
    code = "parks.file_too_large"


class FileIsNoTable(DomainError):
    """Neither .xlsx nor .csv, protected, or damaged."""

    code = "parks.file_is_no_table"
    status = 422


class ColumnsMissing(DomainError):
    """`missing` and `expected` name columns, in the order of the template."""

    code = "parks.columns_missing"
    status = 422


class NoLines(DomainError):
    code = "parks.no_lines"
    status = 422


class TooManyLines(DomainError):
    code = "parks.too_many_lines"
    status = 422


class NotReady(DomainError):
    """Still being checked, or decided already."""

    code = "parks.not_ready"


class CannotTakeOut(DomainError):
    """Only a company that would be approved is taken out, and only one taken out is put back."""

    code = "parks.cannot_take_out"


class NothingToApprove(DomainError):
    code = "parks.nothing_to_approve"
