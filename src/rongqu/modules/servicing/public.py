"""The front door of servicing."""

from rongqu.modules.servicing.actions._end_days import end_missed_days
from rongqu.modules.servicing.actions.order_repayment import order_repayment
from rongqu.modules.servicing.days.types import BusinessDay
from rongqu.modules.servicing.errors import LoanNotFound
from rongqu.modules.servicing.permissions import REPAY
from rongqu.modules.servicing.queries import (
    LoanFilter,
    get_loan,
    get_standing,
    list_instalments,
    list_loans,
    lock_loan,
    read_late_until,
)
from rongqu.modules.servicing.sets import (
    late_loans,
    lines_due,
    loans_under_way,
    money_in,
    money_on_its_way,
)
from rongqu.modules.servicing.settlement import quote_of
from rongqu.modules.servicing.types import (
    Bucket,
    Lateness,
    Loan,
    LoanInstalment,
    LoanStatus,
    Quote,
    Repayment,
    RepaymentKind,
    RepaymentOrder,
    RepaymentStatus,
)

__all__ = [
    "REPAY",
    "Bucket",
    "BusinessDay",
    "Lateness",
    "Loan",
    "LoanFilter",
    "LoanInstalment",
    "LoanNotFound",
    "LoanStatus",
    "Quote",
    "Repayment",
    "RepaymentKind",
    "RepaymentOrder",
    "RepaymentStatus",
    "end_missed_days",
    "get_loan",
    "get_standing",
    "late_loans",
    "lines_due",
    "list_instalments",
    "list_loans",
    "loans_under_way",
    "lock_loan",
    "money_in",
    "money_on_its_way",
    "order_repayment",
    "quote_of",
    "read_late_until",
]
