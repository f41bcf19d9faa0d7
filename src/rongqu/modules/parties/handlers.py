"""What parties does when something happens: each handler is one wish."""

from __future__ import annotations

from rongqu.events.parties import ImportContentReceived, ImportEnded
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.parties.jobs import forget_content, read_uploaded_file
from rongqu.modules.parties.personal import INVESTOR, REPRESENTED
from rongqu.modules.privacy.public import declare_holding

declare_holding(INVESTOR)
declare_holding(REPRESENTED)


@on(ImportContentReceived)
async def read_file_when_complete(tx: Tx, event: ImportContentReceived) -> None:
    """Files of one organisation are read one after another."""
    if event.received == event.size:
        wish = read_uploaded_file.later(import_id=str(event.subject_id))
        of_one_owner = f"invoices of {event.parties[0]}"
        await tx.defer(wish.when(lock=of_one_owner, queueing_lock=f"import {event.subject_id}"))


@on(ImportEnded)
async def forget_content_when_ended(tx: Tx, event: ImportEnded) -> None:
    await tx.defer(forget_content.later(import_id=str(event.subject_id)))
