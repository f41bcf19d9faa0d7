"""What an exit brings whom. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from rongqu.kernel.money import Money, Rounding
from rongqu.kernel.rates import DayCount, Rate, as_decimal
from rongqu.kernel.sharing import share_out
from rongqu.kernel.waterfall import pour
from rongqu.modules.exits.errors import (
    BuyBackOutsidePolicy,
    BuyBackTooLarge,
    ExitIdTaken,
    TooFewDays,
)
from rongqu.modules.exits.types import (
    Claim,
    Exit,
    ExitKind,
    ExitPolicy,
    Ground,
    Line,
    LineKind,
    NewExit,
    Prepared,
    Sale,
    Tender,
)

PRINCIPAL, PREFERRED = UUID(int=1), UUID(int=2)


def check_same(wished: NewExit, known: Exit) -> None:
    if (known.offering_id, known.kind, known.why) != (
        wished.offering_id,
        wished.kind,
        wished.why,
    ):
        raise ExitIdTaken(exit_id=wished.id)


def check_exit(wished: NewExit, ground: Ground, policy: ExitPolicy, now: datetime) -> None:
    days = timedelta(days=policy.answer_days)
    is_asked = wished.kind is not ExitKind.LIQUIDATION
    if is_asked and (wished.closes_at is None or wished.closes_at < now + days):
        raise TooFewDays(days=policy.answer_days)
    if isinstance(wished.terms, Tender):
        _check_tender(wished.terms, ground, policy)


def _check_tender(tender: Tender, ground: Ground, policy: ExitPolicy) -> None:
    if not policy.least_price <= tender.price <= policy.highest_price:
        raise BuyBackOutsidePolicy(lowest=policy.least_price, highest=policy.highest_price)
    if tender.units.minor <= 0 or ground.outstanding < tender.units:
        raise BuyBackTooLarge(outstanding=ground.outstanding)


def prepare(terms: Tender | Sale, ground: Ground) -> Prepared:
    """A buy-back is offered to all holders pro rata; a sale is shared by the waterfall."""
    if isinstance(terms, Tender):
        offered = share_out(terms.units, ground.holders)
        priced = [price_of(units, terms.price) for units in offered.values()]
        amount = sum(priced, start=Money.zero(terms.units.currency))
        asked = {who: units for who, units in offered.items() if not units.is_zero()}
        return Prepared(units=terms.units, amount=amount, lines=(), offered=asked)
    lines = tuple(share_sale(terms, ground))
    zero = Money.zero(terms.proceeds.currency)
    own = (LineKind.PRINCIPAL, LineKind.PREFERRED, LineKind.COMMON)
    return Prepared(
        units=ground.outstanding,
        amount=sum((line.paid for line in lines if line.kind in own), start=zero),
        lines=lines,
        offered={who: Money(held, zero.currency) for who, held in ground.holders.items()},
    )


def price_of(units: Money, price: Decimal) -> Money:
    return units.times(price, Rounding.HALF_UP)


def share_sale(sale: Sale, ground: Ground) -> Iterator[Line]:
    """Claims by rank, those of one rank alike; the holders' principal; their preferred return; of
    what is left their share, rounded down to the cent, and the owners' the rest."""
    ranks = _rank(sale.claims)
    preferred = ground.outstanding.times(
        as_decimal(Rate(sale.preferred_rate, DayCount.ACT_365F).part(ground.since, ground.day)),
        Rounding.HALF_EVEN,
    )
    own = ({PRINCIPAL: ground.outstanding}, {PREFERRED: preferred})
    claimed = [{who: claim.owed for who, claim in rank.items()} for rank in ranks]
    poured = pour(sale.proceeds, [*claimed, *own])
    for rank, paid in zip(ranks, poured.paid, strict=False):
        for who, claim in rank.items():
            yield Line(
                kind=LineKind.CLAIM,
                name=claim.name,
                rank=claim.rank,
                owed=claim.owed,
                paid=paid[who],
            )
    principal, returned = poured.paid[-2:]
    yield _line(LineKind.PRINCIPAL, ground.outstanding, principal[PRINCIPAL])
    yield _line(LineKind.PREFERRED, preferred, returned[PREFERRED])
    common = poured.rest.times(sale.holders_share, Rounding.DOWN)
    yield _line(LineKind.COMMON, None, common)
    yield _line(LineKind.OWNERS, None, poured.rest - common)


def _line(kind: LineKind, owed: Money | None, paid: Money) -> Line:
    return Line(kind=kind, name=None, rank=None, owed=owed, paid=paid)


def _rank(claims: Sequence[Claim]) -> list[Mapping[UUID, Claim]]:
    """Of one rank, whoever stands first in the list has the smaller id."""
    numbered = sorted(enumerate(claims), key=lambda each: each[1].rank)
    return [
        {UUID(int=number): claim for number, claim in rank}
        for _, rank in groupby(numbered, key=lambda each: each[1].rank)
    ]


def has_consent(accepted: Money, asked: Money, consent: Decimal) -> bool:
    return accepted.minor >= consent * asked.minor
