"""Who may do what in a dispute, and when it is settled."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from rongqu.kernel.actor import Actor
from rongqu.modules.disputes import permissions
from rongqu.modules.disputes.errors import (
    DisputeEnded,
    NoMediator,
    NotParty,
    NotYourProposal,
    TooManyNotes,
)
from rongqu.modules.disputes.types import (
    Dispute,
    DisputeNote,
    DisputeSide,
    DisputeStatus,
)

PARTIES = frozenset({DisputeSide.ENTERPRISE, DisputeSide.INSTITUTION})


def side_of(dispute: Dispute, actor: Actor) -> DisputeSide:
    """Raises NotParty for staff who do not mediate."""
    if actor.organisation == dispute.enterprise_id:
        return DisputeSide.ENTERPRISE
    if actor.organisation == dispute.institution_id:
        return DisputeSide.INSTITUTION
    if actor.may(permissions.MEDIATE):
        return DisputeSide.MEDIATOR
    raise NotParty(dispute_id=dispute.id)


def check_is_open(dispute: Dispute) -> None:
    if dispute.ended_at is not None:
        raise DisputeEnded(status=dispute.status)


def check_can_speak(dispute: Dispute, side: DisputeSide, actor: Actor, most: int) -> None:
    """Staff speak once they have taken it, so that parties know with whom they deal."""
    check_is_open(dispute)
    if side is DisputeSide.MEDIATOR and dispute.status is DisputeStatus.OPEN:
        raise NoMediator(dispute_id=dispute.id)
    _check_is_mediator(dispute, side, actor)
    if len(dispute.notes) >= most:
        raise TooManyNotes(most=most)


def check_can_answer(dispute: Dispute, side: DisputeSide, proposal: int) -> DisputeNote:
    """Only the newest proposal, only a party, and only one that has not accepted it already."""
    check_is_open(dispute)
    newest = dispute.open_proposal
    if newest is None or newest.number != proposal:
        raise NotYourProposal(proposal=proposal)
    if side not in PARTIES or side in dispute.has_accepted(newest):
        raise NotYourProposal(proposal=proposal)
    return newest


def is_settled(dispute: Dispute, proposal: DisputeNote, accepting: DisputeSide) -> bool:
    return dispute.has_accepted(proposal) | {accepting} == PARTIES


def end_for(dispute: Dispute, side: DisputeSide, actor: Actor) -> DisputeStatus:
    """Who opened it withdraws it; a mediator gives up. The other party cannot end it."""
    check_is_open(dispute)
    if actor.organisation == dispute.opened_by:
        return DisputeStatus.WITHDRAWN
    if side is DisputeSide.MEDIATOR:
        _check_is_mediator(dispute, side, actor)
        return DisputeStatus.UNSETTLED
    raise NotParty(dispute_id=dispute.id)


def _check_is_mediator(dispute: Dispute, side: DisputeSide, actor: Actor) -> None:
    """Parties know with whom they deal: a colleague takes it over first, and the log says so."""
    if side is DisputeSide.MEDIATOR and dispute.mediator_id not in (None, actor.id):
        raise NoMediator(dispute_id=dispute.id)


def compute_due_at(opened_at: datetime, hours: Decimal) -> datetime:
    return opened_at + timedelta(hours=int(hours))
