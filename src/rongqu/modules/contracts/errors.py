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


class TooManyCodes(DomainError):
    """`retry_after_seconds`: until the person is sent another code."""

    code = "contracts.too_many_codes"
    status = 429


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


class TemplateNotFound(NotFound):
    code = "contracts.template_not_found"


class TemplateMissing(DomainError):
    """No approved version of this template is in force on the day."""

    code = "contracts.template_missing"


class VariableUnknown(DomainError):
    """A template's sentence names a variable that does not exist, or in a form it has not."""

    code = "contracts.variable_unknown"
    status = 422


class ReferenceWrong(DomainError):
    """A sentence refers to an article that the text does not have."""

    code = "contracts.reference_wrong"
    status = 422


class ValueMissing(DomainError):
    """The template uses a variable that was not given, or not as what it is."""

    code = "contracts.value_missing"
    status = 422


class ValueWrong(DomainError):
    """What was given for a variable is not of its kind."""

    code = "contracts.value_wrong"
    status = 422


class DraftOpen(DomainError):
    """A template has one draft at a time."""

    code = "contracts.draft_open"


class TemplateNotEditable(DomainError):
    """It is approved or discarded, or entrusted to somebody else, or not the text that was read."""

    code = "contracts.template_not_editable"


class TemplateWaits(DomainError):
    """Somebody is asked to approve it: it is not changed meanwhile."""

    code = "contracts.template_waits"


class ValidityWrong(DomainError):
    """A version starts today or later, and ends after it has started."""

    code = "contracts.validity_wrong"
    status = 422


class FindingsSevere(DomainError):
    """The review of texts found what is not to be sent."""

    code = "contracts.findings_severe"


class EnvelopeIsHeld(DomainError):
    """The review of texts found what is not to be sent: compliance decides whether it passes."""

    code = "contracts.envelope_held"


class NotHeld(DomainError):
    """Only what is held needs to be let pass, and only with the text that was read."""

    code = "contracts.not_held"
