"""The front door of invitations."""

from rongqu.modules.invitations.actions.invite_person import invite_person
from rongqu.modules.invitations.queries import find_message
from rongqu.modules.invitations.types import InvitationId, InvitationMessage

__all__ = ["InvitationId", "InvitationMessage", "find_message", "invite_person"]
