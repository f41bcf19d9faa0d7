"""Every refusal of risk."""

from rongqu.kernel.errors import DomainError, NotFound


class ScoreNotFound(NotFound):
    """Not scored, or not for this actor to see: both look the same."""

    code = "risk.score_not_found"


class NotEnoughInvoices(DomainError):
    code = "risk.not_enough_invoices"


class ModelUnreadable(DomainError):
    """The file is no artefact of this platform."""

    code = "risk.model_unreadable"
    status = 422


class ModelNotTrusted(DomainError):
    """A stranger's signature, or content that was changed after it was signed."""

    code = "risk.model_not_trusted"
    status = 422


class TableUnreadable(DomainError):
    """Neither CSV nor Parquet, or broken."""

    code = "risk.table_unreadable"
    status = 422


class TableNotUtf8(DomainError):
    """`line` is the first that is not UTF-8."""

    code = "risk.table_not_utf8"
    status = 422


class TableEmpty(DomainError):
    code = "risk.table_empty"
    status = 422


class ColumnsMissing(DomainError):
    code = "risk.columns_missing"
    status = 422


class LabelNotBinary(DomainError):
    """The label has to be 0 or 1, and never empty."""

    code = "risk.label_not_binary"
    status = 422


class OneOutcomeOnly(DomainError):
    """All rows are good, or all are bad: nothing can be learned or measured."""

    code = "risk.one_outcome_only"
    status = 422


class DatesInFuture(DomainError):
    code = "risk.dates_in_future"
    status = 422


class NothingToLearnFrom(DomainError):
    """No column is left once empty, constant and named ones are out."""

    code = "risk.nothing_to_learn_from"
    status = 422


class StrategyWrong(DomainError):
    """`place` names the part that is not well formed."""

    code = "risk.strategy_wrong"
    status = 422


class StrategyNotFound(NotFound):
    code = "risk.strategy_not_found"


class StrategyDecided(DomainError):
    """It was approved or rejected before."""

    code = "risk.strategy_decided"


class StrategyStartsTooEarly(DomainError):
    """What was decided today is explained by today's strategy: a new one starts tomorrow."""

    code = "risk.strategy_starts_too_early"
    status = 422


class DecisionNotFound(NotFound):
    code = "risk.decision_not_found"


class DecisionOverruled(DomainError):
    """It has been overridden before; once is enough."""

    code = "risk.decision_overruled"
