"""Every refusal of fraud."""

from rongqu.kernel.errors import DomainError


class FileNotExaminable(DomainError):
    """Neither a PDF nor a picture."""

    code = "fraud.file_not_examinable"
    status = 422


class FileTooLarge(DomainError):
    """`most` bytes are examined."""

    code = "fraud.file_too_large"
    status = 413
