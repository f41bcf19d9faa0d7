"""Pure decisions of aftercare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from rongqu.kernel.dates import add_months
from rongqu.kernel.money import Money
from rongqu.modules.aftercare.errors import (
    AlreadyVoted,
    BallotClosed,
    ClosesTooEarly,
    NoVote,
    OptionsNotSound,
    OtherCurrency,
)
from rongqu.modules.aftercare.types import Ballot, Breach, Covenant, Measure, Outcome, Report

MONTHS_OF_QUARTER = 3
FEWEST_OPTIONS, MOST_OPTIONS = 2, 6


def quarter_ends(starts_on: date, months: int) -> Iterator[date]:
    """The last days of the calendar quarters that end while it runs."""
    last = add_months(starts_on, months)
    first_month = (starts_on.month - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + 1
    begins_on = starts_on.replace(month=first_month, day=1)
    while True:
        begins_on = add_months(begins_on, MONTHS_OF_QUARTER)
        ends_on = begins_on - timedelta(days=1)
        if ends_on > last:
            return
        yield ends_on


def check_currency(amounts: Iterable[Money], currency: str) -> None:
    """In another one a figure would be shown wrongly, and no covenant be kept or broken."""
    if any(each.currency != currency for each in amounts):
        raise OtherCurrency(currency=currency)


def find_breaches(
    report: Report, figures: Mapping[Measure, Money], covenants: Iterable[Covenant]
) -> tuple[Breach, ...]:
    return tuple(
        Breach(
            report_id=report.id,
            measure=each.measure,
            least=each.least,
            actual=figures[each.measure],
        )
        for each in covenants
        if figures[each.measure] < each.least
    )


def check_options(options: Sequence[str]) -> None:
    is_sound = FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS
    if not is_sound or len({each.strip() for each in options}) != len(options):
        raise OptionsNotSound


def check_closing(closes_at: datetime, now: datetime, days: Decimal) -> None:
    if closes_at < now + timedelta(days=int(days)):
        raise ClosesTooEarly(days=int(days))


def check_can_vote(ballot: Ballot, choice: int, now: datetime) -> None:
    if ballot.outcome is not None or now >= ballot.closes_at:
        raise BallotClosed
    if ballot.own_units is None or not 0 <= choice < len(ballot.options):
        raise NoVote
    if ballot.own_choice is not None:
        raise AlreadyVoted(choice=ballot.own_choice)


def decide(ballot: Ballot, votes: Iterable[tuple[int, int]]) -> Outcome:
    """`votes`: option and units of everybody who took part. Most units win, if enough took part
    and no other option has as many."""
    tally = [0] * len(ballot.options)
    for option, units in votes:
        tally[option] += units
    cast, most = sum(tally), max(tally)
    has_quorum = cast > 0 and cast >= ballot.quorum * ballot.units.minor
    is_clear = tally.count(most) == 1
    chosen = tally.index(most) if has_quorum and is_clear else None
    return Outcome(tally=tuple(tally), chosen=chosen)
