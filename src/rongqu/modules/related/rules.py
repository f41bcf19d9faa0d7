"""Which links count, and who belongs together by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from rongqu.kernel.money import Money
from rongqu.modules.related.errors import (
    DebtNotYet,
    DebtTooSmall,
    LinkedToItself,
    ShareMissing,
)
from rongqu.modules.related.types import WEAK, Debt, Link, LinkKind

WITH_SHARE = frozenset({LinkKind.OWNERSHIP, LinkKind.DEPENDENCE})


def check_link(link: Link) -> None:
    if link.left == link.right:
        raise LinkedToItself
    if (link.share is not None) != (link.kind in WITH_SHARE):
        raise ShareMissing


def check_debt(debt: Debt, today: date) -> None:
    if debt.amount <= Money.zero(debt.amount.currency):
        raise DebtTooSmall
    if debt.as_of > today:
        raise DebtNotYet


def count_pairs(links: Iterable[Link], least: dict[LinkKind, Decimal]) -> set[frozenset[UUID]]:
    """Pairs that hang together: by one strong link, or by two weak ones of different kinds."""
    weak: defaultdict[frozenset[UUID], set[LinkKind]] = defaultdict(set)
    strong: set[frozenset[UUID]] = set()
    for link in links:
        pair = frozenset[UUID]({link.left, link.right})
        if link.kind in WEAK:
            weak[pair].add(link.kind)
        elif link.share is None or link.share >= least[link.kind]:
            strong.add(pair)
    return strong | {pair for pair, kinds in weak.items() if len(kinds) > 1}


def gather(company: UUID, pairs: Iterable[frozenset[UUID]]) -> frozenset[UUID]:
    """Everybody who can be reached from the company, and itself."""
    beside: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for pair in pairs:
        left, right = pair
        beside[left].add(right)
        beside[right].add(left)
    found, edge = {company}, [company]
    while edge:
        for other in beside[edge.pop()] - found:
            found.add(other)
            edge.append(other)
    return frozenset(found)
