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
    """The reference belongs to an entry with other postings."""

    code = "ledger.reference_taken"


class Overdrawn(DomainError):
    """An account that may not be overdrawn has less than an entry takes from it."""

    code = "ledger.overdrawn"
