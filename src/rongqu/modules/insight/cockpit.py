"""The cockpit's figures, all of one instant and one filter."""

from __future__ import annotations

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.modules.insight import permissions, queries, rules
from rongqu.modules.insight.types import Cockpit, Filter


async def read_cockpit(tx: Tx, wish: Filter) -> Cockpit:
    tx.actor.require(permissions.VIEW)
    rules.check_months(wish)
    loans, financed, outstanding = await queries.sum_loans(tx, wish)
    median_hours, best_hours = await queries.measure_approvals(tx, wish)
    funnel = await queries.count_stages(tx, wish)
    buckets = await queries.sum_buckets(tx, wish)
    return Cockpit(
        financed=financed,
        loans=loans,
        outstanding=outstanding,
        applications=funnel[0].reached,
        median_hours=median_hours,
        best_hours=best_hours,
        bad_debt_rate=rules.compute_bad_debt_rate(buckets),
        bad_debt_line=await read_policy(tx, "insight.bad_debt_line"),
        funnel=funnel,
        buckets=buckets,
        months=await queries.sum_months(tx, wish),
        provinces=await queries.sum_provinces(tx, wish),
        industries=await queries.sum_industries(tx, wish),
    )
