"""An application has come to its lender, goes back to be completed, or has ended."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update

from rongqu.events.colending import SharesVoided
from rongqu.infra.tx import Tx
from rongqu.modules.colending import queries, rules
from rongqu.modules.colending import tables as t
from rongqu.modules.colending.keeping import keep_case
from rongqu.modules.colending.types import Case, CaseState, Share, ShareStatus


async def follow_application(tx: Tx, case: Case) -> None:
    """Internal: only the handler calls it. Safe to repeat. Shares of an application that has ended,
    or that comes back and asks for another amount, are void."""
    if case.state is CaseState.ENDED:
        known = await queries.find_locked_case(tx, case.application_id)
        if known is None:
            return
        await _end(tx, case)
    else:
        await keep_case(tx, case)
    counted = [
        each
        for each in await queries.lock_shares(tx, case.application_id)
        if each.status in rules.COUNTED
    ]
    void = [each for each in counted if rules.is_void(each, case)]
    if void:
        await _void(tx, case, void)


async def _end(tx: Tx, case: Case) -> None:
    this_one = update(t.case_file).where(t.case_file.c.application_id == case.application_id)
    await tx.connection.execute(this_one.values(state=CaseState.ENDED))


async def _void(tx: Tx, case: Case, shares: Sequence[Share]) -> None:
    await tx.connection.execute(
        update(t.share)
        .where(t.share.c.id.in_([each.id for each in shares]))
        .values(status=ShareStatus.VOID, answered_at=tx.now)
    )
    await tx.publish(
        SharesVoided(
            subject_id=case.application_id,
            parties=(case.lead_id, *sorted(each.partner_id for each in shares)),
            shares=len(shares),
        )
    )
