"""Find what fits an enterprise, and put on record that somebody asked."""

from __future__ import annotations

from rongqu.events.matching import ProductsMatched
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.matching import permissions, queries
from rongqu.modules.matching.serving import in_served_order
from rongqu.modules.matching.types import MatchResult, Wish


async def match_products(
    tx: Tx, enterprise_id: EnterpriseId, wish: Wish | None = None
) -> MatchResult:
    if not tx.actor.may(permissions.MATCH_EVERYWHERE):
        tx.actor.require(permissions.MATCH)
    queries.check_sight(tx, enterprise_id)
    judged = await queries.judge_products(tx, enterprise_id, wish)
    result = await in_served_order(tx, enterprise_id, wish, judged)

    await tx.publish(
        ProductsMatched(
            subject_id=enterprise_id,
            eligible=len(result.eligible),
            refused=len(result.refused),
            amount=None if wish is None else wish.amount,
            term_months=None if wish is None else wish.term_months,
            purpose=None if wish is None else wish.purpose,
        )
    )
    return result
