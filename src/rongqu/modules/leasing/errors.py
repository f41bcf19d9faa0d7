"""Every refusal of leasing."""

from rongqu.kernel.errors import DomainError, NotFound


class LeaseNotFound(NotFound):
    """The loan is no lease, or not one that the reader sees."""

    code = "leasing.lease_not_found"


class NoDepositLeft(DomainError):
    code = "leasing.no_deposit_left"


class NotLateEnough(DomainError):
    """The contract lets the lessor use the deposit when rent is more than `days` late."""

    code = "leasing.not_late_enough"
