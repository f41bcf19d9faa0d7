"""Every refusal of sealing."""

from rongqu.kernel.errors import DomainError, NotFound


class SealingNotFound(NotFound):
    code = "sealing.not_found"


class SealingNotOpen(DomainError):
    """Somebody has agreed to this list already, or it was withdrawn, or has expired."""

    code = "sealing.not_open"


class SealingHasEnded(DomainError):
    """Of each of its documents is known what became of it, or the list was given up."""

    code = "sealing.has_ended"


class NotAgreed(DomainError):
    """Nobody has agreed to the list: there is nothing to go on with."""

    code = "sealing.not_agreed"


class WithdrawnFromList(DomainError):
    """The list was withdrawn before the document had its seal."""

    code = "sealing.withdrawn"


class ListExpired(DomainError):
    """Nobody agreed to the list in time."""

    code = "sealing.expired"


class ListChanged(DomainError):
    """The hash sent is not that of the list: the signer saw another one."""

    code = "sealing.list_changed"


class NotWaiting(DomainError):
    """Of the documents chosen some do not wait for this organisation's seal, or no longer."""

    code = "sealing.not_waiting"
