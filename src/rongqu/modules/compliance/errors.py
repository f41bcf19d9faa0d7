"""Every refusal of compliance."""

from rongqu.kernel.errors import DomainError, NotFound


class PolicyUnknown(NotFound):
    code = "compliance.policy_unknown"


class ChangeNotFound(NotFound):
    code = "compliance.change_not_found"


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


class ChangePending(DomainError):
    """Another change of the same policy waits for its second person."""

    code = "compliance.change_pending"


class ChangeDecided(DomainError):
    """It was approved or rejected before."""

    code = "compliance.change_decided"


class DayTaken(DomainError):
    """Another value of the policy starts on that day, and none is ever overwritten."""

    code = "compliance.day_taken"
