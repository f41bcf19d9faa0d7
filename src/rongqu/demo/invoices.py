"""Invoices of the companies as one file, as the tax bureau's export would list them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import polars as pl

from rongqu.demo.names import partner_name
from rongqu.demo.population import Company, Quality
from rongqu.kernel.dates import add_months, first_of_month
from rongqu.modules.parties.public import synthetic_uscc

HEADINGS = (
    "company_id", "direction", "发票号码", "开票日期", "counterparty_id", "counterparty_name",
    "金额", "税额", "价税合计", "发票状态",
)  # fmt: skip
TAX_RATES = {"technology": 6, "manufacturing": 13, "agriculture": 9}
"""Per cent."""

SAGS = (60, 40, 25, 15)
"""Per cent of ordinary sales in the months of a planted decline."""

SEASONS = {
    "technology": (80, 70, 95, 100, 100, 105, 95, 95, 105, 105, 115, 135),
    "manufacturing": (95, 60, 105, 110, 105, 105, 95, 95, 105, 100, 115, 110),
    "agriculture": (95, 85, 70, 75, 85, 95, 105, 110, 135, 140, 115, 90),
}
"""Per cent of an ordinary month, January to December; the second month has the Spring Festival."""


@dataclass(frozen=True, slots=True)
class Habit:
    """What the invoices of a quality look like. Shares are in per cent."""

    customers: int
    noise: int
    """How far a month strays from the trend."""
    yearly_growth: tuple[int, int]
    purchases: int
    void: int
    red: int
    history: tuple[int, int]
    """Months of invoices that a company has when it comes."""


HABITS: dict[Quality, Habit] = {
    Quality.STRONG: Habit(14, 12, (4, 30), 68, 2, 1, (25, 34)),
    Quality.SOUND: Habit(9, 22, (-4, 22), 76, 3, 2, (22, 32)),
    Quality.MIXED: Habit(5, 45, (-18, 12), 86, 6, 3, (14, 28)),
    Quality.WEAK: Habit(2, 80, (-55, 0), 96, 14, 6, (3, 20)),
}


def write_invoices(path: Path, wanted: Sequence[tuple[Company, date, date]]) -> int:
    """For each company the invoices from one day to another, both included. Returns the lines."""
    lines = [line for company, first, last in wanted for line in _lines(company, first, last)]
    columns = {heading: [line[place] for line in lines] for place, heading in enumerate(HEADINGS)}
    pl.DataFrame(columns, schema=dict.fromkeys(HEADINGS, pl.String)).write_parquet(path)
    return len(lines)


def history_of(company: Company) -> date:
    """The first day of which there are invoices."""
    least, most = HABITS[company.quality].history
    months = company.draws("history").randint(least, most)
    begins = first_of_month(add_months(company.comes_on, -months))
    return max(begins, first_of_month(add_months(company.founded_on, 2)))


def yearly_sales(company: Company, year: int) -> int:
    """Whole yuan, by the same trend that the invoices follow."""
    return sum(_sales(company, date(year, month, 1)) for month in range(1, 13))


def _lines(company: Company, first: date, last: date) -> Iterator[tuple[str, ...]]:
    month = first_of_month(first)
    while month <= last:
        for line in _month(company, month):
            if first.isoformat() <= line[3] <= last.isoformat():
                yield line
        month = add_months(month, 1)


def _month(company: Company, month: date) -> Iterator[tuple[str, ...]]:
    """The same whenever it is asked for."""
    habit = HABITS[company.quality]
    rng = company.draws(f"invoices/{month:%Y-%m}")
    sales = _sales(company, month)
    sides = (("output", sales, rng.randint(3, 7)),
             ("input", sales * habit.purchases // 100, rng.randint(2, 4)))  # fmt: skip
    for direction, net, count in sides:
        for number, part in enumerate(_parts(rng, net, count)):
            yield from _invoice(company, (direction, number), month, part, rng)


def _invoice(
    company: Company, which: tuple[str, int], month: date, yuan: int, rng: Random
) -> Iterator[tuple[str, ...]]:
    """Mostly one line; a mistake is void, and a thing taken back has a red-letter line besides."""
    direction, number = which
    habit = HABITS[company.quality]
    partner = _partner(company, direction, rng)
    day = month.replace(day=rng.randint(1, monthrange(month.year, month.month)[1]))
    side = int(direction == "output")
    digits = f"{month:%y}{company.region_code[:2]}2{company.number:07d}{month:%m}{side}{number:05d}"
    chance = rng.randint(1, 100)
    net = f"{yuan}.{rng.randint(0, 99):02d}"
    if direction == "output" and chance <= habit.void:
        yield _line(company, direction, (digits, day, partner), net, "作废")
        digits = _of_kind(digits, "3")
    yield _line(company, direction, (digits, day, partner), net, "正常")
    if direction == "output" and chance > 100 - habit.red:
        back = min(day + timedelta(days=3), month.replace(day=28))
        yield _line(company, direction, (_of_kind(digits, "4"), back, partner), f"-{net}", "正常")


def _of_kind(digits: str, kind: str) -> str:
    """A paper of another kind beside it: the fifth digit, after the year and the region."""
    return f"{digits[:4]}{kind}{digits[5:]}"


def _line(
    company: Company, direction: str, what: tuple[str, date, tuple[str, str]], net: str, status: str
) -> tuple[str, ...]:
    number, day, (code, name) = what
    amount = Decimal(net)
    tax = (amount * TAX_RATES[company.trade.sector]).scaleb(-2).quantize(Decimal("0.01"))
    return (
        company.uscc, direction, number, day.isoformat(), code, name,
        net, f"{tax}", f"{amount + tax}", status,
    )  # fmt: skip


def _sales(company: Company, month: date) -> int:
    habit = HABITS[company.quality]
    growth = company.draws("growth").randint(*habit.yearly_growth)
    months = (month.year - company.comes_on.year) * 12 + month.month - company.comes_on.month
    trend = max(25, 100 + growth * months // 12)
    season = SEASONS[company.trade.sector][month.month - 1]
    strays = company.draws(f"sales/{month:%Y-%m}").randint(-habit.noise, habit.noise)
    sales = company.monthly_sales * trend * season * (100 + strays) // 10**6
    return max(100, sales * _left(company, month) // 100)


def _left(company: Company, month: date) -> int:
    """Per cent of the sales that a company in decline still has."""
    begins = company.sags_from
    if begins is None or month < begins:
        return 100
    months = (month.year - begins.year) * 12 + month.month - begins.month
    return SAGS[min(months, len(SAGS) - 1)]


def _parts(rng: Random, total: int, count: int) -> list[int]:
    weights = [rng.randint(1, 9) for _ in range(count)]
    return [max(10, total * weight // sum(weights)) for weight in weights]


def _partner(company: Company, direction: str, rng: Random) -> tuple[str, str]:
    """The first ones trade most: how much, tells the quality."""
    count = HABITS[company.quality].customers
    place = min(int(rng.expovariate(3 / count)), count - 1) if count > 2 else rng.randint(0, 1)
    key = f"{company.seed}/{direction}/{place}"
    return synthetic_uscc(key), partner_name(Random(key), company.trade)
