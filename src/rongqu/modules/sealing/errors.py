"""Every refusal of sealing."""

from rongqu.kernel.errors import DomainError, NotFound


class SealingNotFound(NotFound):
    code = "sealing.not_found"


class SealingNotOpen(DomainError):
    """Somebody has agreed to this list already."""

    code = "sealing.not_open"


class ListChanged(DomainError):
    """The hash sent is not that of the list: the signer saw another one."""

    code = "sealing.list_changed"


class NotWaiting(DomainError):
    """Of the documents chosen some do not wait for this organisation's seal, or no longer."""

    code = "sealing.not_waiting"
