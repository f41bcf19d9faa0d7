"""The clock of origination: what happens because time passed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import UUID

from rongqu.infra.jobs import Work, job
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, DocumentId
from rongqu.modules.fraud.public import (
    FileNotExaminable,
    FileTooLarge,
    Source,
    examine_whole,
    note_suspicions,
)
from rongqu.modules.origination import queries, rules
from rongqu.modules.origination.actions.expire_application import expire_application
from rongqu.modules.origination.actions.retry_awaiting_account import retry_awaiting_account
from rongqu.modules.origination.actions.retry_held_payouts import retry_held_payouts
from rongqu.modules.origination.actions.tell_late import tell_late
from rongqu.modules.origination.suspicious import subject_of
from rongqu.modules.origination.types import Stage

BATCH = 500
"""So many in one run; the rest follows in the next."""


@job(queue="origination", cron="*/5 * * * *")
async def tell_late_applications(work: Work) -> None:
    await _each_overdue(work, tuple(rules.HOURS_TO_MOVE), tell_late)


@job(queue="origination", cron="7 * * * *")
async def expire_applications(work: Work) -> None:
    await _each_overdue(work, rules.EDITABLE, expire_application)


@job(queue="origination", cron="*/5 * * * *")
async def retry_held_applications(work: Work) -> None:
    """A top-up or an opened account tries at once; this catches what came while a payout was
    being held."""
    async with work.open_tx() as tx:
        institutions = await queries.list_institutions_holding(tx)
    for institution_id in institutions:
        async with work.open_tx() as tx:
            await retry_awaiting_account(tx, institution_id)
            await retry_held_payouts(tx, institution_id)


@job(queue="origination")
async def examine_paper(work: Work, *, application_id: str, document_id: str) -> None:
    """Whether a paper was tampered with; safe to repeat. What cannot be examined is left alone."""
    async with work.open_tx() as tx:
        application = await queries.get_application(tx, ApplicationId(UUID(application_id)))
        document = await queries.find_document(tx, application, DocumentId(UUID(document_id)))
    if document is None:
        return
    content = await work.storage.get(document.storage_key)
    try:
        examined = await examine_whole(content)
    except (FileNotExaminable, FileTooLarge):
        return
    found = [replace(each, where=f"{document.name} {each.where}") for each in examined.findings]
    async with work.open_tx() as tx:
        await note_suspicions(tx, subject_of(application), Source.DOCUMENT, found)


async def _each_overdue(
    work: Work,
    stages: tuple[Stage, ...],
    act: Callable[[Tx, ApplicationId], Awaitable[None]],
) -> None:
    """Each in a transaction of its own, so that nobody waits for the whole batch."""
    async with work.open_tx() as tx:
        overdue = await queries.list_overdue(tx, stages, tx.now, BATCH)
    for application_id in overdue:
        async with work.open_tx() as tx:
            await act(tx, application_id)
