"""Facts about invitations to join an organisation. They carry ids; addresses stay in the room."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInvited(Event):
    """Subject: the invitation. `number`: of the message that is to be sent, 1 with the first."""

    name = "invitations.person_invited.v1"
    roles: tuple[str, ...]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRevoked(Event):
    """Subject: the invitation. `is_replaced`: another one to the same address took its place."""

    name = "invitations.invitation_revoked.v1"
    is_replaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationCodeRefused(Event):
    """Subject: the invitation. With no try left it opens no more."""

    name = "invitations.code_refused.v1"
    tries_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    """Subject: the invitation. `agreed`: purpose to the version of the text that the person has
    agreed to; nothing of whoever came back to their own account."""

    name = "invitations.invitation_accepted.v1"
    person_id: UUID
    organisation_id: UUID
    agreed: dict[str, int]
