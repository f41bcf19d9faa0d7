"""An invitation 邀请: a code, sent to somebody's own phone or mailbox, that lets them join."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.kernel.pii import EmailAddress, MobileNumber

InvitationId = NewType("InvitationId", UUID)


class PersonInvitationStatus(StrEnum):
    OPEN = "open"
    LOCKED = "locked"
    """Too many wrong codes: it opens again with a new one."""
    EXPIRED = "expired"
    REVOKED = "revoked"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """The address is forgotten some time after the end (`invitations.kept_days`)."""

    id: InvitationId
    organisation_id: OrganisationId
    email: EmailAddress | None
    mobile: MobileNumber | None
    roles: tuple[str, ...]
    locale: str
    tries_left: int
    messages: int
    invited_by: UserId
    invited_at: datetime
    sent_at: datetime
    expires_at: datetime
    accepted_by: UserId | None
    accepted_at: datetime | None
    revoked_at: datetime | None

    @property
    def address(self) -> EmailAddress | MobileNumber | None:
        return self.mobile or self.email


@dataclass(frozen=True, slots=True)
class Showing:
    """What somebody shows to be the one who is invited."""

    login: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMessage:
    to: EmailAddress | MobileNumber
    locale: str
    organisation: str
    code: str = field(repr=False)
    days: int
