"""What is owed on a day, and how a payment is set against it: pure."""

from rongqu.modules.servicing.settlement.allocate import Share, allocate
from rongqu.modules.servicing.settlement.dues import Due, Standing, dues_of, fee_of, quote_of
from rongqu.modules.servicing.settlement.rates import rates_since
from rongqu.modules.servicing.settlement.receive import prepayment_quote_of
from rongqu.modules.servicing.settlement.replan import can_shorten
from rongqu.modules.servicing.settlement.replay import apply, in_order, replay
from rongqu.modules.servicing.settlement.state import Calendar, LoanState, as_lines

__all__ = [
    "Calendar",
    "Due",
    "LoanState",
    "Share",
    "Standing",
    "allocate",
    "apply",
    "as_lines",
    "can_shorten",
    "dues_of",
    "fee_of",
    "in_order",
    "prepayment_quote_of",
    "quote_of",
    "rates_since",
    "replay",
]
