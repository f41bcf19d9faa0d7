"""Every refusal of due diligence."""

from rongqu.kernel.errors import DomainError, NotFound, TooLarge


class CaseNotFound(NotFound):
    """No such application in the reader's house, or it has not reached review yet."""

    code = "diligence.case_not_found"


class CaseClosed(DomainError):
    """The application is decided or back with its applicant: nothing is added."""

    code = "diligence.case_closed"


class VisitNotFound(NotFound):
    code = "diligence.visit_not_found"


class VisitInFuture(DomainError):
    code = "diligence.visit_in_future"
    status = 422


class PhotoNotFound(NotFound):
    code = "diligence.photo_not_found"


class PhotoTooLarge(TooLarge):
    code = "diligence.photo_too_large"


class PhotoRefused(DomainError):
    """Neither JPEG nor PNG, whatever its name says."""

    code = "diligence.photo_refused"
    status = 422


class TooManyPhotos(DomainError):
    code = "diligence.too_many_photos"


class ItemUnknown(DomainError):
    """Not on the checklist of this kind of product."""

    code = "diligence.item_unknown"
    status = 422


class MemoOutdated(DomainError):
    """Somebody has saved another version since the author opened theirs."""

    code = "diligence.memo_outdated"


class MemoMissing(DomainError):
    """A committee votes on a memo."""

    code = "diligence.memo_missing"


class CommitteeTooSmall(DomainError):
    """Fewer different members than the quorum, or the chair is none of them."""

    code = "diligence.committee_too_small"
    status = 422


class NotOfTheHouse(DomainError):
    """Members are people of the lender."""

    code = "diligence.not_of_the_house"
    status = 422


class BallotOpen(DomainError):
    """One vote about an application runs at a time."""

    code = "diligence.ballot_open"


class BallotNotFound(NotFound):
    code = "diligence.ballot_not_found"


class BallotEnded(DomainError):
    code = "diligence.ballot_ended"


class NotAMember(DomainError):
    """Only who was called votes, and only the chair closes."""

    code = "diligence.not_a_member"
    status = 403


class VotedAlready(DomainError):
    code = "diligence.voted_already"


class QuorumMissing(DomainError):
    code = "diligence.quorum_missing"


class CommitteeNeeded(DomainError):
    """Above this amount a committee has to have agreed to as much."""

    code = "diligence.committee_needed"
