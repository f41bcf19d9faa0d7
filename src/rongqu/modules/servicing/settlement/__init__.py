"""What is owed on a day, and how a payment is set against it: pure."""

from rongqu.modules.servicing.settlement.allocate import Share, allocate
from rongqu.modules.servicing.settlement.dues import Due, Standing, dues_of, fee_of, quote_of

__all__ = ["Due", "Share", "Standing", "allocate", "dues_of", "fee_of", "quote_of"]
