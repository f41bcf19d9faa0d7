"""The demo economy, small: it repeats itself, and it looks like a platform in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import Row, text

from rongqu.adapters.model_keys import FolderModelKeys
from rongqu.commands.simulate import PlatformInUse, check_usable
from rongqu.demo.log_ins import PASSWORD
from rongqu.demo.places import PROVINCES, SHARES, share_out
from rongqu.demo.population import draw_companies
from rongqu.demo.simulate import Economy, Simulated, simulate
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import create_engine
from rongqu.infra.live import LiveBoard
from rongqu.infra.policies import load_pack
from rongqu.infra.scopes import APP_ROLE, PLATFORM
from rongqu.infra.settings import DatabaseSettings, Settings
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import open_tx, utc_now
from rongqu.infra.web import Setting
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.uscc import parse_uscc
from rongqu.modules.contracts.public import load_library
from rongqu.modules.identity.public import actor_of_request
from rongqu.modules.models.ports import ModelKeys
from rongqu.modules.privacy.public import load_texts
from rongqu.web import create_app
from tests.builders.actors import actor_from
from tests.database import clone_template, copy_database, url_of
from tests.security.others_records import OPEN, SAME, attempts

LAST = date(2026, 11, 20)
SMALL = Economy(companies=20, months=4, seed=11, last=LAST)
TINY = Economy(companies=6, months=1, seed=11, last=LAST)

FACTS = text("SELECT name, (occurred_at AT TIME ZONE 'Asia/Shanghai')::date FROM infra.event_log")


@dataclass(frozen=True, slots=True)
class Platform:
    """A database of its own, and what was simulated in it."""

    database: str
    settings: Settings
    simulated: Simulated


async def _simulate(socket_dir: str, name: str, home: Path, economy: Economy) -> Platform:
    await clone_template(socket_dir, name)
    url = url_of(socket_dir, name)
    engine = create_engine(url)
    async with open_tx(engine, SYSTEM) as tx:
        await load_pack(tx)
        await load_calendar(tx)
        await load_library(tx)
        await load_texts(tx)
    await engine.dispose()
    database = DatabaseSettings(url=url.replace("+asyncpg", ""))
    settings = replace(Settings(), home=home, database=database)
    return Platform(name, settings, await simulate(settings, economy, lambda _: None))


@pytest.fixture(scope="session")
async def demo(
    socket_dir: str, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Platform]:
    """Simulated once, whichever tests a worker is given between; read by tests, not changed."""
    home = tmp_path_factory.mktemp("demo")
    yield await _simulate(socket_dir, f"{worker_id}_demo", home, SMALL)  # noqa: PT022  keeps its loop


async def test_the_same_seed_gives_the_same_facts(
    demo: Platform, socket_dir: str, tmp_path: Path
) -> None:
    """In two empty databases: the same figures, and day by day as many facts of each kind."""
    one, two = [
        await _simulate(socket_dir, f"{demo.database}_{name}", tmp_path / name, TINY)
        for name in ("one", "two")
    ]
    assert one.simulated.figures == two.simulated.figures
    assert one.simulated.figures.digest() == two.simulated.figures.digest()
    assert one.simulated.warned.planted == two.simulated.warned.planted
    facts = await _facts(one)
    assert facts.total() > 1000
    assert facts == await _facts(two)


async def _facts(platform: Platform) -> Counter[Row[*tuple[Any, ...]]]:
    engine = create_engine(platform.settings.database_url)
    async with engine.begin(PLATFORM) as connection:
        facts = Counter((await connection.execute(FACTS)).all())
    await engine.dispose()
    return facts


async def test_work_lies_on_every_desk(demo: Platform) -> None:
    figures = demo.simulated.figures
    assert figures.companies == SMALL.companies
    assert {"draft", "returned", "review", "contract", "payout", "active"} <= set(figures.stages)
    assert figures.loans >= figures.stages["active"]
    assert figures.lent_minor > figures.outstanding_minor > 0


@asynccontextmanager
async def _browser(demo: Platform) -> AsyncGenerator[AsyncClient]:
    engine = create_engine(demo.settings.database_url)
    setting = Setting(
        engine=engine,
        actor_of=actor_of_request,
        clock=utc_now,
        storage=open_storage(demo.settings.storage_url),
        live=LiveBoard(engine),
    )
    async with AsyncClient(
        transport=ASGITransport(create_app(setting)), base_url="http://rongqu/api/v1"
    ) as browser:
        yield browser
    await engine.dispose()


async def _sign_in(browser: AsyncClient, login: str) -> None:
    answer = await browser.post("/session", json={"login": login, "password": PASSWORD})
    assert answer.status_code == 200, answer.text


async def test_anybody_on_the_sheet_can_sign_in(demo: Platform) -> None:
    logins = demo.simulated.logins
    portals = {each.role for each in logins}
    assert {"super_administrator", "officer", "approver", "investor", "enterprise_owner"} <= portals
    async with _browser(demo) as browser:
        for each in (logins[0], logins[-1]):
            await _sign_in(browser, each.login)


async def test_investors_have_a_market(demo: Platform) -> None:
    """Something on each of the investor's pages, and work on the desks of issuers and staff."""
    async with _browser(demo) as browser:

        async def read(path: str) -> Any:
            answer = await browser.get(path)
            assert answer.status_code == 200, answer.text
            return answer.json()

        await _sign_in(browser, "investor1@demo.example")
        offerings = (await read("/investing/offerings"))["items"]
        statuses = Counter(each["status"] for each in offerings)
        assert statuses == {"open": 7, "active": 2, "failed": 1}
        wanted = {each["title"]: Decimal(each["taken"]["amount"]) for each in offerings}
        assert wanted["岭南城市银行绿色小微债"] > 300_000  # more than its target
        holdings = (await read("/investing/holdings"))["holdings"]
        held = {each["title"]: each for each in holdings}
        treasury, factoring = held["江南惠商国债质押一号"], held["前海信联应收账款一号"]
        assert treasury["units"]["amount"] == "145000.00"  # ordered, and bought from another
        assert Decimal(treasury["received"]["amount"]) > 0
        assert factoring["units"]["amount"] == "116666.67"  # two of nine parts are repaid
        assert len((await read("/investing/trades"))["items"]) == 1
        orders = (await read("/investing/subscriptions"))["items"]
        assert {"held", "paid", "released"} == {each["status"] for each in orders}
        assert any(each["by_plan"] for each in orders)
        book = await read(f"/orderbook/offerings/{treasury['offering_id']}")
        assert [each["price"] for each in book["bids"]] == ["0.9850", "0.9800"]
        assert [each["price"] for each in book["asks"]] == ["0.9950", "0.9980", "1.0010"]
        assert len((await read("/orderbook/bids"))["items"]) == 1
        assert [each["ahead"] for each in await read("/orderbook/redemptions")] == [1]
        assert await read("/investing/cash-flows")
        proposal = await read("/investing/proposal?amount=100000.00&risk_class=3")
        assert len(proposal["parts"]) >= 5

        aftercare = await read(f"/aftercare/offerings/{factoring['offering_id']}")
        assert [each["own_choice"] for each in aftercare["ballots"]] == [None]
        [exit_] = (await read(f"/exits/offerings/{treasury['offering_id']}"))["exits"]
        assert (exit_["status"], exit_["own_units"]["amount"]) == ("asking", "36250.00")
        await _sign_in(browser, "compliance.officer@demo.example")
        waiting = (await read("/approvals?status=proposed"))["items"]
        assert {"investing.open_offering", "investing.qualify_investor"} <= {
            each["command"] for each in waiting
        }


