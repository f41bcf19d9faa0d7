"""What an invitation is worth now, and what may be done with it."""

from __future__ import annotations

import hmac
import math
import secrets
from datetime import datetime, timedelta

from rongqu.modules.invitations.errors import InvitationHasEnded, TooManyInvitations
from rongqu.modules.invitations.types import Invitation, PersonInvitationStatus

DIGITS = 8
AGAIN_AFTER = timedelta(minutes=1)
"""Sent again sooner, the message that is under way has to do."""
A_DAY = timedelta(days=1)


def new_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def is_code(sent: bytes, typed: str) -> bool:
    """However it is spaced, as people copy it from a message."""
    return hmac.compare_digest(sent, "".join(typed.split()).encode())


def status_of(invitation: Invitation, now: datetime) -> PersonInvitationStatus:
    if invitation.accepted_at is not None:
        return PersonInvitationStatus.ACCEPTED
    if invitation.revoked_at is not None:
        return PersonInvitationStatus.REVOKED
    if invitation.expires_at <= now:
        return PersonInvitationStatus.EXPIRED
    return PersonInvitationStatus.OPEN if invitation.tries_left else PersonInvitationStatus.LOCKED


def check_is_pending(invitation: Invitation) -> None:
    """An expired or locked one may be sent anew; an accepted or revoked one is over."""
    if invitation.accepted_at is not None or invitation.revoked_at is not None:
        raise InvitationHasEnded(invitation_id=invitation.id)


def check_sent_in_a_day(sent: int, longest: int) -> None:
    if sent >= longest:
        raise TooManyInvitations(retry_after_seconds=int(A_DAY.total_seconds()))


def check_may_send_again(invitation: Invitation, most: int, now: datetime) -> None:
    """Nobody's phone is flooded from here: one message a minute, so many with one invitation."""
    again_at = invitation.sent_at + (AGAIN_AFTER if invitation.messages < most else A_DAY)
    if now < again_at:
        left = math.ceil((again_at - now).total_seconds())
        raise TooManyInvitations(retry_after_seconds=left)
