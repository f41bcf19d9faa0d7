"""What a product would have said to those who applied before. Asking changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from rongqu.infra.tx import Tx
from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import EnterpriseId
from rongqu.kernel.money import Money
from rongqu.modules.catalog.public import Terms, read_market, resolve
from rongqu.modules.matching.public import Applicant, Miss, Wish, find_misses, read_applicant
from rongqu.modules.origination import permissions, queries
from rongqu.modules.origination.rules import LESS_MAY_BE_GRANTED
from rongqu.modules.origination.types import Application

MOST = 200
"""So many of the newest applications are looked at."""
BPS = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One who applied before, and what the product would have missed."""

    grade: Grade | None
    amount: Money
    yearly_rate: Decimal | None
    missed: tuple[Miss, ...]

    @property
    def qualifies(self) -> bool:
        return not self.missed


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTried:
    """Those who would qualify, by grade, with what they would pay on the average."""

    grade: Grade
    count: int
    yearly_rate: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionTried:
    """`refused`: how many miss it; `alone`: how many would qualify if it were not there."""

    fact: str
    op: str
    needed: str
    refused: int
    alone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """`average_rate` is weighed by the amounts asked for; None: nobody qualifies."""

    looked_at: int
    qualify: int
    average_rate: Decimal | None
    prices: tuple[PriceTried, ...]
    conditions: tuple[ConditionTried, ...]
    """Which refuses most comes first."""


async def try_product(tx: Tx, terms: Terms) -> Trial:
    """On the newest applications of the actor's institution, by what is known of them today."""
    tx.actor.require(permissions.VIEW_FILE)
    priced = resolve(terms, await read_market(tx))
    past = await queries.list_newest_submitted(tx, MOST)
    known: dict[EnterpriseId, Applicant] = {}
    for application in past:
        if application.applicant.id not in known:
            known[application.applicant.id] = await read_applicant(tx, application.applicant.id)
    return summarise([_try(priced, each, known[each.applicant.id]) for each in past])


def _try(priced: Terms, application: Application, applicant: Applicant) -> Tried:
    """The purpose may be another product's own: it is not held against anybody."""
    months = application.asked_months
    missed = find_misses(priced, applicant, Wish(amount=application.asked, term_months=months))
    rate = None if applicant.grade is None else priced.rate_of(applicant.grade, months)
    return Tried(
        grade=applicant.grade,
        amount=application.asked,
        yearly_rate=None if rate is None else rate.yearly,
        missed=tuple(miss for miss in missed if miss.fact not in LESS_MAY_BE_GRANTED),
    )


def summarise(tried: Sequence[Tried]) -> Trial:
    fitting = [each for each in tried if each.qualifies]
    return Trial(
        looked_at=len(tried),
        qualify=len(fitting),
        average_rate=_average_rate(fitting),
        prices=tuple(_prices(fitting)),
        conditions=_conditions(tried),
    )


def _prices(fitting: Sequence[Tried]) -> Iterator[PriceTried]:
    for grade in Grade:
        of_grade = [each for each in fitting if each.grade is grade]
        rate = _average_rate(of_grade)
        if rate is not None:
            yield PriceTried(grade=grade, count=len(of_grade), yearly_rate=rate)


def _average_rate(fitting: Iterable[Tried]) -> Decimal | None:
    """Weighed by the amounts asked for."""
    weighed = [(each.amount.minor, each.yearly_rate) for each in fitting if each.yearly_rate]
    whole = sum(minor for minor, _ in weighed)
    if whole == 0:
        return None
    average = sum((minor * rate for minor, rate in weighed), Decimal(0)) / whole
    return average.quantize(BPS, ROUND_HALF_EVEN)


def _conditions(tried: Iterable[Tried]) -> tuple[ConditionTried, ...]:
    refused: Counter[tuple[str, str, str]] = Counter()
    alone: Counter[tuple[str, str, str]] = Counter()
    for each in tried:
        keys = {_key(miss) for miss in each.missed}
        refused.update(keys)
        if len(keys) == 1:
            alone.update(keys)
    return tuple(
        ConditionTried(fact=key[0], op=key[1], needed=key[2], refused=count, alone=alone[key])
        for key, count in sorted(refused.items(), key=lambda it: (-it[1], it[0]))
    )


def _key(miss: Miss) -> tuple[str, str, str]:
    needed = ", ".join(miss.needed) if isinstance(miss.needed, tuple) else f"{miss.needed:f}"
    return miss.fact, str(miss.op), needed
