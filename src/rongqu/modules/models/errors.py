"""Every refusal of models."""

from rongqu.kernel.errors import DomainError, NotFound


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


class ModelNotFound(NotFound):
    code = "models.model_not_found"


class ModelKnown(DomainError):
    """The very same model has been registered before."""

    code = "models.model_known"


class FeaturesUnknown(DomainError):
    """The model asks for what the platform cannot compute; `features` names it."""

    code = "models.features_unknown"
    status = 422


class ModelHasNoFigures(DomainError):
    """Nobody can agree to a model that does not say how good it is, or on what it was trained."""

    code = "models.model_has_no_figures"
    status = 422


class RunNotFound(NotFound):
    code = "models.run_not_found"


class RunUnderWay(DomainError):
    """One challenger is trained at a time."""

    code = "models.run_under_way"


class AlreadyInPost(DomainError):
    code = "models.already_in_post"


class NothingToReturnTo(DomainError):
    """The model that came with the platform has always decided."""

    code = "models.nothing_to_return_to"


class NoChallenger(DomainError):
    code = "models.no_challenger"
