"""Every refusal of privacy."""

from rongqu.kernel.errors import DomainError, NotFound


class ConsentMissing(DomainError):
    """Nobody has agreed to `purpose`, or it was withdrawn, or its text has changed since."""

    code = "privacy.consent_missing"
    status = 403


class PurposeUnknown(NotFound):
    """There is no such purpose, or none that one agrees to."""

    code = "privacy.purpose_unknown"


class TextOutdated(DomainError):
    """Another version of the text is in force: `version`. Nobody agrees to what they do not see."""

    code = "privacy.text_outdated"


class TextStartsTooEarly(DomainError):
    """What people read today stays what it is today: a new text starts tomorrow."""

    code = "privacy.text_starts_too_early"
    status = 422


class ExportPending(DomainError):
    """One is being made; it is there in a moment."""

    code = "privacy.export_pending"


class ExportNotFound(NotFound):
    """Another's, not ready, or over: all look the same."""

    code = "privacy.export_not_found"


class StillNeeded(DomainError):
    """Nobody would be left who may act for the organisation: hand it over first."""

    code = "privacy.still_needed"


class ErasureNotFound(NotFound):
    code = "privacy.erasure_not_found"
