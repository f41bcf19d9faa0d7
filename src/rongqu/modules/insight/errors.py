"""Every refusal of insight."""

from rongqu.kernel.errors import DomainError


class MonthsReversed(DomainError):
    """The first month lies after the last."""

    code = "insight.months_reversed"
    status = 422
