"""Who the companies are, how well they do, and when they come: drawn from the seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from rongqu.demo.names import company_name, mobile_number, person_name
from rongqu.demo.places import PROVINCES, SHARES, Trade, city_of, pick, share_out, trade_of
from rongqu.kernel.dates import add_months
from rongqu.modules.parties.public import synthetic_uscc


class Quality(StrEnum):
    """How well a company is run: what its invoices show, and how it pays."""

    STRONG = "strong"
    SOUND = "sound"
    MIXED = "mixed"
    WEAK = "weak"


QUALITIES = (
    (Quality.STRONG, 24),
    (Quality.SOUND, 42),
    (Quality.MIXED, 24),
    (Quality.WEAK, 10),
)

MONTHLY_SALES: dict[Quality, tuple[int, int]] = {
    Quality.STRONG: (900_000, 6_000_000),
    Quality.SOUND: (180_000, 1_400_000),
    Quality.MIXED: (60_000, 500_000),
    Quality.WEAK: (12_000, 90_000),
}
"""Whole yuan."""


LATE_COMERS = 14
LATE_WEEKS = timedelta(days=11)
LATE_FOR = timedelta(days=8)
"""Some come only in the last days, so that there is work on every desk when the demo begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    number: int
    name: str
    uscc: str
    owner: str
    mobile: str
    region_code: str
    trade: Trade
    quality: Quality
    founded_on: date
    employees: int
    monthly_sales: int
    """Whole yuan, in an ordinary month."""
    comes_on: date
    seed: str
    sags_from: date | None = None
    """From that month on it sells less and less: planted, before it stops paying."""

    def draws(self, about: str) -> Random:
        """Chances of this company in one matter: what others do changes nothing about them."""
        return Random(f"{self.seed}/{about}")


def draw_companies(count: int, seed: int, first: date, last: date) -> list[Company]:
    """`count` companies that sign up between the two days, more of them as time goes by."""
    rng = Random(f"{seed}/companies")
    weights = {code: weight for code, (_, weight) in PROVINCES.items()}
    provinces = share_out(count, weights, least=1)
    sectors = share_out(count, SHARES)
    qualities = share_out(count, dict(QUALITIES))
    for deck in (provinces, sectors, qualities):
        rng.shuffle(deck)
    late = min(count, max(LATE_COMERS, count // 12))
    days = sorted(_day_of_coming(rng, first, last - LATE_WEEKS) for _ in range(count - late))
    days += [last - LATE_WEEKS + number * LATE_FOR // late for number in range(late)]
    for number in range(count - late, count):
        qualities[number] = Quality.STRONG if number % 4 == 0 else Quality.SOUND
    taken: set[str] = set()
    return [
        _draw(number, f"{seed}/{number}", (provinces[number], sectors[number], qualities[number]),
              days[number], taken)
        for number in range(count)
    ]  # fmt: skip


def _day_of_coming(rng: Random, first: date, last: date) -> date:
    """Three in ten in the first weeks, then steadily."""
    days = (last - first).days
    within = days // 8 if rng.random() < 0.3 else days
    return date.fromordinal(first.toordinal() + rng.randint(0, max(1, within)))


def _draw(
    number: int, seed: str, deal: tuple[str, str, Quality], comes_on: date, taken: set[str]
) -> Company:
    province, sector, quality = deal
    rng = Random(f"{seed}/profile")
    region_code = city_of(rng, province)
    trade = trade_of(rng, sector)
    name = company_name(rng, region_code, trade)
    while name in taken:
        name = company_name(rng, region_code, trade)
    taken.add(name)
    least, most = MONTHLY_SALES[quality]
    sales = least + int((most - least) * rng.random() ** 2)
    return Company(
        number=number,
        name=name,
        uscc=synthetic_uscc(f"demo/{seed}"),
        owner=person_name(rng),
        mobile=mobile_number(number),
        region_code=region_code,
        trade=trade,
        quality=quality,
        founded_on=add_months(comes_on, -rng.randint(18, 220)),
        employees=max(3, sales // pick(rng, ((12_000, 2), (25_000, 3), (60_000, 1)))),
        monthly_sales=sales,
        comes_on=comes_on,
        seed=seed,
    )
