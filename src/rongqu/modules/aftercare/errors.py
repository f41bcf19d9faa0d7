"""Every refusal of aftercare."""

from rongqu.kernel.errors import DomainError, NotFound


class QuestionNotFound(NotFound):
    code = "aftercare.question_not_found"


class OfferingDocumentNotFound(NotFound):
    code = "aftercare.document_not_found"


class TooManyOfferingDocuments(DomainError):
    """An offering has `most`."""

    code = "aftercare.too_many_documents"


class OfferingOver(DomainError):
    """It has failed or everything was paid back: nobody decides by its papers any more."""

    code = "aftercare.offering_over"


class AlreadyAnswered(DomainError):
    code = "aftercare.already_answered"


class TooManyQuestions(DomainError):
    """`most` of one's own wait for an answer."""

    code = "aftercare.too_many_questions"


class ReportNotFound(NotFound):
    code = "aftercare.report_not_found"


class AlreadyReported(DomainError):
    code = "aftercare.already_reported"


class ReportTooEarly(DomainError):
    """The quarter has not ended: `ends_on`."""

    code = "aftercare.report_too_early"


class OtherCurrency(DomainError):
    """Figures and covenants are in the `currency` of the offering."""

    code = "aftercare.other_currency"
    status = 422


class CovenantTooLate(DomainError):
    """What is promised is part of what is bought: it cannot change once orders come in."""

    code = "aftercare.covenant_too_late"


class CovenantTaken(DomainError):
    code = "aftercare.covenant_taken"


class BallotNotFound(NotFound):
    code = "aftercare.ballot_not_found"


class NoHolders(DomainError):
    code = "aftercare.no_holders"


class OptionsNotSound(DomainError):
    """Two to six, no two alike."""

    code = "aftercare.options_not_sound"
    status = 422


class ClosesTooEarly(DomainError):
    """Holders have `days` at least."""

    code = "aftercare.closes_too_early"
    status = 422


class BallotClosed(DomainError):
    code = "aftercare.ballot_closed"


class NoVote(DomainError):
    """Whoever held nothing when it was called has no vote; or there is no such option."""

    code = "aftercare.no_vote"


class AlreadyVoted(DomainError):
    code = "aftercare.already_voted"
