"""Every refusal of invitations."""

from rongqu.kernel.errors import DomainError, NotFound


class InvitationNotFound(NotFound):
    code = "invitations.not_found"


class InvitationHasEnded(DomainError):
    """It was accepted or revoked: who is to come after all is invited anew."""

    code = "invitations.has_ended"


class CodeWrong(DomainError):
    """The code is not the one that was sent to this address, or it counts no more. Which of these
    it is, and whether anybody was invited, is not said."""

    code = "invitations.code_wrong"
    status = 403


class TooManyInvitations(DomainError):
    """`retry_after_seconds`: until another message may be sent."""

    code = "invitations.too_many"
    status = 429
