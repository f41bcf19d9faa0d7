"""What bookings do when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from uuid import UUID

from rongqu.events.compliance import ApprovalRejected
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.bookings import permissions
from rongqu.modules.bookings.actions.hand_in import TAKE_IN
from rongqu.modules.bookings.actions.take_in import take_in, withdraw
from rongqu.modules.bookings.jobs import taking
from rongqu.modules.bookings.types import LoanFileId, TakeIn
from rongqu.modules.compliance.public import Approval, stored_command


@stored_command(TAKE_IN, approve=permissions.APPROVE, content=TakeIn)
async def take_in_once_approved(tx: Tx, approved: Approval, wish: TakeIn) -> None:  # noqa: ARG001
    await take_in(tx, wish)
    await tx.defer(taking(wish.file_id))


@on(ApprovalRejected)
async def withdraw_when_rejected(tx: Tx, event: ApprovalRejected) -> None:
    if event.command == TAKE_IN:
        await withdraw(tx, LoanFileId(UUID(event.about)))
