"""Calendar days in Shanghai, whatever the machine's own zone is."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def business_date_at(instant: datetime) -> date:
    return instant.astimezone(SHANGHAI).date()


def start_of_day(day: date) -> datetime:
    """Midnight in Shanghai, with which the day begins."""
    return datetime.combine(day, time(), SHANGHAI)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day: 31 January gives 28 February."""
    years, month_index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month_index + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def first_of_month(day: date) -> date:
    return day.replace(day=1)
