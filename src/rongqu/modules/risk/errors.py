"""Every refusal of risk."""

from rongqu.kernel.errors import DomainError, NotFound


class ScoreNotFound(NotFound):
    """Not scored, or not for this actor to see: both look the same."""

    code = "risk.score_not_found"


class NotEnoughInvoices(DomainError):
    code = "risk.not_enough_invoices"
