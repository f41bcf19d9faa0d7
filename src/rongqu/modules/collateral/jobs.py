"""What collateral does outside of any request: asking peers."""

from __future__ import annotations

from uuid import UUID

from rongqu.infra.jobs import Work, job
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.collateral.actions.open_questions import open_questions
from rongqu.modules.collateral.asking import ask_due, peers_of
from rongqu.modules.collateral.types import Occasion


@job(queue="collateral")
async def ask_peers(work: Work, *, application_id: str, occasion: str) -> None:
    """Safe to repeat and to kill: what was not answered is asked again."""
    peers = [peer.name for peer in peers_of(work)]
    async with work.open_tx() as tx:
        await open_questions(tx, ApplicationId(UUID(application_id)), Occasion(occasion), peers)
    await ask_due(work)


@job(queue="collateral", cron="*/5 * * * *")
async def ask_silent_peers(work: Work) -> None:
    await ask_due(work)
