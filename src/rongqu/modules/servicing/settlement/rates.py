"""Which rate held since when: what the contract says, and what has changed it."""

from __future__ import annotations

from collections.abc import Sequence

from rongqu.modules.servicing.types import Fact, FactKind, RateSince


def rates_since(agreed: RateSince, facts: Sequence[Fact]) -> tuple[RateSince, ...]:
    """`facts` in the order in which they count. A rate that was agreed anew ends the floating."""
    rates, floats = [agreed], agreed.base_rate is not None
    for fact in facts:
        is_reset, rate = fact.kind is FactKind.RATE_RESET, fact.content.yearly_rate
        if rate is None or (is_reset and not floats):
            continue
        floats = is_reset
        rates.append(
            RateSince(
                since=fact.counts_on,
                yearly_rate=rate,
                base_rate=fact.content.base_rate,
                cause=fact.kind,
            )
        )
    return tuple(rates)
