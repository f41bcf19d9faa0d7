"""Every refusal of co-lending."""

from rongqu.kernel.errors import DomainError, NotFound


class CaseNotFound(NotFound):
    code = "colending.case_not_found"


class ShareNotFound(NotFound):
    code = "colending.share_not_found"


class CaseDecided(DomainError):
    """Shares are agreed on before the approval."""

    code = "colending.case_decided"


class NotAPartner(DomainError):
    """Only another registered lender can fund a share."""

    code = "colending.not_a_partner"
    status = 422


class InvitedAlready(DomainError):
    code = "colending.invited_already"


class ShareTooLarge(DomainError):
    """The lead keeps `least` itself; `left` may still be given away."""

    code = "colending.share_too_large"
    status = 422


class ShareSettled(DomainError):
    """It was answered or taken back: `status`."""

    code = "colending.share_settled"


class SharesUnanswered(DomainError):
    """So many partners have not answered yet; the lead waits, or takes the invitations back."""

    code = "colending.shares_unanswered"
