"""Pure decisions of co-lending."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rongqu.kernel.money import Money, Rounding
from rongqu.modules.colending.errors import (
    CaseDecided,
    InvitedAlready,
    ShareSettled,
    SharesUnanswered,
    ShareTooLarge,
)
from rongqu.modules.colending.types import Case, CaseState, Share, ShareStatus

STATES = {
    "review": CaseState.OPEN,
    "due_diligence": CaseState.OPEN,
    "approval": CaseState.OPEN,
    "returned": CaseState.AWAY,
    "rejected": CaseState.ENDED,
    "withdrawn": CaseState.ENDED,
    "expired": CaseState.ENDED,
}
"""What the stage of an application means here; the approval itself calls `fix_shares`."""
COUNTED = frozenset({ShareStatus.INVITED, ShareStatus.ACCEPTED})


def check_can_invite(case: Case, shares: Sequence[Share], share: Share, least: Decimal) -> None:
    if case.state is not CaseState.OPEN:
        raise CaseDecided
    counted = [each for each in shares if each.status in COUNTED]
    if any(each.partner_id == share.partner_id for each in counted):
        raise InvitedAlready
    _check_lead_keeps(case.asked - _sum(case.asked, counted), case.asked, share.amount, least)


def _check_lead_keeps(free: Money, whole: Money, given: Money, least: Decimal) -> None:
    """The lead funds a part of its own judgement. `free`: what is not given away yet."""
    own = whole.times(least, Rounding.UP)
    left = free - own
    if given > left:
        raise ShareTooLarge(least=own, left=max(left, Money.zero(whole.currency)))


def _sum(whole: Money, shares: Sequence[Share]) -> Money:
    return sum((each.amount for each in shares), Money.zero(whole.currency))


def check_unanswered(share: Share) -> None:
    if share.status is not ShareStatus.INVITED:
        raise ShareSettled(status=share.status)


def check_can_approve(case: Case, amount: Money, shares: Sequence[Share], least: Decimal) -> None:
    """Every partner that was asked has approved its own share of what is asked now, or is out."""
    counted = [each for each in shares if each.status in COUNTED]
    waiting = sum(is_unanswered(each, case.asked) for each in counted)
    if waiting:
        raise SharesUnanswered(waiting=waiting)
    if counted:
        _check_lead_keeps(amount, amount, _sum(amount, counted), least)


def is_void(share: Share, case: Case) -> bool:
    match case.state:
        case CaseState.ENDED:
            return True
        case CaseState.OPEN:
            return share.asked != case.asked
        case CaseState.AWAY | CaseState.DECIDED:
            return False


def is_unanswered(share: Share, asked: Money) -> bool:
    """Whoever approved a share of another amount has not approved one of this."""
    return share.status is ShareStatus.INVITED or share.asked != asked
