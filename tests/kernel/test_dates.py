from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rongqu.kernel.dates import add_months, business_date_at
from rongqu.kernel.ids import new_id


def test_the_business_day_changes_at_midnight_in_shanghai() -> None:
    assert business_date_at(datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)) == date(2026, 3, 1)
    assert business_date_at(datetime(2026, 3, 1, 16, 0, 0, tzinfo=UTC)) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("months", "expected"),
    [(1, date(2026, 2, 28)), (11, date(2026, 12, 31)), (12, date(2027, 1, 31))],
)
def test_a_month_later_is_never_after_the_end_of_that_month(months: int, expected: date) -> None:
    assert add_months(date(2026, 1, 31), months) == expected


def test_ids_are_version_7_and_all_different() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert {made.version for made in ids} == {7}
