from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongqu.modules.models.making.quality import Fault, find_faults
from rongqu.modules.risk.factory.cube import Event, Line, cube_of_many, cube_of_one
from rongqu.modules.risk.factory.declare import declared
from rongqu.modules.risk.factory.evaluate import by_name, evaluate, names

AS_OF = date(2026, 11, 15)


def line(month: int, net: float, *, year: int = 2026, **different: object) -> Line:
    made = Line(
        side="sales",
        day=date(year, month, 10),
        known_on=date(year, month, 11),
        partner="P1",
        net=net,
        tax=net * 0.13,
        is_void=False,
    )
    return replace(made, **different)  # pyright: ignore[reportArgumentType]  fields of a test


def frame(lines: list[Line], company: str = "E1") -> pl.LazyFrame:
    return pl.LazyFrame([asdict(one) | {"company": company} for one in lines])


days = st.dates(date(2022, 1, 1), date(2027, 3, 1))
made_lines = st.builds(
    Line,
    side=st.sampled_from(["sales", "purchases"]),
    day=days,
    known_on=days,
    partner=st.sampled_from(["P1", "P2", "P3"]),
    net=st.integers(-5_000, 90_000).map(float),
    tax=st.integers(-650, 12_000).map(float),
    is_void=st.booleans(),
)


def test_there_are_thousands_each_with_its_words_and_source() -> None:
    assert len(declared()) == len(set(names())) == 4_515
    assert sum(one.source.name == "vat_invoices" for one in declared()) == 2_280
    for one in declared()[::97]:
        assert one.meaning_zh
        assert one.meaning_en
        assert one.lineage.startswith(one.source.name)


@settings(deadline=None, max_examples=30)  # no time-based verdicts
@given(st.lists(made_lines, min_size=1, max_size=25))
def test_all_at_once_and_one_at_a_time_are_the_same(lines: list[Line]) -> None:
    one = cube_of_one(AS_OF, lines)
    companies, many = cube_of_many(AS_OF, frame(lines))

    if companies:
        assert many[0] == pytest.approx(one[0], nan_ok=True)
        assert evaluate(many)[0] == pytest.approx(evaluate(one)[0], nan_ok=True)
    else:
        assert np.isnan(one).all()


@settings(deadline=None, max_examples=40)
@given(st.lists(made_lines, max_size=15))
def test_what_was_not_known_on_the_day_changes_nothing(lines: list[Line]) -> None:
    """The future is planted: later invoices, and older ones that came to light later."""
    planted = [
        line(12, 9e9),
        line(11, 9e9, day=date(2026, 11, 20), known_on=date(2026, 11, 20)),
        line(6, 9e9, known_on=date(2026, 11, 16)),
    ]

    before, after = cube_of_one(AS_OF, lines), cube_of_one(AS_OF, [*lines, *planted])

    assert after == pytest.approx(before, nan_ok=True)


def test_features_of_a_known_history() -> None:
    grows = [line(month, 100.0 * month) for month in range(1, 11)]

    found = by_name(cube_of_one(AS_OF, grows))

    assert found["sales_net.3m.total.level"] == 2_700.0
    assert found["sales_net.3m.total.before"] == pytest.approx(2_700 / 1_800 - 1)
    assert found["sales_net.6m.mean.level"] == 750.0
    assert found["sales_net.6m.trend.level"] == pytest.approx(100 / 750)
    assert found["sales_net.12m.active.level"] == pytest.approx(10 / 12)
    assert found["sales_net.6m.drop.level"] == 0.0
    assert found["sales_top.3m.highest.level"] == 1.0
    assert "sales_net.3m.total.year" not in found  # nothing a year ago to divide by


def test_a_source_without_a_line_is_missing_and_not_nothing() -> None:
    found = by_name(cube_of_one(AS_OF, [line(9, 100.0)]))

    assert not any(name.startswith(("power.", "cases.")) for name in found)


def test_other_sources_come_as_events() -> None:
    bills = [
        Event(series="power", day=date(2026, 10, 5), known_on=date(2026, 10, 6), amount=300.0),
        Event(series="power", day=date(2026, 9, 5), known_on=date(2026, 12, 1), amount=900.0),
    ]

    found = by_name(cube_of_one(AS_OF, [], bills))

    assert found["power.3m.total.level"] == 300.0
    assert found["power.3m.active.level"] == pytest.approx(1 / 3)


def test_useless_features_are_named() -> None:
    chance = np.random.default_rng(1)
    good = chance.normal(size=200)
    is_bad = chance.random(200) < 0.3
    values = np.stack(
        [good, np.full(200, np.nan), np.ones(200), good * 3 + 1, is_bad + 0.01 * good], axis=1
    )

    found = find_faults(["a", "b", "c", "d", "e"], values, is_bad)

    assert [(one.feature, one.fault) for one in found] == [
        ("b", Fault.EMPTY),
        ("c", Fault.CONSTANT),
        ("d", Fault.CORRELATED),
        ("e", Fault.LEAKING),
    ]
