"""What an agreement may say, and who bears how much of a loss."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.sharing import share_out
from rongqu.modules.guarantees.errors import (
    AlreadyActive,
    ContributionTooSmall,
    NotActive,
    ShareTooLarge,
    TermsImpossible,
)
from rongqu.modules.guarantees.types import (
    Agreement,
    AgreementChange,
    AgreementState,
    ChangeKind,
    Purse,
    Share,
    Terms,
)


def check_terms(terms: Terms, most_shared: Decimal) -> None:
    caps = [terms.cap] if terms.loan_cap is None else [terms.cap, terms.loan_cap]
    if any(cap.minor <= 0 or cap.currency != terms.cap.currency for cap in caps):
        raise TermsImpossible(field="cap")
    if terms.valid_until is not None and terms.valid_until < terms.valid_from:
        raise TermsImpossible(field="valid_until")
    if not 0 < terms.loss_share <= most_shared:
        raise ShareTooLarge(most=most_shared)


def check_change(agreement: Agreement, change: AgreementChange) -> None:
    is_active = agreement.state is AgreementState.ACTIVE
    if change.kind is ChangeKind.ACTIVATE:
        if is_active:
            raise AlreadyActive(agreement_id=agreement.id)
        return
    if not is_active:
        raise NotActive(agreement_id=agreement.id)
    amount, currency = change.amount, agreement.terms.cap.currency
    if change.kind is ChangeKind.CONTRIBUTE and (
        amount is None or amount.currency != currency or amount.minor <= 0
    ):
        raise ContributionTooSmall(agreement_id=agreement.id)


def share_loss(loss: Money, purses: Sequence[Purse], most_shared: Decimal) -> list[Share]:
    """Each agreement's part of a loss: its share in whole cents rounded down, within its caps and
    what its account holds. Together they bear at most `most_shared` of the loss; the first ones
    come first. The lender bears what is left."""
    bearable = loss.times(most_shared, Rounding.DOWN)
    shares = list[Share]()
    for purse in purses:
        terms = purse.agreement.terms
        wanted = loss.times(terms.loss_share, Rounding.DOWN)
        limits = [wanted, bearable, purse.agreement.left, purse.balance]
        amount = min(limits if terms.loan_cap is None else [*limits, terms.loan_cap])
        if amount.minor <= 0:
            continue
        bearable = bearable - amount
        shares.append(
            Share(
                agreement_id=purse.agreement.id,
                kind=terms.kind,
                amount=amount,
                returned=Money.zero(loss.currency),
            )
        )
    return shares


def share_recovery(
    loss: Money, shares: Sequence[Share], recovered: Money, lender: UUID
) -> dict[UUID, Money]:
    """What each agreement should have got back by now, of all that was recovered: pro rata to what
    each bore, the lender for the rest, to the cent. More than was lost counts as the loss."""
    if not shares:
        return {}
    weights = {share.agreement_id: share.amount.minor for share in shares}
    weights[lender] = loss.minor - sum(weights.values())
    parts = share_out(min(recovered, loss), weights)
    return {share.agreement_id: parts[share.agreement_id] for share in shares}
