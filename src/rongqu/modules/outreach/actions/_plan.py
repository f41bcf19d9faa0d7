"""How often and how long a message is tried."""

from __future__ import annotations

from rongqu.infra.policies import read_policies_on
from rongqu.infra.tx import Tx
from rongqu.modules.outreach.types import RetryPlan

HOUR = 3600


async def read_retry_plan(tx: Tx) -> RetryPlan:
    names = (
        "retry_first_seconds",
        "retry_factor",
        "retry_longest_hours",
        "attempts",
        "disable_after_hours",
    )
    keys = [f"outreach.{name}" for name in names]
    values = await read_policies_on(tx, keys, tx.business_date)
    first, factor, longest, attempts, disable_after = (int(values[key]) for key in keys)
    return RetryPlan(
        first_seconds=first,
        factor=factor,
        longest_seconds=longest * HOUR,
        attempts=attempts,
        disable_after_hours=disable_after,
    )
