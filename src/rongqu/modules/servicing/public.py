"""The front door of servicing."""

from rongqu.modules.servicing.actions._end_days import end_missed_days
from rongqu.modules.servicing.actions.order_repayment import order_repayment
from rongqu.modules.servicing.bulk import BroughtLoan, bring_all, receive_all
from rongqu.modules.servicing.days.types import BusinessDay
from rongqu.modules.servicing.errors import LoanNotFound
from rongqu.modules.servicing.permissions import REPAY, VIEW, VIEW_EVERYWHERE
from rongqu.modules.servicing.queries import (
    LoanFilter,
    get_loan,
    get_standing,
    list_facts,
    list_instalments,
    list_loans,
    lock_loan,
    read_late_until,
)
from rongqu.modules.servicing.sets import (
    late_loans,
    latest_rolls,
    lines_due,
    loans_by_number,
    loans_under_way,
    money_in,
    money_on_its_way,
    vintages_by_month,
)
from rongqu.modules.servicing.settlement import Due, Standing, dues_of, quote_of
from rongqu.modules.servicing.types import (
    BookedFact,
    Bucket,
    FactKind,
    Lateness,
    Loan,
    LoanInstalment,
    LoanStatus,
    Quote,
    Receipt,
    Repayment,
    RepaymentKind,
    RepaymentOrder,
    RepaymentStatus,
)

__all__ = [
    "REPAY",
    "VIEW",
    "VIEW_EVERYWHERE",
    "BookedFact",
    "BroughtLoan",
    "Bucket",
    "BusinessDay",
    "Due",
    "FactKind",
    "Lateness",
    "Loan",
    "LoanFilter",
    "LoanInstalment",
    "LoanNotFound",
    "LoanStatus",
    "Quote",
    "Receipt",
    "Repayment",
    "RepaymentKind",
    "RepaymentOrder",
    "RepaymentStatus",
    "Standing",
    "bring_all",
    "dues_of",
    "end_missed_days",
    "get_loan",
    "get_standing",
    "late_loans",
    "latest_rolls",
    "lines_due",
    "list_facts",
    "list_instalments",
    "list_loans",
    "loans_by_number",
    "loans_under_way",
    "lock_loan",
    "money_in",
    "money_on_its_way",
    "order_repayment",
    "quote_of",
    "read_late_until",
    "receive_all",
    "vintages_by_month",
]
