"""A second person agrees to a file, or does not: then its payments may come in another one."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.bookings import LoanFileAgreed, LoanFileWithdrawn
from rongqu.infra.tx import Tx
from rongqu.modules.bookings import permissions, queries
from rongqu.modules.bookings import tables as t
from rongqu.modules.bookings.errors import FileKnown, FileWithdrawn
from rongqu.modules.bookings.types import FileStatus, LineOutcome, LoanFileId, TakeIn


async def take_in(tx: Tx, wish: TakeIn) -> None:
    """Runs as the approver; what follows, a job does."""
    tx.actor.require(permissions.APPROVE)
    file = await queries.lock_file(tx, LoanFileId(wish.file_id))
    if file.status is not FileStatus.WAITING or file.sha256 != wish.sha256:
        raise FileKnown(file_id=file.id)

    await tx.connection.execute(
        update(t.file).where(t.file.c.id == file.id).values(status=FileStatus.TAKING)
    )
    await tx.publish(
        LoanFileAgreed(
            subject_id=file.id, parties=(file.institution_id,), institution_id=file.institution_id
        )
    )


async def withdraw(tx: Tx, file_id: LoanFileId) -> None:
    """Internal: a handler calls it. Safe to repeat."""
    file = await queries.lock_file(tx, file_id)
    if file.status is not FileStatus.WAITING:
        return
    await tx.connection.execute(
        update(t.line)
        .where(t.line.c.file_id == file.id, t.line.c.outcome.is_(None))
        .values(outcome=LineOutcome.REFUSED, reason=FileWithdrawn.code)
    )
    await tx.connection.execute(
        update(t.file)
        .where(t.file.c.id == file.id)
        .values(status=FileStatus.WITHDRAWN, ended_at=tx.now)
    )
    await tx.publish(
        LoanFileWithdrawn(
            subject_id=file.id, parties=(file.institution_id,), institution_id=file.institution_id
        )
    )
