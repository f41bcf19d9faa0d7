"""What models does once a second person has agreed: each is one call."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.compliance.public import Approval, stored_command
from rongqu.modules.models import permissions
from rongqu.modules.models.actions.appoint import appoint
from rongqu.modules.models.types import APPOINT, Appointment


@stored_command(APPOINT, approve=permissions.APPROVE_APPOINTMENT, content=Appointment)
async def appoint_once_approved(tx: Tx, approved: Approval, agreed: Appointment) -> None:
    await appoint(tx, agreed, approved.asked_by, approved.reason)
