"""Figures that the alerting watches."""

from __future__ import annotations

from rongqu.infra.observability.metrics import Values, reading
from rongqu.infra.tx import Tx
from rongqu.modules.insight import queries, rules
from rongqu.modules.insight.types import Filter


@reading("rongqu_bad_debt_ratio", "Share of outstanding principal that is over 90 days late.")
async def read_bad_debt(tx: Tx) -> Values:
    rate = rules.compute_bad_debt_rate(await queries.sum_buckets(tx, Filter()))
    return {} if rate is None else {(): rate}
