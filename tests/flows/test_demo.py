"""The demo economy, small: it repeats itself, and it looks like a platform in use."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from httpx2 import ASGITransport, AsyncClient

from rongqu.commands.simulate import PlatformInUse, check_usable
from rongqu.demo.log_ins import PASSWORD
from rongqu.demo.places import PROVINCES, SHARES, share_out
from rongqu.demo.population import draw_companies
from rongqu.demo.simulate import Economy, Simulated, simulate
from rongqu.infra.calendar import load_calendar
from rongqu.infra.database import create_engine
from rongqu.infra.live import LiveBoard
from rongqu.infra.policies import load_pack
from rongqu.infra.settings import DatabaseSettings, Settings
from rongqu.infra.storage import open_storage
from rongqu.infra.tx import open_tx, utc_now
from rongqu.infra.web import Setting
from rongqu.kernel.actor import SYSTEM
from rongqu.kernel.uscc import parse_uscc
from rongqu.modules.contracts.public import load_library
from rongqu.modules.identity.public import actor_of_request
from rongqu.modules.privacy.public import load_texts
from rongqu.web import create_app
from tests.database import clone_template, url_of

LAST = date(2026, 11, 20)
SMALL = Economy(companies=24, months=4, seed=11, last=LAST)


@dataclass(frozen=True, slots=True)
class Platform:
    """A database of its own, and what was simulated in it."""

    settings: Settings
    simulated: Simulated


async def _simulate(socket_dir: str, name: str, home: Path) -> Platform:
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
    return Platform(settings, await simulate(settings, SMALL, lambda _: None))


@pytest.fixture(scope="module")
async def twice(
    socket_dir: str, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Platform, Platform]:
    """The same economy in two empty databases."""
    one, two = [
        await _simulate(socket_dir, f"{worker_id}_demo_{name}", tmp_path_factory.mktemp(name))
        for name in ("one", "two")
    ]
    return one, two


async def test_the_same_seed_gives_the_same_figures(twice: tuple[Platform, Platform]) -> None:
    one, two = twice
    assert one.simulated.figures == two.simulated.figures
    assert one.simulated.figures.digest() == two.simulated.figures.digest()
    assert one.simulated.warned.planted == two.simulated.warned.planted


async def test_work_lies_on_every_desk(twice: tuple[Platform, Platform]) -> None:
    figures = twice[0].simulated.figures
    assert figures.companies == SMALL.companies
    assert {"draft", "returned", "review", "contract", "payout", "active"} <= set(figures.stages)
    assert figures.loans >= figures.stages["active"]
    assert figures.lent_minor > figures.outstanding_minor > 0


async def test_anybody_on_the_sheet_can_sign_in(twice: tuple[Platform, Platform]) -> None:
    demo = twice[0]
    logins = demo.simulated.logins
    portals = {each.role for each in logins}
    assert {"super_administrator", "officer", "approver", "investor", "enterprise_owner"} <= portals
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
        for each in (logins[0], logins[-1]):
            body = {"login": each.login, "password": PASSWORD}
            answer = await browser.post("/session", json=body)
            assert answer.status_code == 200, answer.text
    await engine.dispose()


async def test_a_platform_in_use_is_left_alone(twice: tuple[Platform, Platform]) -> None:
    used = twice[0].settings
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


def test_the_same_seed_draws_the_same_companies() -> None:
    begin = date(2026, 1, 1)
    assert draw_companies(40, 5, begin, LAST) == draw_companies(40, 5, begin, LAST)
    assert draw_companies(40, 5, begin, LAST) != draw_companies(40, 6, begin, LAST)
