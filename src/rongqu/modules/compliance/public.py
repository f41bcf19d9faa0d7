"""The front door of compliance."""

from rongqu.modules.compliance.actions._commands import stored_command
from rongqu.modules.compliance.actions.approve import approve
from rongqu.modules.compliance.actions.ask_approval import ask_approval
from rongqu.modules.compliance.actions.check_name import check_name
from rongqu.modules.compliance.actions.load_list import load_list
from rongqu.modules.compliance.actions.propose_policy_change import propose_policy_change
from rongqu.modules.compliance.asked_bodies import AskedApprovalBody
from rongqu.modules.compliance.errors import ApprovalPending
from rongqu.modules.compliance.queries import find_pending, list_pending
from rongqu.modules.compliance.screening.lists import read_list
from rongqu.modules.compliance.screening.normal import Kind
from rongqu.modules.compliance.screening_types import ListVersion, Match, NewList
from rongqu.modules.compliance.types import Approval, ApprovalStatus, Ask, Proposal

__all__ = [
    "Approval",
    "ApprovalPending",
    "ApprovalStatus",
    "Ask",
    "AskedApprovalBody",
    "Kind",
    "ListVersion",
    "Match",
    "NewList",
    "Proposal",
    "approve",
    "ask_approval",
    "check_name",
    "find_pending",
    "list_pending",
    "load_list",
    "propose_policy_change",
    "read_list",
    "stored_command",
]
