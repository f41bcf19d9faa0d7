"""A waterfall 清偿顺序: who is paid first of what there is, and what is left for those after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from rongqu.kernel.money import Money
from rongqu.kernel.sharing import share_out

K = TypeVar("K", bound=UUID)


@dataclass(frozen=True, slots=True)
class Poured(Generic[K]):
    """`paid`: of each rank, in the order of the ranks. `rest`: what is left when all are full."""

    paid: tuple[Mapping[K, Money], ...]
    rest: Money


def pour(proceeds: Money, ranks: Sequence[Mapping[K, Money]]) -> Poured[K]:
    """Each rank is paid in full before the next one gets a cent.

    The rank for which it is not enough shares what is left pro rata to its claims, to the cent, by
    the largest remainder (`share_out`): of two whose parts were cut alike the smaller id gets the
    cent. So nobody gets more than is owed, or less than nothing, and what is paid and what is left
    add up to the proceeds.
    """
    claims = [claim for rank in ranks for claim in rank.values()]
    if proceeds.is_negative() or any(claim.is_negative() for claim in claims):
        raise ValueError("neither proceeds nor claims are below nothing")
    left, paid = proceeds, list[Mapping[K, Money]]()
    for rank in ranks:
        owed = sum(rank.values(), start=Money.zero(proceeds.currency))
        part = dict(rank)
        if left < owed:
            part = share_out(left, {who: claim.minor for who, claim in rank.items()})
        paid.append(part)
        left = left - min(left, owed)
    return Poured(tuple(paid), left)
