"""What would become, and becomes, of what is held of a person."""

from __future__ import annotations

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.privacy import rules
from rongqu.modules.privacy.holdings import Holding, list_holdings
from rongqu.modules.privacy.types import Verdict


async def judge_holding(tx: Tx, holding: Holding, person_id: UserId) -> Verdict:
    """By the law of the day: a term that was lengthened meanwhile counts."""
    rows = len(await holding.collect(tx, person_id))
    keep = None
    counts_from = holding.counts_from and await holding.counts_from(tx, person_id)
    if holding.keep is not None and counts_from is not None:
        keep = holding.keep, int(await read_policy(tx, holding.keep)), counts_from
    return rules.judge(holding.name, rows, tx.business_date, keep, holding.goes_as)


async def preview(tx: Tx, person_id: UserId) -> tuple[Verdict, ...]:
    """What would be erased today and what kept; nothing changes."""
    return tuple([await judge_holding(tx, each, person_id) for each in list_holdings()])
