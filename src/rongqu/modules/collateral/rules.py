"""What may be done with a thing that is to secure a loan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from rongqu.kernel.collateral import CollateralKind
from rongqu.kernel.money import Money
from rongqu.modules.collateral.errors import UnsoundItem, ValueRaised, WrongDay
from rongqu.modules.collateral.types import CURRENCY, Item, Valued, Verdict


def without_judgement(item: Item) -> Item:
    return replace(item, judgement=None)


def check_can_judge(unjudged: Valued, verdict: Verdict, value: Money | None) -> None:
    """What fails a check cannot be accepted; nobody values a thing above what is computed."""
    if verdict is Verdict.ACCEPTED and not unjudged.is_sound:
        raise UnsoundItem(failing=" ".join(unjudged.failing))
    if value is not None and value > unjudged.value:
        raise ValueRaised(most=unjudged.value)


def lending_value_of(items: Iterable[Valued]) -> Money:
    """How much may be lent on what has been accepted."""
    counted = (valued.lending_value for valued in items if valued.counts)
    return sum(counted, start=Money.zero(CURRENCY))


def kinds_lacking(
    wanted: Collection[CollateralKind], items: Collection[Valued]
) -> tuple[CollateralKind, ...]:
    """Kinds that a product asks for and of which there is no sound thing."""
    there = {valued.item.kind for valued in items if valued.is_sound}
    return tuple(kind for kind in wanted if kind not in there)


def check_day(asked: date, today: date) -> None:
    """Two platforms' clocks differ by less than a day, and around midnight by one."""
    if abs((asked - today).days) > 1:
        raise WrongDay(today=today)
