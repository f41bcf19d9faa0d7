"""What came of an invitation. The number is forgotten in the same moment."""

from __future__ import annotations

from sqlalchemy import delete, update

from rongqu.events.parks import InvitationSent
from rongqu.infra.tx import Tx
from rongqu.modules.parks import queries
from rongqu.modules.parks import tables as t
from rongqu.modules.parks.types import LineId


async def note_invitation(tx: Tx, line_id: LineId, refused_because: str | None) -> None:
    """Internal: the job that sends it calls it. Safe to repeat: the first answer stays."""
    gone = await tx.connection.execute(delete(t.contact).where(t.contact.c.line_id == line_id))
    line = await queries.find_line(tx, line_id)
    if line is None or gone.rowcount == 0:
        return
    await tx.connection.execute(
        update(t.line)
        .where(t.line.c.id == line_id)
        .values(invited_at=tx.now, invitation_refused=refused_because)
    )

    await tx.publish(
        InvitationSent(
            subject_id=line_id,
            parties=(line.park_id, line.institution_id),
            reason_code=refused_because,
        )
    )
