"""What compliance does once a second person has agreed: each is one call."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.compliance import permissions, queries
from rongqu.modules.compliance.actions._commands import stored_command
from rongqu.modules.compliance.actions.change_policy import change_policy
from rongqu.modules.compliance.types import Approval, NewValue


@stored_command(queries.CHANGE_POLICY, approve=permissions.APPROVE_POLICY_CHANGE, content=NewValue)
async def change_policy_once_approved(tx: Tx, approved: Approval, new: NewValue) -> None:
    await change_policy(tx, approved, new)
