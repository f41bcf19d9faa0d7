"""Every refusal of compliance."""

from rongqu.kernel.errors import DomainError, NotFound


class PolicyUnknown(NotFound):
    code = "compliance.policy_unknown"


class ApprovalNotFound(NotFound):
    """There is none that the actor may decide or has asked for."""

    code = "compliance.approval_not_found"


class ValueOutOfBounds(DomainError):
    """`lowest` and `highest` are the bounds that the policy pack declares."""

    code = "compliance.value_out_of_bounds"
    status = 422


class ValueNotWhole(DomainError):
    """Days, scores and the like are counted in whole numbers."""

    code = "compliance.value_not_whole"
    status = 422


class StartsTooEarly(DomainError):
    """What was decided today is explained by today's values: a new one starts tomorrow."""

    code = "compliance.starts_too_early"
    status = 422


class ApprovalPending(DomainError):
    """The same thing about the same subject waits for its second person already."""

    code = "compliance.approval_pending"


class ApprovalDecided(DomainError):
    """It was approved or rejected before."""

    code = "compliance.approval_decided"


class HouseDecides(DomainError):
    """Somebody of the house itself can agree: the platform does only where nobody could."""

    code = "compliance.house_decides"


class DayTaken(DomainError):
    """Another value of the policy starts on that day, and none is ever overwritten."""

    code = "compliance.day_taken"


class ListNotReadable(DomainError):
    """Not the CSV of a list: `missing` names a column."""

    code = "compliance.list_not_readable"
    status = 422


class ListLoadedAlready(DomainError):
    code = "compliance.list_loaded_already"


class HitNotFound(NotFound):
    code = "compliance.hit_not_found"


class HitDecided(DomainError):
    code = "compliance.hit_decided"


class AlertNotFound(NotFound):
    code = "compliance.alert_not_found"


class AlertDecided(DomainError):
    code = "compliance.alert_decided"


class FreezeNotFound(NotFound):
    code = "compliance.freeze_not_found"


class FrozenAlready(DomainError):
    code = "compliance.frozen_already"


class NotFrozen(DomainError):
    code = "compliance.not_frozen"


class ReportNotFound(NotFound):
    code = "compliance.report_not_found"
