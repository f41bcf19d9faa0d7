"""A person of the lender accepts or refuses a thing, and may set a lower value."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update

from rongqu.events.collateral import ItemJudged
from rongqu.infra.tx import Tx
from rongqu.kernel.money import Money
from rongqu.modules.collateral import queries, rules, tables
from rongqu.modules.collateral.engine.valuing import value_item
from rongqu.modules.collateral.types import Case, Valued, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    verdict: Verdict
    value: Money | None
    note: str | None


async def judge_item(tx: Tx, case: Case, item_id: UUID, opinion: Opinion) -> Valued:
    """Internal: the room whose case it is has required a permission and locked the case."""
    item = await queries.lock_item(tx, case.application_id, item_id)
    around = await queries.look_around(tx, case, [item])
    unjudged = value_item(rules.without_judgement(item), around)
    rules.check_can_judge(unjudged, opinion.verdict, opinion.value)

    value = opinion.value
    await tx.connection.execute(
        update(tables.item)
        .where(tables.item.c.id == item.id)
        .values(
            verdict=opinion.verdict,
            judged_value_minor=None if value is None else value.minor,
            judgement_note=opinion.note,
            judged_by=tx.actor.id,
            judged_at=tx.now,
        )
    )

    await tx.publish(
        ItemJudged(
            subject_id=case.application_id,
            parties=(case.lender_id,),
            item_id=item.id,
            kind=item.kind,
            verdict=opinion.verdict,
            value=value,
        )
    )
    return value_item(await queries.lock_item(tx, case.application_id, item_id), around)
