"""Expected refusals. Anything else that is raised is a bug and ends as a 500."""

from __future__ import annotations

from typing import ClassVar


class DomainError(Exception):
    """`code` is part of the API and never changes; its words live in the translations."""

    code: ClassVar[str]
    status: ClassVar[int] = 409

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params


class InvalidRequest(DomainError):
    code = "common.invalid_request"
    status = 422


class AmountTooFine(DomainError):
    """An amount has more decimals than its currency, or a number more than it may."""

    code = "common.too_many_decimals"
    status = 422


class CurrencyUnknown(DomainError):
    """An amount is in a currency that is not counted here."""

    code = "common.unknown_currency"
    status = 422


class NotSignedIn(DomainError):
    code = "common.not_signed_in"
    status = 401


class NotAllowed(DomainError):
    code = "common.not_allowed"
    status = 403


class ProofNeeded(DomainError):
    """The person is allowed to, and has to prove themself again first (step-up)."""

    code = "common.proof_needed"
    status = 403


class SecondPersonNeeded(DomainError):
    code = "common.second_person_needed"
    status = 403


class ForgedRequest(DomainError):
    """A changing request of a browser came without the token of its session."""

    code = "common.forged_request"
    status = 403


class NotFound(DomainError):
    """Also for what the actor may not see: absence and secrecy look the same."""

    code = "common.not_found"
    status = 404


class KeyReused(DomainError):
    """The Idempotency-Key came before with another request."""

    code = "common.idempotency_key_reused"


class AlreadyThere(DomainError):
    """What is to be made is there already: another's, or made by somebody in the same moment."""

    code = "common.already_there"


class Busy(DomainError):
    """A lock or statement took longer than it may; the same request may succeed later."""

    code = "common.busy"
    status = 503


class TooManyRequests(DomainError):
    """Of one address or session in a minute; `retry_after_seconds` says when the next may come."""

    code = "common.too_many_requests"
    status = 429


class TooLarge(DomainError):
    code = "common.too_large"
    status = 413


class FileTooLarge(TooLarge):
    """`most` is the limit in bytes; no more than that was read."""

    code = "common.file_too_large"


class FileTypeRefused(DomainError):
    """The content is none of PDF, PNG, JPEG, xlsx, whatever the name says."""

    code = "common.file_type_refused"
    status = 422


class FileEncrypted(DomainError):
    code = "common.file_encrypted"
    status = 422


class FileActive(DomainError):
    """The file carries scripts, macros or programs."""

    code = "common.file_active"
    status = 422


class FileDamaged(DomainError):
    code = "common.file_damaged"
    status = 422


class Unavailable(DomainError):
    """The database cannot be reached; nothing was changed."""

    code = "common.unavailable"
    status = 503


class PolicyMissing(DomainError):
    """No value of a policy is in force on that day: an operator has to set one."""

    code = "common.policy_missing"
    status = 500


class CalendarEnds(DomainError):
    """The table of public holidays does not reach that day: nothing is guessed."""

    code = "common.calendar_ends"
    status = 500
