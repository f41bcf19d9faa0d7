"""Which day may be closed."""

from __future__ import annotations

from datetime import date

from rongqu.modules.servicing.days.types import BusinessDay, DayState
from rongqu.modules.servicing.errors import DayClosed, DayNotOver, DayOutOfOrder


def check_can_close(wanted: BusinessDay | None, *, day: date, earliest: date, today: date) -> None:
    """Days are closed one after another, each when it is over. `earliest` is the next in turn.

    A day whose end was broken off may be asked for again: its phases go on where they were.
    """
    if wanted is not None and wanted.state is DayState.CLOSED:
        raise DayClosed(day=day)
    if day >= today:
        raise DayNotOver(day=day, today=today)
    if day != earliest:
        raise DayOutOfOrder(day=day, next_day=earliest)
