"""Every refusal of guarantees."""

from rongqu.kernel.errors import DomainError, NotFound


class AgreementNotFound(NotFound):
    code = "guarantees.agreement_not_found"


class TermsImpossible(DomainError):
    """Of an agreement: `field` says what cannot be."""

    code = "guarantees.terms_impossible"
    status = 422


class ShareTooLarge(DomainError):
    """An agreement never bears more than `most` of a loss: the lender keeps its own part."""

    code = "guarantees.share_too_large"
    status = 422


class NotActive(DomainError):
    """Only an agreement that is in force takes contributions, and can be ended."""

    code = "guarantees.not_active"


class AlreadyActive(DomainError):
    code = "guarantees.already_active"


class ContributionTooSmall(DomainError):
    """Nothing, less than nothing, or in another currency than the agreement's."""

    code = "guarantees.contribution_too_small"
    status = 422
