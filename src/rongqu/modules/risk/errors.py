"""Every refusal of risk."""

from rongqu.kernel.errors import DomainError, NotFound


class ScoreNotFound(NotFound):
    """Not scored, or not for this actor to see: both look the same."""

    code = "risk.score_not_found"


class NotEnoughInvoices(DomainError):
    code = "risk.not_enough_invoices"


class StrategyWrong(DomainError):
    """`place` names the part that is not well formed."""

    code = "risk.strategy_wrong"
    status = 422


class StrategyNotFound(NotFound):
    code = "risk.strategy_not_found"


class StrategyStartsTooEarly(DomainError):
    """What was decided today is explained by today's strategy: a new one starts tomorrow."""

    code = "risk.strategy_starts_too_early"
    status = 422


class DecisionNotFound(NotFound):
    code = "risk.decision_not_found"


class DecisionOverruled(DomainError):
    """It has been overridden before; once is enough."""

    code = "risk.decision_overruled"


class HumanReviewNotFound(NotFound):
    code = "risk.human_review_not_found"


class HumanReviewOpen(DomainError):
    """One request of a company is open at a time."""

    code = "risk.human_review_open"


class HumanReviewEnded(DomainError):
    """It has been answered before."""

    code = "risk.human_review_ended"


class NothingToReview(DomainError):
    """Nothing has been scored or decided about the company."""

    code = "risk.nothing_to_review"
