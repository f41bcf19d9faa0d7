"""Every refusal of models."""

from rongqu.kernel.errors import DomainError


class ModelUnreadable(DomainError):
    """The file is no artefact of this platform."""

    code = "models.model_unreadable"
    status = 422


class ModelNotTrusted(DomainError):
    """A stranger's signature, or content that was changed after it was signed."""

    code = "models.model_not_trusted"
    status = 422


class TableUnreadable(DomainError):
    """Neither CSV nor Parquet, or broken."""

    code = "models.table_unreadable"
    status = 422


class TableNotUtf8(DomainError):
    """`line` is the first that is not UTF-8."""

    code = "models.table_not_utf8"
    status = 422


class TableEmpty(DomainError):
    code = "models.table_empty"
    status = 422


class ColumnsMissing(DomainError):
    code = "models.columns_missing"
    status = 422


class LabelNotBinary(DomainError):
    """The label has to be 0 or 1, and never empty."""

    code = "models.label_not_binary"
    status = 422


class OneOutcomeOnly(DomainError):
    """All rows are good, or all are bad: nothing can be learned or measured."""

    code = "models.one_outcome_only"
    status = 422


class DatesInFuture(DomainError):
    code = "models.dates_in_future"
    status = 422


class NothingToLearnFrom(DomainError):
    """No column is left once empty, constant and named ones are out."""

    code = "models.nothing_to_learn_from"
    status = 422
