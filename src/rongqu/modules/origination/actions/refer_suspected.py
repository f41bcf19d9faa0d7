"""Something strong was found about a company while its application was under way."""

from __future__ import annotations

from dataclasses import replace

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.fraud.public import count_strong, tell_lender
from rongqu.modules.origination import queries, rows, rules
from rongqu.modules.origination.actions._steps import MANUAL, move, moved
from rongqu.modules.origination.suspicious import subject_of
from rongqu.modules.origination.types import Lane, Move, Stage


async def refer_suspected(tx: Tx, application_id: ApplicationId) -> None:
    """Internal: only the handler calls it. Safe to repeat: what a person has looked at since, and
    passed on, stays where it is. A payout looks for itself. The reason that goes into the trace
    tells the company nothing."""
    before = await queries.lock_application(tx, application_id)
    if before.stage not in rules.UNDER_WAY:
        return
    subject = subject_of(before)
    await tell_lender(tx, subject)
    if before.stage is not Stage.APPROVAL or before.screening is None:
        return
    last_look = await queries.find_last_look(tx, before)
    if not await count_strong(tx, subject, since=last_look):
        return

    screening = replace(before.screening, lane=Lane.MANUAL)
    written = rows.screening_to_json(screening)
    after = await move(tx, before, Move.REFER, MANUAL, screening=written)

    await tx.publish(await moved(tx, before, after, MANUAL))