async def test_nobody_learns_of_what_is_not_theirs(
    demo: Platform, socket_dir: str, tmp_path: Path
) -> None:
    """Not even whether it is there: see `tests/security/others_records.py`. In a copy, for who is
    in vain there leaves traces."""
    copy = f"{demo.database}_strangers"
    await copy_database(socket_dir, copy, of=demo.database)
    engine = create_engine(url_of(socket_dir, copy, APP_ROLE))
    setting = Setting(
        engine=engine,
        actor_of=actor_from,
        clock=utc_now,
        storage=open_storage(demo.settings.storage_url),
        live=LiveBoard(engine),
        ports={ModelKeys: FolderModelKeys(tmp_path)},
    )
    told = [each async for each in attempts(create_app(setting), engine)]
    await engine.dispose()

    assert [each.fault for each in told if each.fault] == []
    assert len(told) > 1000
    assert {each.operation.id for each in told} >= OPEN.keys() | SAME.keys()


async def test_a_platform_in_use_is_left_alone(demo: Platform) -> None:
    used = demo.settings
    with pytest.raises(PlatformInUse, match="already has data"):
        check_usable(used, force=False)
    check_usable(used, force=True)


def test_companies_are_everywhere_and_in_the_three_sectors() -> None:
    companies = draw_companies(200, 3, date(2026, 1, 1), LAST)

    assert {company.region_code[:2] for company in companies} == {code[:2] for code in PROVINCES}
    sectors = [company.trade.sector for company in companies]
    assert {sector: sectors.count(sector) for sector in SHARES} == {
        "technology": 76,
        "manufacturing": 90,
        "agriculture": 34,
    }
    assert len({company.name for company in companies}) == 200
    assert all(parse_uscc(company.uscc) == company.uscc for company in companies)
    assert {company.mobile[:7] for company in companies} == {"1990000"}


@pytest.mark.parametrize(("total", "least"), [(0, 0), (5, 0), (34, 1), (60, 1), (1000, 1)])
def test_shares_add_up(total: int, least: int) -> None:
    weights = {code: weight for code, (_, weight) in PROVINCES.items()}
    assert len(share_out(total, weights, least=least)) == total


@pytest.mark.parametrize("count", [1, 3, 15])
def test_an_economy_may_be_tiny(count: int) -> None:
    """Fewer than those that come in the last days."""
    companies = draw_companies(count, 7, date(2026, 10, 20), LAST)
    assert [each.number for each in companies] == list(range(count))


def test_the_same_seed_draws_the_same_companies() -> None:
    begin = date(2026, 1, 1)
    assert draw_companies(40, 5, begin, LAST) == draw_companies(40, 5, begin, LAST)
    assert draw_companies(40, 5, begin, LAST) != draw_companies(40, 6, begin, LAST)
