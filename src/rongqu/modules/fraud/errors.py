"""Every refusal of fraud."""

from rongqu.kernel.errors import DomainError, NotFound


class FileNotExaminable(DomainError):
    """Neither a PDF nor a picture."""

    code = "fraud.file_not_examinable"
    status = 422


class FileTooLarge(DomainError):
    """`most` bytes are examined."""

    code = "fraud.file_too_large"
    status = 413


class SuspicionNotFound(NotFound):
    code = "fraud.suspicion_not_found"


class SuspicionIsCleared(DomainError):
    """Somebody else has looked into it."""

    code = "fraud.suspicion_is_cleared"
