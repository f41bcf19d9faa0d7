"""Due days: the same day of each month, moved where the contract says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from rongqu.kernel.dates import add_months
from rongqu.kernel.schedule.types import HolidayRule, Holidays, RepaymentMethod, Terms

LONGEST_HOLIDAY_DAYS = 30
"""So far another day is looked for. The longest holidays so far had ten days."""


def planned_days(terms: Terms) -> tuple[date, ...]:
    """The payout day, then each due day before it is moved for holidays.

    Counted from the payout (or from the first due day), not from the last one: 31 January,
    28 February, 31 March.
    """
    anchor, first = _anchor(terms)
    if terms.method is RepaymentMethod.BULLET:
        return (terms.starts_on, add_months(anchor, first + terms.months - 1))
    months = range(first, first + terms.months)
    return (terms.starts_on, *(add_months(anchor, month) for month in months))


def regular_start(terms: Terms) -> date:
    """When the first period would begin, were it a month long."""
    anchor, first = _anchor(terms)
    return terms.starts_on if terms.first_due_on is None else add_months(anchor, first - 1)


def move(day: date, holidays: Holidays) -> date:
    """To a business day. Raises ValueError when there is none within a month."""
    if day not in holidays.days_off or holidays.rule is HolidayRule.NONE:
        return day
    return _MOVES[holidays.rule](day, holidays.days_off)


def _anchor(terms: Terms) -> tuple[date, int]:
    if terms.first_due_on is None:
        return terms.starts_on, 1
    return terms.first_due_on, 0


def _search(day: date, days_off: frozenset[date], step: int) -> date:
    for away in range(1, LONGEST_HOLIDAY_DAYS + 1):
        other = day + timedelta(days=away * step)
        if other not in days_off:
            return other
    raise ValueError("a month without a business day")


def _following(day: date, days_off: frozenset[date]) -> date:
    return _search(day, days_off, 1)


def _preceding(day: date, days_off: frozenset[date]) -> date:
    return _search(day, days_off, -1)


def _modified_following(day: date, days_off: frozenset[date]) -> date:
    later = _following(day, days_off)
    return later if later.month == day.month else _preceding(day, days_off)


def _modified_preceding(day: date, days_off: frozenset[date]) -> date:
    earlier = _preceding(day, days_off)
    return earlier if earlier.month == day.month else _following(day, days_off)


def _nearest(day: date, days_off: frozenset[date]) -> date:
    saturday = 5
    rule = _preceding if day.weekday() == saturday else _following
    return rule(day, days_off)


_MOVES: dict[HolidayRule, Callable[[date, frozenset[date]], date]] = {
    HolidayRule.FOLLOWING: _following,
    HolidayRule.MODIFIED_FOLLOWING: _modified_following,
    HolidayRule.PRECEDING: _preceding,
    HolidayRule.MODIFIED_PRECEDING: _modified_preceding,
    HolidayRule.NEAREST: _nearest,
}
