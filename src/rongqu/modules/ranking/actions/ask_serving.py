"""Ask a second person that a learned order is tried beside the rules."""

from __future__ import annotations

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, new_id
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.ranking import permissions, queries, rules
from rongqu.modules.ranking.types import Serving

SERVE = "ranking.serve"
"""The stored command; `handlers.py` says what it does."""


async def ask_serving(tx: Tx, wish: Serving, reason: str) -> Approval:
    """Only of one that was better than the rules on lists it had not seen."""
    tx.actor.require(permissions.ASK)
    ranking = await queries.get_ranking(tx, wish.number)
    most = await read_policy(tx, "ranking.most_share")
    rules.check_can_serve(ranking.figures, wish.share, most)

    ask = Ask(
        id=ApprovalId(new_id()),
        command=SERVE,
        subject=str(wish.number),
        content=wish,
        reason=reason,
    )
    return await ask_approval(tx, ask)
