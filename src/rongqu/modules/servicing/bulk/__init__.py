"""What happens to many loans at once, in a few statements; to the cent what one by one does."""

from rongqu.modules.servicing.bulk.bring import BroughtLoan, bring_all
from rongqu.modules.servicing.bulk.receive import receive_all

__all__ = ["BroughtLoan", "bring_all", "receive_all"]
