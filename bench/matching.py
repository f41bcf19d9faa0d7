"""Matching: how fast over many products and projects, and how often the right one is near the top.

Figures: `..._cpu_...` count this program's own time, the others the clock on the wall.
`products_p95_ms` one company against 10,000 products, chosen and then judged exactly, its
ten best with reasons; `projects_p95_ms` one investor against 100,000 projects; `batch_per_second`
companies of a batch; `neighbour_ratio` the rate of the ten best with limits, reasons and fairness
over that of `implicit`'s nearest neighbours (64 factors, the ten best for one user, no limits and
no reasons) in the same run; `top3_hit` how often what a simulated company would
choose is among the first three, by planted preferences it has said in one word and followed with
noise, of eighty products; `best_found` how many of the ten best of judging every product exactly
are among the ten shown; `exposure_gini` how unevenly projects have been shown; `offered_first_ms`
what a request reads of 10,000 products on PostgreSQL and builds of them in a process that has just
started, `offered_p95_ms` the same in one that has answered before.

`order_*`: an order learned from what simulated companies chose, by lists that came later, with the
95 % interval of its gain over the rules (`rongqu ranking train` does the same with real lists).

`pitch_*`: area under the curve of funding decisions of the shared pitch data, split by seasons (up
to 12 teach, 13 to 15 are judged): by what an investor has funded before, and with what those
pitches spoke of. `pitch_text_gain` is what the text adds, `..._mean` over four such splits. A pitch
has 32 letters of text: it is reported as it is, and left out without the data. `--quick`: fewer
rounds.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parents[1]))  # run as a file, it finds its neighbours

import numpy as np
from rich.console import Console
from rich.table import Table
from sqlalchemy import insert

from bench._learned import learned
from bench._peers import ask_peer
from bench._pitches import pitches
from rongqu import rooms
from rongqu.commands.migrate import upgrade
from rongqu.infra.database import create_engine
from rongqu.infra.embedded_postgres import EmbeddedPostgres
from rongqu.infra.policies import load_pack
from rongqu.infra.tx import open_tx
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.grades import Grade
from rongqu.kernel.ids import OrganisationId, ProductId
from rongqu.kernel.money import Money
from rongqu.kernel.schedule import RepaymentMethod
from rongqu.modules.catalog import tables as catalog_tables
from rongqu.modules.catalog.public import (
    Condition,
    Operator,
    Product,
    ProductStatus,
    Terms,
    find_offered,
    read_starter_products,
)
from rongqu.modules.catalog.queries import terms_to_json
from rongqu.modules.matching.judging import Draft, draft_offer, rank_offers
from rongqu.modules.matching.judging.shelf import Shelf
from rongqu.modules.matching.mutual.hall import Hall
from rongqu.modules.matching.mutual.types import Appetite, Project
from rongqu.modules.matching.queries import shelf_of
from rongqu.modules.matching.serving import candidate_of
from rongqu.modules.matching.types import Applicant, Offer, Priority, RankWeights, Wish
from rongqu.modules.ranking.public import Candidate

PRODUCTS, PROJECTS, BATCH = 10_000, 100_000, 10_000
CANDIDATES, SHOWN = 30, 10
WEIGHTS = RankWeights(cost=Decimal("0.5"), speed=Decimal("0.2"), fit=Decimal("0.3"))
TODAY = date(2026, 11, 27)
METHODS = list(RepaymentMethod)


def an_id(source: random.Random) -> UUID:
    return UUID(int=source.getrandbits(128))


def make_products(count: int, source: random.Random) -> list[Product]:
    """Variations of the starter products: other amounts, terms, prices and conditions."""
    starters = [terms for terms in read_starter_products()]
    return [_vary(source.choice(starters), source) for _ in range(count)]


def _vary(terms: Terms, source: random.Random) -> Product:
    least = source.choice([50_000, 100_000, 300_000])
    shift = Decimal(source.randint(-100, 300)) / 10_000
    changed = replace(
        terms,
        min_amount=Money(least * 100, "CNY"),
        max_amount=Money(least * 100 * source.randint(4, 60), "CNY"),
        max_term_months=source.choice([12, 24, 36]),
        min_term_months=source.choice([1, 3, 6]),
        pricing=tuple(
            replace(each, yearly_rate=max(Decimal("0.02"), each.yearly_rate + shift))
            for each in terms.pricing
        ),
        fee_bps=source.randint(100, 300),
        days_to_money=source.randint(1, 20),
        conditions=tuple(_vary_condition(each, source) for each in terms.conditions),
    )
    values = {name: getattr(changed, name) for name in Terms.__dataclass_fields__}
    return Product(
        **values,
        id=ProductId(an_id(source)),
        version=1,
        institution_id=OrganisationId(an_id(source)),
        status=ProductStatus.OFFERED,
        published_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def _vary_condition(condition: Condition, source: random.Random) -> Condition:
    if condition.op is Operator.GE and isinstance(condition.value, Decimal):
        return replace(condition, value=condition.value * Decimal(source.randint(80, 120)) / 100)
    return condition


def make_company(source: random.Random) -> tuple[Applicant, Wish]:
    revenue = Decimal(source.randint(1_000_000, 30_000_000))
    facts: dict[str, Decimal | str] = {
        "score": Decimal(source.randint(480, 800)),
        "age_months": Decimal(source.randint(6, 200)),
        "employees": Decimal(source.randint(3, 300)),
        "net_assets": revenue / 2,
        "invoiced_revenue": revenue,
        "yearly_revenue": revenue,
        "months_with_sales": Decimal(12),
        "history_months": Decimal(source.randint(12, 36)),
        "top_customer_share": Decimal(source.randint(5, 60)) / 100,
        "top_supplier_share": Decimal(source.randint(5, 60)) / 100,
        "void_rate": Decimal(source.randint(0, 8)) / 100,
        "debt_ratio": Decimal(source.randint(10, 80)) / 100,
        "net_profit": revenue / 20,
        "industry_section": source.choice("CFGI"),
        "industry_division": "C35",
        "province": source.choice(["330000", "320000", "310000"]),
    }
    grade = source.choice([Grade.A, Grade.B, Grade.B, Grade.C, Grade.D])
    limit = Money(int(revenue / 4) * 100, "CNY")
    wish = Wish(
        amount=Money(source.randint(10, 300) * 1_000_000, "CNY"),
        term_months=source.choice([6, 12, 24]),
    )
    return Applicant(facts=facts, grade=grade, limit=limit), wish


def match(shelf: Shelf, company: tuple[Applicant, Wish], weights: RankWeights) -> tuple[Offer, ...]:
    applicant, wish = company
    choice = shelf.choose(applicant, wish, weights, CANDIDATES)
    judged = [
        draft_offer(shelf.products[place], applicant, wish, TODAY) for place in choice.fitting
    ]
    return rank_offers([each for each in judged if isinstance(each, Draft)], weights)[:SHOWN]


def match_exactly(
    products: Sequence[Product], company: tuple[Applicant, Wish], weights: RankWeights
) -> tuple[Offer, ...]:
    applicant, wish = company
    judged = [draft_offer(product, applicant, wish, TODAY) for product in products]
    return rank_offers([each for each in judged if isinstance(each, Draft)], weights)[:SHOWN]


def _overlap(chosen: Sequence[Offer], exact: Sequence[Offer]) -> float:
    """How many of the truly best are among the chosen."""
    best = {offer.product_id for offer in exact}
    return len(best & {offer.product_id for offer in chosen}) / len(best) if best else 1.0


def p95(
    work: Callable[[int], object],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Milliseconds of the slowest of twenty, after a warm-up. With `process_time`: of this
    program alone, whatever else the machine does."""
    taken = list[float]()
    for number in range(rounds + 5):
        started = clock()
        work(number)
        taken.append(clock() - started)
    return sorted(taken[5:])[int(rounds * 0.95)] * 1000


