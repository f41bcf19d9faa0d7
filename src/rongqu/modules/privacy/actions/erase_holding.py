"""Let go of one thing that is held of a person, or note until when the law keeps it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.privacy import DataErased, ErasureCarriedOut
from rongqu.infra.tx import Tx
from rongqu.modules.privacy import queries, rules, tables
from rongqu.modules.privacy.holdings import Holding
from rongqu.modules.privacy.judging import judge_holding
from rongqu.modules.privacy.types import Erasure, ErasureState, Fate, Verdict


async def erase_holding(tx: Tx, erasure_id: UUID, holding: Holding) -> None:
    """Internal: only the job calls it. Safe to repeat: what is erased is judged no more."""
    erasure = await queries.lock_erasure(tx, erasure_id)
    earlier = {each.holding: each for each in erasure.verdicts}.get(holding.name)
    if earlier is not None and earlier.fate is not Fate.KEPT:
        return
    verdict = await judge_holding(tx, holding, erasure.person_id)
    if verdict.fate is Fate.ERASED and holding.erase is not None:
        rows = await holding.erase(tx, erasure.person_id)
        await tx.publish(
            DataErased(
                subject_id=erasure.person_id,
                parties=(erasure.organisation_id,),
                erasure_id=erasure_id,
                holding=holding.name,
                rows=rows,
            )
        )
    await _note(tx, erasure_id, verdict)


async def end_erasure(tx: Tx, erasure_id: UUID) -> None:
    """Internal: only the job calls it, when every holding has been looked at. Safe to repeat."""
    erasure = await queries.lock_erasure(tx, erasure_id)
    state = rules.state_of(erasure.verdicts)
    if state is erasure.state:
        return
    await tx.connection.execute(
        update(tables.erasure).where(tables.erasure.c.id == erasure_id).values(state=state)
    )
    await tx.publish(_carried_out(erasure, state))


def _carried_out(erasure: Erasure, state: ErasureState) -> ErasureCarriedOut:
    kept = [each for each in erasure.verdicts if each.fate is Fate.KEPT]
    days = [each.keep_until for each in kept if each.keep_until is not None]
    return ErasureCarriedOut(
        subject_id=erasure.person_id,
        parties=(erasure.organisation_id,),
        erasure_id=erasure.id,
        kept=tuple(each.holding for each in kept) if state is ErasureState.PARTLY else (),
        kept_until=max(days, default=None),
    )


async def _note(tx: Tx, erasure_id: UUID, verdict: Verdict) -> None:
    values = {
        "fate": verdict.fate,
        "rows": verdict.rows,
        "keep": verdict.keep,
        "keep_until": verdict.keep_until,
        "judged_at": tx.now,
    }
    await tx.connection.execute(
        insert(tables.verdict)
        .values(erasure_id=erasure_id, holding=verdict.holding, **values)
        .on_conflict_do_update(index_elements=["erasure_id", "holding"], set_=values)
    )
