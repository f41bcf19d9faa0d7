"""The front door of compliance."""

from rongqu.modules.compliance.actions._commands import stored_command
from rongqu.modules.compliance.actions.ask_approval import ask_approval
from rongqu.modules.compliance.errors import ApprovalPending
from rongqu.modules.compliance.queries import find_pending
from rongqu.modules.compliance.types import Approval, ApprovalStatus, Ask

__all__ = [
    "Approval",
    "ApprovalPending",
    "ApprovalStatus",
    "Ask",
    "ask_approval",
    "find_pending",
    "stored_command",
]
