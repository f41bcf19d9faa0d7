"""Every refusal of origination."""

from rongqu.kernel.errors import DomainError, NotFound


class ApplicationNotFound(NotFound):
    code = "origination.not_found"


class DocumentNotFound(NotFound):
    code = "origination.document_not_found"


class CannotMove(DomainError):
    """The stage does not allow it: somebody else was faster, or the page is old."""

    code = "origination.cannot_move"


class StaleVersion(DomainError):
    """The draft was changed elsewhere since the caller read it."""

    code = "origination.stale_version"


class NotEditable(DomainError):
    """Only a draft and what was returned for completion may be changed."""

    code = "origination.not_editable"


class Incomplete(DomainError):
    """`missing` lists what is still needed, in the order of the form."""

    code = "origination.incomplete"
    status = 422


class ProductNotOffered(DomainError):
    code = "origination.product_not_offered"


class OutsideProduct(DomainError):
    """Amount or term outside of what the product offers."""

    code = "origination.outside_product"
    status = 422


class AboveAsked(DomainError):
    code = "origination.above_asked"
    status = 422


class AboveLimit(DomainError):
    """More than the enterprise may owe (FIN-8)."""

    code = "origination.above_limit"
    status = 422


class AboveLendingValue(DomainError):
    """More than may be lent on what was accepted as security."""

    code = "origination.above_lending_value"
    status = 422


class AboveGroupLimit(DomainError):
    """More than the enterprise and its related companies may owe together."""

    code = "origination.above_group_limit"
    status = 422


class FiguresMissing(DomainError):
    """Without net assets no limit can be computed."""

    code = "origination.figures_missing"


class NoPrice(DomainError):
    """The product has no rate for the grade."""

    code = "origination.no_price"


class PrecedentNotFound(NotFound):
    code = "origination.precedent_not_found"


class PaperNeeded(DomainError):
    """This condition is met by a paper, which has to be named."""

    code = "origination.paper_needed"
    status = 422


class PrecedentSettled(DomainError):
    """Met or waived already, or the application is past its payout."""

    code = "origination.precedent_settled"


class NoWaiverAsked(DomainError):
    code = "origination.no_waiver_asked"


class NotAMember(DomainError):
    """Work is given to people of one's own organisation only."""

    code = "origination.not_a_member"
    status = 422


class TakenByOther(DomainError):
    code = "origination.taken_by_other"


class ContractNotReady(DomainError):
    """The contract is being written; a moment later there is something to cancel."""

    code = "origination.contract_not_ready"


class NothingToRetry(DomainError):
    code = "origination.nothing_to_retry"


class NotHeldForReview(DomainError):
    """Only a payout that is held for an open suspicion is called off."""

    code = "origination.not_held_for_review"


class TooManyDocuments(DomainError):
    code = "origination.too_many_documents"


class DocumentKindUnknown(DomainError):
    """The product does not ask for a document of that kind."""

    code = "origination.document_kind_unknown"
    status = 422


class FeeFixed(DomainError):
    """The payout has begun, or the application is over."""

    code = "origination.fee_fixed"


class FeeWaivedAlready(DomainError):
    """One coupon is enough."""

    code = "origination.fee_waived_already"
