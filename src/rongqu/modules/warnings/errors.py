"""Every refusal of warnings."""

from rongqu.kernel.errors import DomainError, NotFound


class WarningNotFound(NotFound):
    code = "warnings.not_found"


class WarningClosed(DomainError):
    code = "warnings.closed"


class StepNotDue(DomainError):
    """`expected` is the step whose turn it is; none is left when it is empty."""

    code = "warnings.step_not_due"


class StepsLeft(DomainError):
    """`expected` has to be done before the case is closed."""

    code = "warnings.steps_left"
