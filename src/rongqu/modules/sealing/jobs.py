"""Sealing the documents of a list, several at once: while one waits for its time stamps, another
computes.

Killed at any moment it goes on where it was: each document is sealed and crossed off in one
transaction. What may not be sealed is crossed off with the reason; what breaks is tried again with
the job, after all the others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from rongqu.infra.jobs import Work, job
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.errors import DomainError
from rongqu.modules.contracts.public import (
    Consent,
    IntentMethod,
    SealKit,
    SealPaper,
    make_kit,
    sign_paper,
)
from rongqu.modules.identity.public import get_user
from rongqu.modules.sealing import queries
from rongqu.modules.sealing.actions.end_sealing import end_sealing
from rongqu.modules.sealing.actions.expire_sealing import expire_sealing
from rongqu.modules.sealing.actions.seal_document import fail_line, seal_document
from rongqu.modules.sealing.types import Line, Sealing, SealingId, SealingStatus

ROUND = 40
"""Documents for which certificate and revocation lists are looked up once: some seconds' work."""
AT_ONCE = 4
OPEN_HOURS = "sealing.open_hours"
"""A policy: so long a list waits for somebody to agree to it."""


class SomeNotSealed(ExceptionGroup[Exception]):
    """What broke, of documents that are tried again."""


@job(queue="contracts")
async def seal_documents(work: Work, *, sealing_id: str) -> None:
    wanted, after = SealingId(UUID(sealing_id)), 0
    broken: list[Exception] = []
    async with work.open_tx() as tx:
        sealing = await queries.get_sealing(tx, wanted)
    if sealing.status is not SealingStatus.SEALING:
        return
    while lines := await _next(work, wanted, after):
        broken += await _seal_round(work, sealing, lines)
        after = lines[-1].place
    if broken:
        raise SomeNotSealed(f"{len(broken)} documents", broken)
    async with work.open_tx() as tx:
        await end_sealing(tx, wanted)


@job(queue="contracts", cron="*/10 * * * *")
async def expire_sealings(work: Work) -> None:
    """Lists that nobody agreed to in time, each in a transaction of its own."""
    async with work.open_tx() as tx:
        made_before = tx.now - timedelta(hours=int(await read_policy(tx, OPEN_HOURS)))
        due = await queries.list_open(tx, made_before)
    for sealing_id in due:
        async with work.open_tx() as tx:
            await expire_sealing(tx, sealing_id, made_before)


async def _next(work: Work, sealing_id: SealingId, after: int) -> list[Line]:
    async with work.open_tx() as tx:
        return await queries.list_pending(tx, sealing_id, after, ROUND)


async def _seal_round(work: Work, sealing: Sealing, lines: Sequence[Line]) -> list[Exception]:
    """Returns what broke; without certificate or revocation lists the round as a whole does."""
    async with work.open_tx() as tx:
        consent = await _consent(tx, sealing)
        papers = await queries.read_papers_of(tx, lines)
    kit = await make_kit(work, consent, papers[lines[0].place])
    gate = asyncio.Semaphore(AT_ONCE)

    async def pass_gate(line: Line) -> None:
        async with gate:
            await _seal(work, kit, line, papers[line.place])

    ends = await asyncio.gather(*(pass_gate(line) for line in lines), return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException) and not isinstance(end, Exception):
            raise end
    return [end for end in ends if isinstance(end, Exception)]


async def _consent(tx: Tx, sealing: Sealing) -> Consent:
    """To the list; to each document it is the same, but for its hash."""
    assert sealing.agreed_by is not None, "a check of the table says so"
    assert sealing.method is not None
    assert sealing.agreed_at is not None
    person = await get_user(tx, sealing.agreed_by)
    return Consent(
        person_id=person.id,
        person_name=person.display_name,
        method=IntentMethod(sealing.method),
        sha256=sealing.sha256,
        given_at=sealing.agreed_at,
        mandate_id=None,
    )


async def _seal(work: Work, kit: SealKit, line: Line, paper: SealPaper) -> None:
    """Where somebody else's signature comes between, behind that one."""
    is_sealed = False
    try:
        while not is_sealed:
            signature = await sign_paper(work, kit, paper)
            async with work.open_tx() as tx:
                is_sealed = await seal_document(tx, line, signature)
    except DomainError as refused:
        async with work.open_tx() as tx:
            await fail_line(tx, line, refused)
