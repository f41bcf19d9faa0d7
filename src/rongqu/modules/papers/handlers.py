"""What papers does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.contracts import ContractPrepared
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.modules.papers.jobs import draw_up_papers


@on(ContractPrepared)
async def draw_up_papers_when_prepared(tx: Tx, event: ContractPrepared) -> None:
    await tx.defer(draw_up_papers.later(contract_id=str(event.subject_id)))
