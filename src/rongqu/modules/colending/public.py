"""The front door of co-lending."""

from rongqu.modules.colending.actions.answer_share import answer_share
from rongqu.modules.colending.actions.invite_partner import NewShare, invite_partner
from rongqu.modules.colending.errors import SharesUnanswered, ShareTooLarge
from rongqu.modules.colending.fixing import fix_shares, reopen_shares
from rongqu.modules.colending.queries import list_accepted
from rongqu.modules.colending.types import Accepted, Case, CaseState, ShareId, ShareRefusal

__all__ = [
    "Accepted",
    "Case",
    "CaseState",
    "NewShare",
    "ShareId",
    "ShareRefusal",
    "ShareTooLarge",
    "SharesUnanswered",
    "answer_share",
    "fix_shares",
    "invite_partner",
    "list_accepted",
    "reopen_shares",
]