def top3_hits(products: Sequence[Product], rounds: int, source: random.Random) -> float:
    """A company wants above all what it said; what it would choose follows that with noise."""
    shelf = Shelf(products)
    hits = seen = 0
    while seen < rounds:
        company = make_company(source)
        priority = source.choice(list(Priority))
        offers = match(shelf, company, WEIGHTS.leaning(priority))
        if len(offers) < 5:
            continue
        seen += 1
        chosen = max(offers, key=lambda offer: _liking(offer, offers, priority, source))
        hits += chosen.rank <= 3
    return hits / seen


def _liking(
    offer: Offer, offers: Sequence[Offer], priority: Priority, source: random.Random
) -> float:
    cheapest = min(float(each.yearly_cost) for each in offers)
    fastest = min(each.days_to_money for each in offers)
    parts = {
        Priority.COST: cheapest / float(offer.yearly_cost),
        Priority.SPEED: (1 + fastest) / (1 + offer.days_to_money),
        Priority.FIT: float(offer.fit),
    }
    planted = sum(part * (0.8 if name is priority else 0.1) for name, part in parts.items())
    return planted + source.gauss(0, 0.02)


def _a_list(
    products: Sequence[Product], source: random.Random
) -> Callable[[], tuple[Candidate, ...]]:
    """The offers that another company sees, in the order of the rules."""
    shelf, of = Shelf(products), {product.id: product for product in products}

    def next_list() -> tuple[Candidate, ...]:
        while True:
            offers = match(shelf, make_company(source), WEIGHTS)
            if len(offers) > 2:
                return tuple(candidate_of(offer, of[offer.product_id]) for offer in offers)

    return next_list


