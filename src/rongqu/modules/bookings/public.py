"""The front door of bookings."""

from rongqu.modules.bookings.actions.hand_in import TAKE_IN, hand_in
from rongqu.modules.bookings.plans import Plans, compute_level_plans
from rongqu.modules.bookings.running import (
    BookResult,
    RefusedLoan,
    import_loans,
    import_repayments,
    read_result,
)
from rongqu.modules.bookings.sheet import read_repayments
from rongqu.modules.bookings.types import FileFigures, Line, LoanFileId, NewFile

__all__ = [
    "TAKE_IN",
    "BookResult",
    "FileFigures",
    "Line",
    "LoanFileId",
    "NewFile",
    "Plans",
    "RefusedLoan",
    "compute_level_plans",
    "hand_in",
    "import_loans",
    "import_repayments",
    "read_repayments",
    "read_result",
]
