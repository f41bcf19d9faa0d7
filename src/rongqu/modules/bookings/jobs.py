"""What bookings do outside of any request: booking the lines of a file."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.job_queue import Deferral
from rongqu.infra.jobs import Work, job
from rongqu.modules.bookings import queries
from rongqu.modules.bookings.running import book_file
from rongqu.modules.bookings.types import LoanFileId


@job(queue="bookings")
async def take_in_file(work: Work, *, file_id: str) -> None:
    """Safe to repeat and to kill: it goes on with what is still waiting."""
    await book_file(work, LoanFileId(UUID(file_id)))


@job(queue="bookings", cron="*/5 * * * *")
async def resume_files(work: Work) -> None:
    """Whatever stopped a file, it is taken up again."""
    async with work.open_tx() as tx:
        for file_id in await queries.list_taking(tx):
            await tx.defer(taking(file_id))


def taking(file_id: UUID) -> Deferral:
    """One run of a file waits at a time."""
    return take_in_file.later(file_id=str(file_id)).when(queueing_lock=f"bookings.file {file_id}")