def make_projects(count: int, source: random.Random) -> list[Project]:
    issuers = [an_id(source) for _ in range(max(10, count // 20))]
    return [
        Project(
            id=an_id(source),
            issuer=source.choice(issuers),
            risk_class=source.randint(1, 5),
            months=source.choice([3, 6, 12, 24, 36]),
            yearly_rate=Decimal(source.randint(200, 1400)) / 10_000,
            industry=source.choice("ABCDEFGHIJKLMN"),
            region=str(source.randint(11, 65)),
            ticket=source.choice([1_000, 5_000, 50_000]),
            left=source.randint(0, 2_000_000),
        )
        for _ in range(count)
    ]


def make_investor(source: random.Random) -> Appetite:
    return Appetite(
        investor=an_id(source),
        risk_class=source.randint(1, 5),
        money=source.choice([20_000, 200_000, 2_000_000]),
        months=source.choice([None, 12, 24]),
        industries=frozenset(source.sample("ABCDEFGHIJKLMN", source.randint(0, 3))),
        regions=frozenset({str(source.randint(11, 65))}),
        held_industries={source.choice("ABCDEFGHIJKLMN"): source.randint(1_000, 90_000)},
    )


def measure(*, quick: bool) -> dict[str, float]:
    source = random.Random(20261128)
    products = make_products(PRODUCTS, source)
    shelf = Shelf(products)
    companies = [make_company(source) for _ in range(200)]
    rounds = 40 if quick else 200
    figures: dict[str, float] = {}
    figures["products_p95_ms"] = p95(
        lambda number: match(shelf, companies[number % 200], WEIGHTS), rounds
    )
    figures["products_cpu_p95_ms"] = p95(
        lambda number: match(shelf, companies[number % 200], WEIGHTS),
        rounds,
        time.process_time,
    )
    few, exact = Shelf(products[:2000]), products[:2000]
    figures["best_found"] = float(
        np.mean(
            [
                _overlap(match(few, company, WEIGHTS), match_exactly(exact, company, WEIGHTS))
                for company in companies[: 3 if quick else 10]
            ]
        )
    )
    batch = 300 if quick else BATCH
    started = time.perf_counter()
    for number in range(batch):
        match(shelf, companies[number % 200], WEIGHTS)
    figures["batch_per_second"] = batch / (time.perf_counter() - started)
    figures["top3_hit"] = top3_hits(products[:80], 200 if quick else 1000, source)
    figures |= learned(_a_list(products[:200], source), 1_200 if quick else 6_000, source)
    hall = Hall(make_projects(PROJECTS, source))
    investors = [make_investor(source) for _ in range(200)]

    def ours(number: int) -> object:
        return hall.rank(investors[number % len(investors)], SHOWN)

    peer = ask_peer("_peer_neighbours.py", str(PROJECTS), str(rounds))
    figures["neighbours_p95_ms"] = peer["p95_ms"]
    figures["projects_p95_ms"] = p95(ours, rounds)
    figures["projects_cpu_p95_ms"] = p95(ours, rounds, time.process_time)
    figures["neighbour_ratio"] = figures["neighbours_p95_ms"] / figures["projects_p95_ms"]
    small = Hall(make_projects(300, source))
    for _ in range(5):
        for investor in investors:
            small.rank(investor, SHOWN)
    figures["exposure_gini"] = small.exposure().gini
    figures |= offered_by_the_database(rounds)
    return figures | pitches()


def _terms_of(product: Product) -> Terms:
    return Terms(**{name: getattr(product, name) for name in Terms.__dataclass_fields__})


async def read_offered(url: str, rounds: int) -> dict[str, float]:
    """What a request reads of a catalogue of 10,000 before it asks the shelf: by a process that
    has just started, and by one that has answered before."""
    await upgrade(url)
    engine = create_engine(url)
    products = make_products(PRODUCTS, random.Random(9))
    of_versions = [
        {
            "product_id": each.id,
            "version": 1,
            "terms": terms_to_json(_terms_of(each)),
            "published_by": each.institution_id,
            "published_at": each.published_at,
        }
        for each in products
    ]
    of_products = [
        {"id": it.id, "institution_id": it.institution_id, "version": 1, "status": it.status}
        for it in products
    ]
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await tx.connection.execute(insert(catalog_tables.product), of_products)
        await tx.connection.execute(insert(catalog_tables.product_version), of_versions)
    taken = list[float]()
    for _ in range(rounds + 1):
        started = time.perf_counter()
        async with open_tx(engine, SYSTEM) as tx:
            shelf_of(await find_offered(tx))
        taken.append((time.perf_counter() - started) * 1000)
    await engine.dispose()
    warm = sorted(taken[1:])[int(rounds * 0.95)]
    return {"offered_first_ms": taken[0], "offered_p95_ms": warm}


def offered_by_the_database(rounds: int) -> dict[str, float]:
    rooms.load_rooms()
    with TemporaryDirectory() as folder:
        server = EmbeddedPostgres(Path(folder) / "postgres")
        server.start()
        try:
            url = f"postgresql+asyncpg://postgres@/postgres?host={server.socket_folder}"
            return asyncio.run(read_offered(url, rounds))
        finally:
            server.stop()


def growth() -> list[tuple[int, float]]:
    source = random.Random(5)
    companies = [make_company(source) for _ in range(50)]
    grown = list[tuple[int, float]]()
    for count in (100, 1_000, 10_000):
        shelf = Shelf(make_products(count, source))
        taken = p95(lambda n, s=shelf: match(s, companies[n % 50], WEIGHTS), 30)
        grown.append((count, taken))
    return grown


def main() -> None:
    quick = "--quick" in sys.argv
    figures = measure(quick=quick)
    title = f"Matching (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)"
    table = Table("figure", "value", title=title)
    for name, value in figures.items():
        table.add_row(name, f"{value:,.3f}")
    for count, taken in growth():
        table.add_row(f"p95 with {count:,} products, ms", f"{taken:,.1f}")
    Console().print(table)
    if "--json" in sys.argv:
        rounded = {name: round(value, 4) for name, value in figures.items()}
        print(json.dumps({"figures": rounded}))


if __name__ == "__main__":
    main()
