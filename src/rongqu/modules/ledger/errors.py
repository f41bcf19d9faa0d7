"""Every refusal of the ledger."""

from rongqu.kernel.errors import DomainError, NotFound


class AccountNotFound(NotFound):
    """Also an account that the actor may not see."""

    code = "ledger.account_not_found"


class EntryNotFound(NotFound):
    code = "ledger.entry_not_found"


class Unbalanced(DomainError):
    code = "ledger.unbalanced"
    status = 422


class ReferenceTaken(DomainError):
    """The reference belongs to an entry with other postings, or to another day."""

    code = "ledger.reference_taken"


class Overdrawn(DomainError):
    """An account that may not be overdrawn has less available than is taken from it, or held."""

    code = "ledger.overdrawn"


class NothingToHold(DomainError):
    """The amount of a hold is not positive."""

    code = "ledger.nothing_to_hold"
    status = 422


class CannotHold(DomainError):
    """The account has no limit, so that there is nothing to set aside in it."""

    code = "ledger.cannot_hold"
    status = 422


class HoldNotFound(NotFound):
    code = "ledger.hold_not_found"


class HoldTaken(DomainError):
    """The id belongs to a hold of another account or amount."""

    code = "ledger.hold_taken"


class HoldEnded(DomainError):
    """An entry has taken it already, or it was voided."""

    code = "ledger.hold_ended"


class HoldExpired(DomainError):
    code = "ledger.hold_expired"


class HoldExceeded(DomainError):
    """The entry takes more from the account than is held, or nothing."""

    code = "ledger.hold_exceeded"


class AlreadyReversed(DomainError):
    code = "ledger.already_reversed"


class IsReversal(DomainError):
    """A reversal is not reversed; what it took back by mistake is posted anew."""

    code = "ledger.is_reversal"


class PeriodClosed(DomainError):
    """The entry would count for a day of a period that is closed."""

    code = "ledger.period_closed"


class CannotClose(DomainError):
    """The last day of a period is over, and after the one closed last."""

    code = "ledger.cannot_close"
