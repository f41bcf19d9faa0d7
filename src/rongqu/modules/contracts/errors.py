"""Every refusal of contracts."""

from rongqu.kernel.errors import DomainError, NotFound


class ContractNotFound(NotFound):
    code = "contracts.not_found"


class EnvelopeNotFound(NotFound):
    code = "contracts.envelope_not_found"


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


class NotYourTurn(DomainError):
    """Others sign before: the envelope has an order."""

    code = "contracts.not_your_turn"


class CodeWrong(DomainError):
    """Not the code that was sent, or for another document, or too late, or too often tried."""

    code = "contracts.code_wrong"
    status = 403


class NoAddressForCode(DomainError):
    """Neither a mobile number nor a mailbox is known of the person."""

    code = "contracts.no_address_for_code"


class IntentMissing(DomainError):
    """Signing takes a passkey, a code of the authenticator app, or a code that was sent."""

    code = "contracts.intent_missing"
    status = 422


class AttorneyUnknown(DomainError):
    """Only a colleague of the same organisation signs by power of attorney."""

    code = "contracts.attorney_unknown"


class NotSender(DomainError):
    """Only whoever sent an envelope takes it back."""

    code = "contracts.not_sender"
    status = 403


class FileTooLarge(DomainError):
    """More than strangers may hand in."""

    code = "contracts.file_too_large"
    status = 413


class CannotVoid(DomainError):
    code = "contracts.cannot_void"
