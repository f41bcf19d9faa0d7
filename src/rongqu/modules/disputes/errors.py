"""Every refusal of disputes."""

from rongqu.kernel.errors import DomainError, NotFound


class DisputeNotFound(NotFound):
    code = "disputes.not_found"


class CannotDispute(DomainError):
    """Only a contract that is signed or being signed can be disputed."""

    code = "disputes.cannot_dispute"


class DisputeOpen(DomainError):
    """One dispute about a contract is open at a time."""

    code = "disputes.dispute_open"


class DisputeEnded(DomainError):
    code = "disputes.dispute_ended"


class NoMediator(DomainError):
    """Staff speak once they have taken the dispute."""

    code = "disputes.no_mediator"


class TooManyNotes(DomainError):
    """The log of a dispute is read as a whole: it has `most` entries, and ends with an answer."""

    code = "disputes.too_many_notes"


class NotYourProposal(DomainError):
    """Not the newest proposal, or not one that this side still has to answer."""

    code = "disputes.not_your_proposal"


class NotParty(DomainError):
    """Neither a party of the contract, nor a mediator."""

    code = "disputes.not_party"
    status = 403
