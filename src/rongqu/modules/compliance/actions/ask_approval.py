"""Ask for a second person before something is done."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.compliance import ApprovalAsked
from rongqu.infra.tx import Tx
from rongqu.modules.compliance import queries, tables
from rongqu.modules.compliance.actions._commands import get_command, to_json
from rongqu.modules.compliance.errors import ApprovalPending
from rongqu.modules.compliance.types import Approval, ApprovalStatus, Ask


async def ask_approval(tx: Tx, ask: Ask) -> Approval:
    """Internal: the room whose command it is has required a permission and checked the wish."""
    made = await tx.connection.execute(
        insert(tables.approval)
        .values(
            id=ask.id,
            organisation_id=tx.actor.organisation,
            command=ask.command,
            subject=ask.subject,
            content=to_json(get_command(ask.command), ask.content),
            reason=ask.reason,
            status=ApprovalStatus.PROPOSED,
            asked_by=tx.actor.id,
            asked_at=tx.now,
        )
        .on_conflict_do_nothing()  # of two at once the second waits here and finds one pending
    )
    if made.rowcount == 0:
        raise ApprovalPending(command=ask.command, subject=ask.subject)

    await tx.publish(
        ApprovalAsked(
            subject_id=ask.id,
            parties=(tx.actor.organisation,),
            command=ask.command,
            about=ask.subject,
        )
    )
    return await queries.get_approval(tx, ask.id)
