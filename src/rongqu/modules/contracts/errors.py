"""Every refusal of contracts."""

from rongqu.kernel.errors import DomainError, NotFound


class ContractNotFound(NotFound):
    code = "contracts.not_found"


class DocumentNotReady(NotFound):
    """The terms are frozen, the PDF is still being made."""

    code = "contracts.document_not_ready"


class CannotSign(DomainError):
    """Not in the state of being signed: no document yet, signed by all, or void."""

    code = "contracts.cannot_sign"


class AlreadySigned(DomainError):
    """This party has signed; once is enough, whoever of its people asks."""

    code = "contracts.already_signed"


class DocumentChanged(DomainError):
    """The hash sent is not that of the document: the signer saw another one."""

    code = "contracts.document_changed"


class SigningExpired(DomainError):
    """The last day for signing is over."""

    code = "contracts.signing_expired"


class NotParty(DomainError):
    """Who may see it need not be bound by it."""

    code = "contracts.not_party"
    status = 403


class CannotVoid(DomainError):
    code = "contracts.cannot_void"
